#include "engine/lens_file.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <tuple>
#include <utility>

#include "engine/text.h"

namespace verbatim {

namespace {

constexpr double kMaxWeight = 20;

Error bad(std::string message) {
    return {ErrorCode::bad_input, std::move(message), "docs/lenses.md describes the format"};
}

std::string_view strip(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

// The text before and after the first white space.
std::pair<std::string_view, std::string_view> split(std::string_view text) {
    const auto space = text.find_first_of(" \t");
    if (space == std::string_view::npos) return {text, {}};
    return {text.substr(0, space), strip(text.substr(space))};
}

// The text before the last white space, and what follows it.
std::pair<std::string_view, std::string_view> split_last(std::string_view text) {
    const auto space = text.find_last_of(" \t");
    if (space == std::string_view::npos) return {{}, text};
    return {strip(text.substr(0, space)), text.substr(space + 1)};
}

Result<double> number(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value) ||
        std::abs(value) > kMaxWeight)
        return bad("'" + std::string(text) + "' is no number between -20 and 20");
    return value;
}

// The features that are named without a value.
std::optional<Feature::Type> plain_feature(std::string_view name) {
    constexpr std::pair<std::string_view, Feature::Type> kPlain[] = {
        {"rating-low", Feature::Type::rating_low},   {"rating-high", Feature::Type::rating_high},
        {"rating-full", Feature::Type::rating_full}, {"repetitive", Feature::Type::repetitive},
        {"template", Feature::Type::form},
    };
    for (const auto& [known, type] : kPlain) {
        if (known == name) return type;
    }
    return std::nullopt;
}

Result<Feature> parse_feature(std::string_view line) {
    const auto [what, weight_text] = split_last(line);
    const auto weight = number(weight_text);
    if (!weight) return weight.error();
    Feature feature;
    feature.text = what;
    feature.weight = *weight;
    const auto [name, argument] = split(what);
    feature.argument = argument;
    if (const auto plain = plain_feature(name)) {
        feature.type = *plain;
        if (!argument.empty())
            return bad("'" + std::string(name) + "' takes a weight and nothing else");
        return feature;
    }
    if (argument.empty()) return bad("'" + std::string(name) + "' needs a value and a weight");
    if (name == "contains" || name == "ends-with") {
        feature.type = name == "contains" ? Feature::Type::contains : Feature::Type::ends_with;
        return feature;
    }
    if (name == "kind") {
        const auto kind = kind_from(argument);
        if (!kind) return bad("no kind of conversation is called '" + std::string(argument) + "'");
        feature.type = Feature::Type::kind;
        feature.said_in = *kind;
        return feature;
    }
    if (name != "shorter-than" && name != "longer-than")
        return bad("no feature is called '" + std::string(name) + "'");
    feature.type =
        name == "shorter-than" ? Feature::Type::shorter_than : Feature::Type::longer_than;
    const auto read =
        std::from_chars(argument.data(), argument.data() + argument.size(), feature.count);
    if (read.ec != std::errc() || read.ptr != argument.data() + argument.size())
        return bad("'" + std::string(argument) + "' is no number of words");
    return feature;
}

class FileParser {
public:
    // Where in the line the error is that line() returned, in bytes.
    std::size_t where() const { return where_; }

    Result<void> line(std::string_view raw) {
        ++line_;
        where_ = std::min(raw.find_first_not_of(" \t\r"), raw.size());
        const bool indented = raw.starts_with(' ') || raw.starts_with('\t');
        const std::string_view text = strip(raw);
        if (text.empty() || text.starts_with('#')) return {};
        if (text.starts_with('[')) return bracket(text);
        switch (section_) {
            case Section::header:
                return header(text, indented);
            case Section::cues:
                return cue(text);
            case Section::features:
                return feature(text);
            case Section::list:
                return list_words(text);
        }
        return {};
    }

    ParsedLensFile take() && { return std::move(file_); }

private:
    enum class Section { header, cues, features, list };

    Result<void> header(std::string_view text, bool indented) {
        const auto [key, value] = split(text);
        if (indented && file_.lens && !file_.lens->definition.empty()) {
            file_.lens->definition.append(" ").append(text);
            return {};
        }
        if (key == "lens") return lens(value);
        if (!file_.lens) return bad("a lens file begins with 'lens NAME' or '[list NAME]'");
        if (key == "definition") {
            file_.lens->definition = value;
            return {};
        }
        if (key != "bias" && key != "scale")
            return bad("unknown setting '" + std::string(key) + "', or a cue before a section");
        const auto read = number(value);
        if (!read) return read.error();
        if (key == "scale" && *read <= 0) return bad("the scale must be above 0");
        (key == "bias" ? file_.lens->bias : file_.lens->scale) = *read;
        return {};
    }

