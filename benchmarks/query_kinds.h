#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "benchmarks/corpus.h"
#include "engine/result.h"

namespace verbatim::bench {

// A question in the language of no system: which of the kinds it is, its words, and for a filter
// the product.
//
//   rare      a word of 0.003 % to 0.05 % of the texts
//   common    a word of 1 % to 20 %
//   or        any of two or three words of 0.5 % to 5 %
//   and       both of two words of one text, of 0.5 % to 20 %
//   phrase    two or three words that follow each other in a text, of 0.1 % or more
//   prefix    what begins with the first four letters of a word of 0.05 % to 5 %
//   synonyms  any of twenty words of 0.05 % to 2 %
//   filter    an `or` query, about one product
//   facets    an `or` query, whose matches are counted by product
//
// No word is a stop word of English, of Verbatim's or of Snowball's: systems differ in whether they
// have those.
struct KindQuery {
    std::string kind;
    std::vector<std::string> words;
    std::string product;
};

// `count` queries of each kind, or as many as differ, for the reviews that write_reviews() makes of
// the same seed: the words' frequencies are those of the very texts. Kinds that these texts have no
// words for are left out.
std::vector<KindQuery> draw_kinds(const Sentences& sentences, std::uint64_t seed,
                                  std::uint64_t records, std::size_t count);

// Lines of kind, tab, words with spaces between them, tab, product.
Result<void> write_kinds(const std::vector<KindQuery>& queries, const std::string& path);

}  // namespace verbatim::bench
