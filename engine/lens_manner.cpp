#include "engine/lens_manner.h"

#include <algorithm>
#include <cctype>
#include <initializer_list>

namespace verbatim {

namespace {

using List = std::initializer_list<std::string_view>;

// What one does to a product.
constexpr std::string_view kMake[] = {
    "add",      "allow",    "provide",  "enable",    "support",   "let",     "include", "implement",
    "create",   "give",     "expose",   "extend",    "increase",  "improve", "remove",  "bring",
    "change",   "open",     "consider", "introduce", "integrate", "expand",  "reduce",  "replace",
    "restore",  "simplify", "permit",   "offer",     "make",      "put",     "show",    "keep",
    "fix",      "update",   "upgrade",  "build",     "release",   "unify",   "merge",   "develop",
    "publish",  "display",  "use",      "port",      "move",      "rename",  "hide",    "limit",
    "separate", "group",    "have",     "get",       "set",       "stop",    "turn",    "drop",
    "combine",  "sort",     "sync",     "redesign",  "mark",      "prevent", "ensure",  "raise",
    "return"};

class Words {
public:
    explicit Words(std::span<const Word> words) : words_(words) {}

    std::size_t size() const { return words_.size(); }
    // Whether the word there is one of the list; none is, beyond the end.
    bool is(std::size_t at, List list) const {
        return at < size() && std::ranges::find(list, words_[at].folded) != list.end();
    }
    bool is_make(std::size_t at) const {
        return at < size() &&
               std::ranges::find(kMake, std::string_view(words_[at].folded)) != std::end(kMake);
    }
    bool ends(std::size_t at, std::string_view end) const {
        return at < size() && std::string_view(words_[at].folded).ends_with(end);
    }
    // The first place from `at` on whose word is none of the list.
    std::size_t past(std::size_t at, List list) const {
        while (is(at, list)) ++at;
        return at;
    }
    template <typename Holds>
    bool any(const Holds& holds) const {
        for (std::size_t at = 0; at < size(); ++at)
            if (holds(at)) return true;
        return false;
    }

private:
    std::span<const Word> words_;
};

bool demands(const Words& words) {
    std::size_t at = words.is(0, {"1", "2", "3", "4", "5", "6", "7", "8", "9"}) ? 1 : 0;
    if (words.is(at, {"also", "just", "then", "and", "so", "maybe", "perhaps", "or", "simply",
                      "instead", "hi", "hello", "therefore", "finally"}))
        ++at;
    return words.is_make(at) && !words.is(at + 1, {"is", "are", "was", "has", "to"});
}

bool asks_please(const Words& words) {
    return words.any([&](std::size_t at) {
        if (!words.is(at, {"please", "pls", "plz", "kindly"})) return false;
        return words.is_make(words.past(at + 1, {"do", "also", "just"}));
    });
}

bool would_like(const Words& words) {
    return words.any([&](std::size_t at) {
        if (!words.is(at, {"would"}) && !words.ends(at, "'d")) return false;
        const std::size_t verb = words.past(at + 1, {"really", "also", "very", "much", "love"});
        return words.is(verb, {"like", "love", "prefer", "appreciate"}) ||
               (verb > at + 1 && words.is(verb - 1, {"love"}));
    });
}

bool should_be(const Words& words) {
    return words.any([&](std::size_t at) {
        if (!words.is(at, {"should"})) return false;
        return words.is(
            words.past(at + 1, {"also", "really", "just", "at", "least", "not", "then", "only"}),
            {"be", "have", "allow", "provide", "support", "include", "add", "make", "give", "let",
             "offer", "enable", "work", "show", "implement"});
    });
}

bool should_be_done(const Words& words) {
    return words.any([&](std::size_t at) {
        if (!words.is(at, {"should"})) return false;
        const std::size_t be = words.past(at + 1, {"also", "really", "not", "at", "least"});
        return words.is(be, {"be"}) &&
               (words.ends(be + 1, "ed") ||
                words.is(be + 1, {"able", "a", "an", "made", "more", "given", "shown"}));
    });
}

bool is_advice(const Words& words, std::size_t at) {
    return words.is(at, {"suggest", "propose", "suggestion", "proposal", "recommend",
                         "recommendation", "request", "idea", "opinion"});
}

bool advises(const Words& words) {
    return words.any([&](std::size_t at) {
        return words.is(at, {"i", "we", "my", "i'd", "would"}) &&
               (is_advice(words, at + 1) || is_advice(words, at + 2));
    });
}

bool could_be(const Words& words) {
    return words.any([&](std::size_t at) {
        if (!words.is(at, {"could", "can", "might", "may"})) return false;
        return words.is(words.past(at + 1, {"also", "then", "simply", "just", "even"}),
                        {"be", "have", "add", "use", "allow", "provide", "include", "show",
                         "implement", "make"});
    });
}

bool tells_of_now(const Words& words) {
    return words.any([&](std::size_t at) {
        return words.is(at, {"currently", "today", "now"}) ||
               (words.is(at, {"at"}) && words.is(at + 1, {"the"}) && words.is(at + 2, {"moment"}));
    });
}

bool is_letter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

// "f()", "a.b.c", "<div", "{", "::", "http:"
bool is_code(std::string_view text) {
    if (text.find_first_of("{};") != std::string_view::npos) return true;
    for (const std::string_view sign : {"::", "=\"", "http:", "https:"})
        if (text.find(sign) != std::string_view::npos) return true;
    std::size_t dots = 0;  // since the last character that no name has
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        const bool after_letter = i > 0 && is_letter(text[i - 1]);
        if (text[i] == '<' && is_letter(text[i + 1])) return true;
        if (text[i] == '(' && text[i + 1] == ')' && after_letter) return true;
        if (text[i] == '.' && after_letter && is_letter(text[i + 1])) {
            if (++dots == 2) return true;
        } else if (!is_letter(text[i])) {
            dots = 0;
        }
    }
    return false;
}

bool announces(std::string_view text) {
    const auto last = text.find_last_not_of(" \t\r\n");
    return last != std::string_view::npos && text[last] == ':';
}

}  // namespace

std::vector<std::size_t> manners_of(std::string_view text, std::span<const Word> words) {
    constexpr std::size_t kShort = 5;
    const Words all(words);
    const auto at_least = [&](std::size_t at) {
        return all.is(at, {"atleast"}) || (all.is(at, {"at"}) && all.is(at + 1, {"least"}));
    };
    const bool holds[] = {demands(all),           asks_please(all),    would_like(all),
                          should_be(all),         should_be_done(all), advises(all),
                          could_be(all),          all.any(at_least),   is_code(text),
                          words.size() <= kShort, tells_of_now(all),   announces(text)};
    static_assert(std::size(holds) == kManners.size());
    std::vector<std::size_t> manners;
    for (std::size_t i = 0; i < kManners.size(); ++i)
        if (holds[i]) manners.push_back(i);
    return manners;
}

}  // namespace verbatim
