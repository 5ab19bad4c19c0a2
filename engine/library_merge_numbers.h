#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/model.h"
#include "engine/result.h"
#include "engine/store.h"

// For library_merge.cpp: what sources are called and have in the result.
namespace verbatim {

// The highest number that a source of the store ever had, or that a saved search has seen.
Result<std::uint32_t> last_number(const Store& store);

// The numbers that sources get in the result. The first library's stay; of each further one, those
// that are there already, under one path and with the same bytes, keep the number that they have
// there, the others come after all before them, in their order and as far apart as they were. So
// what a library held as older or newer, a number that no source has any longer too, stays so.
class MergedNumbers {
public:
    // The next library, which `name` calls in errors: fails with bad_input where it has other bytes
    // at a path.
    Result<void> take(const Store& from, const std::string& name);

    // Of a live source of the library taken last.
    std::uint32_t of_source(std::uint32_t number) const { return numbers_.at(number); }
    bool has_source(std::uint32_t number) const { return numbers_.contains(number); }
    // Of whatever had a number there: above those of its sources that came before. 0: before all.
    std::uint32_t of(std::uint32_t number) const;
    // Whether no library before it has the source, by its number in the result.
    bool is_new(std::uint32_t number) const { return number > before_; }

    const std::map<std::uint32_t, Source>& sources() const { return sources_; }  // in the result
    std::uint32_t last() const { return last_; }

private:
    Result<std::uint32_t> number_for(const Source& source, const std::string& name) const;

    std::map<std::uint32_t, Source> sources_;
    std::unordered_map<std::string, std::uint32_t> by_path_;
    std::map<std::uint32_t, std::uint32_t> numbers_;  // of the library taken last
    // For each of its sources that of it and those before it which has the highest number now.
    std::map<std::uint32_t, std::uint32_t> newest_;
    std::uint32_t before_ = 0;  // the last number before that library
    std::uint32_t last_ = 0;
};

// What was rejected of one source, where several libraries have read it, each having taken out
// other conversations: all of those, once each, and beside them what could not be read, which is
// the same in all, or lies with one part of a library that was split.
class MergedRejects {
public:
    // What a library counted, and listed; in any order, each library once.
    void take(std::uint64_t rejected, const std::vector<StoredReject>& listed);
    // A conversation that one library took out, as another has it.
    void take_out(const Locator& locator, std::uint64_t records);
    std::uint64_t rejected() const;

private:
    struct Counted {
        std::uint64_t rejected = 0, unread = 0;  // listed as unread
        std::vector<std::string> taken_out;
    };
    std::vector<Counted> libraries_;
    std::map<std::string, std::uint64_t> taken_out_;  // records, by place
};

// Tells places in a source, and with the reason rejects, apart.
std::string text_of(const Locator& locator);

}  // namespace verbatim
