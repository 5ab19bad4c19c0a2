#include "indexer/twin_forms.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <map>
#include <numeric>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "engine/ascii.h"

namespace verbatim {

namespace fs = std::filesystem;

namespace {

// So many of the shorter one's runs are in the longer one too (docs/adr/0016): where the names are
// the same, and where one is longer.
constexpr double kSameName = 0.3;
constexpr double kLongerName = 0.5;
constexpr double kMostWords = 0.8;  // of those of the longest
constexpr std::array<std::string_view, 12> kFormats = {".ass",  ".docx", ".htm", ".html",
                                                       ".json", ".md",   ".odt", ".srt",
                                                       ".ssa",  ".tsv",  ".txt", ".vtt"};
// What Zoom calls the captions of a meeting, the better first.
constexpr std::array<std::string_view, 2> kZoomCaptions = {"meeting_saved_closed_caption.txt",
                                                           "closed_caption.txt"};

std::size_t zoom_rank(const std::string& path) {
    const std::string name = lower(fs::path(path).filename().string());
    return static_cast<std::size_t>(std::ranges::find(kZoomCaptions, name) - kZoomCaptions.begin());
}

bool is_zoom_caption(const std::string& path) {
    return zoom_rank(path) < kZoomCaptions.size();
}

std::string stem_of(const std::string& path) {
    return lower(fs::path(path).stem().string());
}

// Sets of indices that are joined by and by.
class Joined {
public:
    explicit Joined(std::size_t size) : first_(size) {
        std::iota(first_.begin(), first_.end(), std::size_t{0});
    }

    void join(std::size_t a, std::size_t b) {
        a = first(a);
        b = first(b);
        first_[std::max(a, b)] = std::min(a, b);
    }

    std::vector<std::vector<std::size_t>> sets() {
        std::map<std::size_t, std::vector<std::size_t>> by_first;
        for (std::size_t i = 0; i < first_.size(); ++i) by_first[first(i)].push_back(i);
        std::vector<std::vector<std::size_t>> sets;
        sets.reserve(by_first.size());
        for (auto& [first, set] : by_first) sets.push_back(std::move(set));
        return sets;
    }

private:
    std::size_t first(std::size_t i) {
        while (first_[i] != i) i = first_[i] = first_[first_[i]];
        return i;
    }

    std::vector<std::size_t> first_;
};

bool are_same(const Form& a, const Form& b) {
    if (!a.likeness || !b.likeness || format_of(a.path) == format_of(b.path)) return false;
    const bool zoom = is_zoom_caption(a.path) || is_zoom_caption(b.path);
    const double wanted = zoom || stem_of(a.path) == stem_of(b.path) ? kSameName : kLongerName;
    return overlap(*a.likeness, *b.likeness).of_shorter >= wanted;
}

// The best of those that hold one conversation.
std::size_t best_of(const std::vector<std::size_t>& set, const std::vector<Form>& forms) {
    std::size_t most = 0;
    for (const std::size_t i : set)
        if (forms[i].likeness) most = std::max(most, forms[i].likeness->words);
    return *std::ranges::min_element(set, {}, [&](std::size_t i) {
        const Likeness likeness = forms[i].likeness.value_or(Likeness());
        const bool is_short =
            static_cast<double>(likeness.words) < kMostWords * static_cast<double>(most);
        return std::tuple(is_short, zoom_rank(forms[i].path), !likeness.named, !likeness.timed,
                          ~likeness.words, forms[i].path);
    });
}

}  // namespace

bool may_be_transcript(const std::string& path) {
    const std::string extension = lower(fs::path(path).extension().string());
    return std::ranges::find(kFormats, extension) != kFormats.end();
}

std::string format_of(const std::string& path) {
    return lower(fs::path(path).extension().string()) + std::to_string(zoom_rank(path));
}

std::vector<std::vector<std::size_t>> called_alike(const std::vector<std::string>& paths) {
    Joined joined(paths.size());
    std::unordered_map<std::string, std::size_t> stems;
    for (std::size_t i = 0; i < paths.size(); ++i) {
        joined.join(i, stems.try_emplace(stem_of(paths[i]), i).first->second);
        if (is_zoom_caption(paths[i]))
            for (std::size_t other = 0; other < paths.size(); ++other) joined.join(i, other);
    }
    for (std::size_t i = 0; i < paths.size(); ++i) {
        const std::string stem = stem_of(paths[i]);
        for (std::size_t end = 1; end < stem.size(); ++end) {
            if (std::isalnum(static_cast<unsigned char>(stem[end])) != 0) continue;
            if (const auto shorter = stems.find(stem.substr(0, end)); shorter != stems.end())
                joined.join(i, shorter->second);
        }
    }
    return joined.sets();
}

std::vector<std::optional<std::size_t>> better_forms(const std::vector<Form>& forms) {
    Joined joined(forms.size());
    for (std::size_t i = 0; i < forms.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (are_same(forms[i], forms[j])) joined.join(i, j);
    std::vector<std::optional<std::size_t>> better(forms.size());
    for (const std::vector<std::size_t>& set : joined.sets()) {
        const std::size_t best = best_of(set, forms);
        for (const std::size_t i : set)
            if (i != best) better[i] = best;
    }
    return better;
}

}  // namespace verbatim
