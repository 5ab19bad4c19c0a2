#include "engine/lens_grams.h"

#include <algorithm>
#include <array>
#include <bit>

#include "engine/big_endian.h"
#include "engine/hash.h"

namespace verbatim {

namespace {

constexpr std::size_t kShortest = 3;
constexpr std::size_t kLongest = 5;
// Of a longer word the rest has no parts.
constexpr std::size_t kWordBytes = 40;

// What stands between sentences, as a word of its own: no word's hash is so small.
enum Mark : std::uint32_t { kStart = 1, kStop = 2, kQuestion = 3, kCry = 4 };

std::uint32_t mixed(std::uint64_t value) {
    return static_cast<std::uint32_t>((value * 0x9E3779B97F4A7C15u) >> 32);
}

// Of a pair with so many words in between.
std::uint32_t pair_key(std::uint32_t first, std::uint32_t second, std::uint64_t gap = 0) {
    return mixed((std::uint64_t{first} << 32 | second) ^ (0x5851F42D4C957F2Du + 2 * gap));
}

// The mark between two words, and where it is; none if they are of one sentence.
std::uint32_t mark_in(std::string_view between, std::size_t& at) {
    at = between.find_first_of(".!?;\n");
    if (at == std::string_view::npos) return 0;
    const auto strong = between.find_first_of("?!");
    if (strong == std::string_view::npos) return kStop;
    at = strong;
    return between[strong] == '?' ? kQuestion : kCry;
}

// Numbers met, by open addressing.
class Seen {
public:
    explicit Seen(std::size_t most) : slots_(std::bit_ceil(2 * most + 2)) {}

    // Whether it is new.
    bool add(std::uint32_t key) {
        key = std::max(key, std::uint32_t{1});
        std::size_t slot = key & (slots_.size() - 1);
        while (slots_[slot] != 0 && slots_[slot] != key) slot = (slot + 1) & (slots_.size() - 1);
        return slots_[slot] == 0 && (slots_[slot] = key, true);
    }

private:
    std::vector<std::uint32_t> slots_;
};

// Calls use(key) for each part of a word: its runs between two spaces, from every byte on.
template <typename Use>
void each_part(std::string_view word, const Use& use) {
    std::array<char, kWordBytes + 2 + sizeof(std::uint64_t)> spaced{' '};
    std::ranges::copy(word, spaced.begin() + 1);
    const std::size_t end = word.size() + 2;
    spaced[end - 1] = ' ';
    for (std::size_t begin = 0; begin + kShortest <= end; ++begin) {
        const auto eight = from_big_endian<std::uint64_t>({&spaced[begin], sizeof(std::uint64_t)});
        for (std::size_t size = kShortest; size <= std::min(kLongest, end - begin); ++size)
            use(mixed((eight >> (64 - 8 * size)) + 1));
    }
}

std::size_t parts_of(std::string_view word) {
    std::size_t count = 0;
    for (std::size_t size = kShortest; size <= kLongest; ++size)
        count += word.size() + 3 - std::min(word.size() + 3, size);
    return count;
}

class Gatherer {
public:
    Gatherer(std::size_t words, Parts parts) : parts_(parts), seen_(8 * words + 8) {
        result_.grams.reserve((parts == Parts::listed ? 24 : 6) * words);
        result_.places.reserve(6 * words + 8);
    }

    // A word, with its parts.
    void word(std::uint32_t key, std::string_view folded, Span span) {
        if (!seen_.add(key)) return;
        put(key, span);
        const std::string_view beginning = folded.substr(0, kWordBytes);
        if (parts_ == Parts::left_out) {
            result_.wholes.push_back({key, beginning});
            result_.left_out += parts_of(beginning);
            return;
        }
        const auto place = static_cast<std::uint32_t>(result_.places.size() - 1);
        each_part(beginning, [&](std::uint32_t part) {
            result_.grams.push_back({part, place, true});
        });
    }

    void mark(std::uint32_t key, Span span) {
        if (key >= kQuestion && seen_.add(key)) put(key, span);
    }

    void words(std::uint32_t key, Span span) {
        if (seen_.add(key)) put(key, span);
    }

    LensGrams take() { return std::move(result_); }

private:
    void put(std::uint32_t key, Span span) {
        result_.grams.push_back({key, static_cast<std::uint32_t>(result_.places.size()), false});
        result_.places.push_back(span);
    }

    Parts parts_;
    Seen seen_;
    LensGrams result_;
};

// A word or mark of the text. A mark is nothing to show: it has its neighbour's place.
struct Token {
    std::uint32_t key = kStart;
    Span span;

    bool is_mark() const { return key <= kCry; }
};

// What a token says together with those of its sentence before it, the mark that begins it too.
class Sentence {
public:
    explicit Sentence(Gatherer& gatherer) : gatherer_(gatherer) {}

    bool is_empty() const { return before_[0].is_mark(); }

    void add(const Token& token) {
        const auto& [one, two, three] = before_;
        const std::uint32_t pair = pair_key(one.key, token.key);
        gatherer_.words(pair, place(one, token));
        if (count_ > 1) {
            gatherer_.words(pair_key(two.key, pair), place(two, token));
            gatherer_.words(pair_key(two.key, token.key, 1), place(two, token));
        }
        if (count_ > 2) gatherer_.words(pair_key(three.key, token.key, 2), place(three, token));
        before_ = {token, one, two};
        count_ = token.is_mark() ? 1 : std::min(count_ + 1, before_.size());
    }

private:
    Span place(const Token& first, const Token& last) const {
        const Token& begin = first.is_mark() && count_ > 1 ? before_[count_ - 2] : first;
        return {begin.is_mark() ? last.span.begin : begin.span.begin,
                last.is_mark() ? before_[0].span.end : last.span.end};
    }

    Gatherer& gatherer_;
    std::array<Token, 3> before_;  // the last one first
    std::size_t count_ = 1;        // of them, those of this sentence
};

}  // namespace

std::vector<std::uint32_t> lens_parts(std::string_view word) {
    std::vector<std::uint32_t> keys;
    keys.reserve(parts_of(word));
    each_part(word, [&](std::uint32_t key) { keys.push_back(key); });
    return keys;
}

LensGrams lens_grams(std::string_view text, std::span<const Word> words, Parts parts) {
    Gatherer gatherer(words.size(), parts);
    Sentence sentence(gatherer);
    std::uint32_t end = 0;
    const auto pass = [&](std::uint32_t until) {
        std::size_t at = 0;
        const std::uint32_t mark = mark_in(text.substr(end, until - end), at);
        if (mark == 0 || sentence.is_empty()) return;
        const auto begin = static_cast<std::uint32_t>(end + at);
        gatherer.mark(mark, {begin, begin + 1});
        sentence.add({mark, {begin, begin + 1}});
    };
    for (const Word& word : words) {
        pass(word.span.begin);
        const std::uint32_t key = std::max(mixed(hash64(word.folded)), std::uint32_t{kCry + 1});
        gatherer.word(key, word.folded, word.span);
        sentence.add({key, word.span});
        end = word.span.end;
    }
    pass(static_cast<std::uint32_t>(text.size()));
    if (!sentence.is_empty()) sentence.add({kStop, {}});
    return gatherer.take();
}

}  // namespace verbatim
