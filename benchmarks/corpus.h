#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "benchmarks/splitmix.h"
#include "benchmarks/vocabulary.h"
#include "engine/result.h"

namespace verbatim::bench {

// Where sentences come from: parts of real ones, or the invented vocabulary.
class Sentences {
public:
    // Reads the customers' texts below `data` (tasks/**.jsonl, their "text"). Without a folder, or
    // with nothing in it, the sentences are invented.
    static Sentences from(const std::string& data);

    bool real() const { return !clauses_.empty(); }
    std::size_t clauses() const { return clauses_.size(); }

    // One sentence of about 178 bytes: clauses of different texts, joined so that no rule cuts them
    // apart, with a capital and a full stop. A pure function of the generator's state.
    std::string next(SplitMix& random) const;

private:
    std::vector<std::string> clauses_;  // sorted, each once
    std::shared_ptr<const Vocabulary> invented_;
};

// $VERBATIM_DATA, else ../shared/data beside the repository if it is there, else empty.
std::string default_data_directory();

// Sentences that differ from each other. Eight bytes of memory for each.
class UniqueSentences {
public:
    UniqueSentences(const Sentences& sentences, std::uint64_t seed)
        : sentences_(sentences), random_(seed) {}
    std::string next();

private:
    const Sentences& sentences_;
    SplitMix random_;
    std::unordered_set<std::uint64_t> seen_;
};

struct Written {
    std::uint64_t records = 0;
    std::uint64_t text_bytes = 0;  // of the texts alone
};

// What the reviews are about: each of them of one, all equally often.
std::span<const std::string_view> product_names();

// Reviews as JSON lines: id, text (one sentence), rating, date, author, product.
Result<Written> write_reviews(const Sentences& sentences, std::uint64_t seed, std::uint64_t records,
                              const std::string& path);

// An interview in which the guest says so many sentences, the first of them with the word `marker`;
// WebVTT if the path ends in .vtt, else lines of `Name: text`.
Result<Written> write_interview(const Sentences& sentences, std::uint64_t seed,
                                std::uint64_t verbatims, const std::string& marker,
                                const std::string& path);

// Queries of two and three words, in turn, that stand in 0.05 % to 2 % of the reviews of the same
// seed (of their first 20,000). Every other one takes its words from one review.
std::vector<std::string> draw_queries(const Sentences& sentences, std::uint64_t seed,
                                      std::size_t count);

// One query a line: id, tab, query.
Result<void> write_queries(const std::vector<std::string>& queries, const std::string& path);

}  // namespace verbatim::bench
