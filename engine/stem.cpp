#include <libstemmer.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <memory>
#include <utility>

#include "engine/direct_mapped_cache.h"
#include "engine/hash.h"
#include "engine/text.h"

namespace verbatim {

namespace {

// Longer words are names of files, links and noise.
constexpr std::size_t kLongestStemmed = 64;
constexpr std::size_t kMostCached = 1u << 14;

struct Delete {
    void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};
using Stemmer = std::unique_ptr<sb_stemmer, Delete>;

// Snowball names Norwegian "no" without regard to its two written forms.
std::string_view snowball_name(std::string_view lang) {
    return lang == "nb" || lang == "nn" ? "no" : lang;
}

// Adjectives of German that lose their e when they are inflected, which Snowball does not know:
// "teuer" has the stem of "teure".
std::string_view inflected_adjective(std::string_view word) {
    static constexpr std::pair<std::string_view, std::string_view> kAdjectives[] = {
        {"akzeptabel", "akzeptable"},
        {"dunkel", "dunkle"},
        {"edel", "edle"},
        {"flexibel", "flexible"},
        {"inakzeptabel", "inakzeptable"},
        {"inkompatibel", "inkompatible"},
        {"komfortabel", "komfortable"},
        {"kompatibel", "kompatible"},
        {"miserabel", "miserable"},
        {"praktikabel", "praktikable"},
        {"rentabel", "rentable"},
        {"sauer", "saure"},
        {"sensibel", "sensible"},
        {"spendabel", "spendable"},
        {"teuer", "teure"},
        {"ubel", "uble"},
        {"ungeheuer", "ungeheure"},
        {"variabel", "variable"},
    };
    const auto* adjective = std::ranges::lower_bound(
        kAdjectives, word, {}, &std::pair<std::string_view, std::string_view>::first);
    return adjective == std::end(kAdjectives) || adjective->first != word ? word
                                                                          : adjective->second;
}

// Snowball's stemmers keep state, so each thread has its own, and with them the stems of the words
// it met last: text repeats its words, and a look-up costs a fifth of a stemming.
class Stems {
public:
    const std::string& of(std::string_view word, std::string_view lang) {
        Language& language = open(lang);
        const std::uint64_t hash = hash64(word, language.seed);
        if (const Entry& known = cached_.slot(hash);
            known.seed == language.seed && known.word == word)
            return known.stem;
        Entry& entry = cached_.claim(hash);
        entry.seed = language.seed;
        entry.word = word;
        entry.stem = compute(word, language.stemmer.get());
        return entry.stem;
    }

private:
    struct Language {
        std::string name;
        std::uint64_t seed = 0;  // its number, from 1
        Stemmer stemmer;         // null where Snowball has none
    };
    struct Entry {
        std::uint64_t seed = 0;
        std::string word;
        std::string stem;
    };

    Language& open(std::string_view lang) {
        const auto known = std::ranges::find(languages_, lang, &Language::name);
        if (known != languages_.end()) return *known;
        const std::string name(lang);
        languages_.push_back(
            {name, languages_.size() + 1, Stemmer(sb_stemmer_new(name.c_str(), "UTF_8"))});
        return languages_.back();
    }

    static std::string compute(std::string_view word, sb_stemmer* stemmer) {
        if (!stemmer) return std::string(word);
        const auto* bytes = reinterpret_cast<const sb_symbol*>(word.data());
        const sb_symbol* stem = sb_stemmer_stem(stemmer, bytes, static_cast<int>(word.size()));
        const int size = sb_stemmer_length(stemmer);
        if (!stem || size <= 0) return std::string(word);
        return {reinterpret_cast<const char*>(stem), static_cast<std::size_t>(size)};
    }

    std::vector<Language> languages_;
    DirectMappedCache<Entry> cached_{kMostCached};
};

}  // namespace

std::string stem(std::string_view word, std::string_view lang) {
    // A language has a code of two letters; Snowball would take names such as "porter" too.
    if (lang.size() != 2 || word.size() > kLongestStemmed) return std::string(word);
    thread_local Stems stems;
    if (lang == "de") word = inflected_adjective(word);
    return stems.of(word, snowball_name(lang));
}

}  // namespace verbatim
