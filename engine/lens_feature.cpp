#include "engine/lens_feature.h"

namespace verbatim {

namespace {

// Ratings as a share of the scale: 2 of 5 is low and 4 of 5 high, whether the scale begins at 0
// or 1.
constexpr double kLowRating = 0.4;
constexpr double kHighRating = 0.75;
constexpr double kFullRating = 0.99;

std::optional<Span> contained(std::string_view text, std::string_view part) {
    const auto place = text.find(part);
    if (place == std::string_view::npos) return std::nullopt;
    return Span{static_cast<std::uint32_t>(place), static_cast<std::uint32_t>(place + part.size())};
}

std::optional<Span> at_end(std::string_view text, std::string_view part) {
    const auto last = text.find_last_not_of(" \t\r\n\"')");
    if (last == std::string_view::npos || !text.substr(0, last + 1).ends_with(part))
        return std::nullopt;
    return Span{static_cast<std::uint32_t>(last + 1 - part.size()),
                static_cast<std::uint32_t>(last + 1)};
}

}  // namespace

std::optional<Span> shows(const Feature& feature, std::string_view text, std::size_t word_count,
                          const TextShape& shape, const Lenses::Context& context) {
    const auto when = [](bool holds) { return holds ? std::optional(Span{}) : std::nullopt; };
    switch (feature.type) {
        case Feature::Type::contains:
            return contained(text, feature.argument);
        case Feature::Type::ends_with:
            return at_end(text, feature.argument);
        case Feature::Type::rating_low:
            return when(context.rating_share && *context.rating_share <= kLowRating);
        case Feature::Type::rating_high:
            return when(context.rating_share && *context.rating_share >= kHighRating);
        case Feature::Type::rating_full:
            return when(context.rating_share && *context.rating_share >= kFullRating);
        case Feature::Type::repetitive:
            return when(shape.repetitive);
        case Feature::Type::form:
            return when(shape.form);
        case Feature::Type::shorter_than:
            return when(word_count < feature.count);
        case Feature::Type::longer_than:
            return when(word_count > feature.count);
        case Feature::Type::kind:
            return when(context.kind == feature.said_in);
    }
    return std::nullopt;
}

}  // namespace verbatim
