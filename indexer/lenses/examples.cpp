#include "indexer/lenses/examples.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "indexer/decode.h"

namespace verbatim {

namespace {

constexpr std::size_t kMostTexts = 100'000;
constexpr std::size_t kLongestText = 100'000;
constexpr const char* kShape =
    "a line is yes or no, a tab and the text, or {\"text\": \"...\", \"label\": 1}";

std::optional<bool> label_from(const nlohmann::json& label) {
    if (label.is_boolean()) return label.get<bool>();
    if (label.is_number_integer()) {
        const auto number = label.get<std::int64_t>();
        return number == 0 || number == 1 ? std::optional(number == 1) : std::nullopt;
    }
    if (!label.is_string()) return std::nullopt;
    const auto& said = label.get_ref<const std::string&>();
    return said == "yes" || said == "no" ? std::optional(said == "yes") : std::nullopt;
}

std::optional<JudgedText> from_json(std::string_view line) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object()) return std::nullopt;
    const auto text = json.find("text"), label = json.find("label"), lens = json.find("lens");
    if (text == json.end() || !text->is_string() || label == json.end()) return std::nullopt;
    const auto yes = label_from(*label);
    if (!yes) return std::nullopt;
    const bool names_lens = lens != json.end() && lens->is_string();
    return JudgedText{text->get<std::string>(), *yes,
                      names_lens ? lens->get<std::string>() : std::string()};
}

std::optional<JudgedText> from_line(std::string_view line) {
    if (line.starts_with('{')) return from_json(line);
    const auto tab = line.find('\t');
    if (tab == std::string_view::npos) return std::nullopt;
    const std::string_view label = line.substr(0, tab);
    if (label != "yes" && label != "no") return std::nullopt;
    return JudgedText{std::string(line.substr(tab + 1)), label == "yes", {}};
}

}  // namespace

Result<std::vector<JudgedText>> read_judged_texts(const std::string& path) {
    auto input = Input::open(path);
    if (!input) return input.error();
    std::vector<JudgedText> texts;
    Input::Line line;
    while (input->next_line(line)) {
        if (line.text.find_first_not_of(" \t") == std::string_view::npos ||
            line.text.starts_with('#'))
            continue;
        auto text = line.too_long ? std::nullopt : from_line(line.text);
        if (!text)
            return Error{ErrorCode::bad_input,
                         path + ":" + std::to_string(line.number) +
                             (line.too_long ? ": the line is too long" : ": no judged text"),
                         kShape};
        if (text->text.find_first_not_of(" \t\r") == std::string::npos ||
            text->text.size() > kLongestText || texts.size() == kMostTexts)
            return Error{
                ErrorCode::bad_input,
                path + ":" + std::to_string(line.number) +
                    (texts.size() == kMostTexts         ? ": more than 100,000 texts"
                     : text->text.size() > kLongestText ? ": the text is longer than 100,000 bytes"
                                                        : ": the text is empty"),
                kShape};
        texts.push_back(*std::move(text));
    }
    if (!input->read_error().empty())
        return Error{ErrorCode::unavailable, path + ": " + input->read_error(), ""};
    if (texts.empty()) return Error{ErrorCode::bad_input, path + " holds no judged text", kShape};
    return texts;
}

Result<void> check_both_kinds(const std::string& path, const std::vector<JudgedText>& texts) {
    const auto yes = std::ranges::count(texts, true, &JudgedText::yes);
    if (yes > 0 && static_cast<std::size_t>(yes) < texts.size()) return {};
    return Error{
        ErrorCode::bad_input,
        path + " holds only texts that " + (yes > 0 ? "belong" : "do not belong") + " to the lens",
        "a lens learns from texts of both kinds: add lines that begin with " +
            std::string(yes > 0 ? "no" : "yes")};
}

}  // namespace verbatim