    Result<void> lens(std::string_view name) {
        if (file_.lens) return bad("a file holds one lens");
        if (name.empty() || name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_.") !=
                                std::string_view::npos)
            return bad("a lens is named in a-z, 0-9, - and _");
        file_.lens.emplace();
        file_.lens->name = name;
        return {};
    }

    Result<void> bracket(std::string_view text) {
        if (!text.ends_with(']')) return bad("a section's bracket is not closed");
        const std::string_view inside = strip(text.substr(1, text.size() - 2));
        const auto [key, value] = split(inside);
        if (key == "lang") {
            if (value.empty()) return bad("[lang] needs a language code");
            lang_ = value;
            section_ = Section::header;
            return {};
        }
        if (key == "list") {
            if (value.empty()) return bad("[list] needs a name");
            file_.lists.push_back({std::string(value), lang_, {}});
            section_ = Section::list;
            return {};
        }
        if (!file_.lens) return bad("a section before 'lens NAME'");
        if (file_.lens->definition.empty()) return bad("the lens has no definition");
        if (inside == "features") {
            section_ = Section::features;
            return {};
        }
        return cue_section(inside);
    }

    Result<void> cue_section(std::string_view inside) {
        const auto comma = inside.find(',');
        const auto weight = number(split_last(strip(inside.substr(0, comma))).second);
        if (!weight) return weight.error();
        weight_ = *weight;
        negated_.reset();
        if (comma != std::string_view::npos) {
            const auto [word, value] = split(strip(inside.substr(comma + 1)));
            if (word != "negated") return bad("after the comma only 'negated WEIGHT' may stand");
            const auto negated = number(value);
            if (!negated) return negated.error();
            negated_ = *negated;
        }
        section_ = Section::cues;
        return {};
    }

    Result<void> cue(std::string_view text) {
        const std::size_t begin = where_;
        std::size_t within = 0;
        auto parsed = parse_cue(text, within);
        where_ = begin + within;
        if (!parsed) return parsed.error();
        parsed->line = line_;
        parsed->column = begin + 1;
        parsed->lang = lang_;
        parsed->weight = weight_;
        parsed->negated = negated_;
        file_.lens->cues.push_back(std::move(*parsed));
        return {};
    }

    Result<void> feature(std::string_view text) {
        auto parsed = parse_feature(text);
        if (!parsed) return parsed.error();
        if (lang_ != kDefaultLanguage) parsed->lang = lang_;
        file_.lens->features.push_back(std::move(*parsed));
        return {};
    }

    Result<void> list_words(std::string_view text) {
        for (auto [word, rest] = split(text); !word.empty(); std::tie(word, rest) = split(rest)) {
            const bool exact = word.starts_with('=');
            auto cut = words(exact ? word.substr(1) : word);
            if (cut.size() != 1)
                return bad("'" + std::string(word) + "' is not one word; lists hold single words");
            file_.lists.back().words.push_back(
                {exact ? CueStep::Match::exact : CueStep::Match::stem, cut.front().folded});
        }
        return {};
    }

    ParsedLensFile file_;
    std::size_t line_ = 0;
    std::size_t where_ = 0;
    Section section_ = Section::header;
    std::string lang_{kDefaultLanguage};
    double weight_ = 0;
    std::optional<double> negated_;
};

}  // namespace

Result<ParsedLensFile> parse_lens_file(const LensFile& lens_file) {
    FileParser parser;
    std::string_view text = lens_file.text;
    std::size_t line = 0;
    const auto fail = [&](const Error& error, std::size_t where) {
        const std::size_t shown = line - std::min(line, lens_file.lines_before);
        return Error{error.code,
                     std::string(lens_file.name) + ":" + std::to_string(shown) + ":" +
                         std::to_string(where + 1) + ": " + error.message,
                     error.hint};
    };
    while (!text.empty()) {
        const auto end = text.find('\n');
        const std::string_view raw = text.substr(0, end);
        ++line;
        if (const auto invalid = find_invalid_utf8(raw); invalid != std::string_view::npos)
            return fail(bad("the line is not valid UTF-8"), invalid);
        if (auto read = parser.line(raw); !read) return fail(read.error(), parser.where());
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    ParsedLensFile file = std::move(parser).take();
    if (file.lens && file.lens->definition.empty())
        return fail(bad("the lens has no definition"), 0);
    if (file.lens)
        for (LensCue& cue : file.lens->cues) cue.line -= std::min(cue.line, lens_file.lines_before);
    return file;
}

}  // namespace verbatim
