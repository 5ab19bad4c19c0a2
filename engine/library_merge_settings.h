#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/library_merge_numbers.h"
#include "engine/library_parts.h"
#include "engine/result.h"
#include "engine/store.h"

// For library_merge.cpp: the settings of libraries that are merged.
namespace verbatim {

class MergedSettings {
public:
    // The first library's, which the store has already.
    static Result<MergedSettings> begin(const Store& into);

    // A further library's: numbers of sources become those of the result, lenses get numbers after
    // those that there are.
    Result<void> take(const Store& from, const std::string& name, const MergedNumbers& numbers,
                      const Store& into, StoreBatch& batch);

    // Those corrections of roles that not all libraries have.
    Result<RoleSettings> unequal_roles(const Store& into) const;
    const std::vector<std::string>& notices() const { return notices_; }

private:
    enum class Taken { no, yes, where_missing };

    Result<void> note_roles(const Store& store);
    Result<Taken> take_lens(const std::string& lens, const Store& from, const std::string& name,
                            const Store& into);
    Result<void> put_lens(const std::string& key, const std::string& value, const Store& into,
                          StoreBatch& batch);
    Result<void> take_search(const std::string& key, const std::string& theirs,
                             const std::string& name, const MergedNumbers& numbers,
                             const Store& into, StoreBatch& batch);
    Result<void> take_other(const std::string& key, const std::string& theirs,
                            const std::string& what, const std::string& name, const Store& into,
                            StoreBatch& batch);
    void notice(const std::string& text);

    std::uint32_t last_lens_ = 0;
    std::size_t libraries_ = 0;
    std::map<std::pair<std::string, std::string>, std::size_t> roles_;  // in how many libraries
    std::vector<std::string> notices_;
    std::set<std::string> noticed_;
};

}  // namespace verbatim
