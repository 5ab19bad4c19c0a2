#include "engine/library_merge_numbers.h"

#include <algorithm>
#include <iterator>

#include "engine/big_endian.h"
#include "engine/codec_saved.h"
#include "engine/library_parts.h"
#include "engine/library_state.h"
#include "engine/store_keys.h"
#include "engine/writer.h"

namespace verbatim {

Result<std::uint32_t> last_number(const Store& store) {
    const auto sources = store.sources();
    if (!sources) return sources.error();
    std::uint32_t highest = 0;
    for (const StoredSource& stored : *sources) highest = std::max(highest, stored.source.id);
    const auto last = store.setting(kLastNumberKey);
    if (!last) return last.error();
    if (*last && (*last)->size() == sizeof highest)
        highest = std::max(highest, from_big_endian<std::uint32_t>(**last));
    const auto searches = store.settings(kSearchKey);
    if (!searches) return searches.error();
    for (const auto& [name, bytes] : *searches)
        if (const auto search = decode_saved_search(bytes))
            highest = std::max({highest, search->current, search->previous});
    return highest;
}

Result<std::uint32_t> MergedNumbers::number_for(const Source& source,
                                                const std::string& name) const {
    const auto same = by_path_.find(source.path);
    if (same == by_path_.end()) return before_ + source.id;
    if (sources_.at(same->second).sha256 == source.sha256) return same->second;
    return Error{ErrorCode::bad_input,
                 name + " has another version of " + source.path + " than a library before it",
                 "bring both up to date with `verbatim sync`, or remove one of them"};
}

Result<void> MergedNumbers::take(const Store& from, const std::string& name) {
    auto sources = live_sources(from);
    if (!sources) return sources.error();
    const auto last = last_number(from);
    if (!last) return last.error();
    before_ = last_;
    numbers_.clear();
    newest_.clear();
    std::uint32_t newest = 0;
    for (const auto& [theirs, source] : *sources) {
        const auto number = number_for(source, name);
        if (!number) return number.error();
        numbers_[theirs] = *number;
        if (newest == 0 || *number > numbers_.at(newest)) newest = theirs;
        newest_[theirs] = newest;
    }
    for (auto& [theirs, source] : *sources) {
        source.id = numbers_.at(theirs);
        by_path_.try_emplace(source.path, source.id);
        if (is_new(source.id)) last_ = before_ + *last;
        sources_.try_emplace(source.id, std::move(source));
    }
    if (before_ == 0) last_ = *last;
    return {};
}

std::uint32_t MergedNumbers::of(std::uint32_t number) const {
    if (number == 0) return 0;
    if (const auto live = numbers_.find(number); live != numbers_.end()) return live->second;
    const auto after = newest_.upper_bound(number);
    if (after == newest_.begin()) {  // no source came before it
        if (after == newest_.end() || is_new(numbers_.at(after->first))) return before_ + number;
        const std::uint32_t first = numbers_.at(after->first), distance = after->first - number;
        return first > distance ? first - distance : 0;
    }
    const std::uint32_t theirs = std::prev(after)->second, newest = numbers_.at(theirs);
    if (is_new(newest)) return before_ + number;
    // As far above as there is room below the next source.
    const auto next = sources_.upper_bound(newest);
    const std::uint32_t highest =
        next != sources_.end() && !is_new(next->first) ? next->first - 1 : before_;
    return std::min(newest + (number - theirs), highest);
}

std::string text_of(const Locator& locator) {
    std::string text = locator.pointer;
    for (const auto& number : {locator.line, locator.row})
        text += '\0' + (number ? std::to_string(*number) : std::string());
    if (locator.time)
        text += '\0' + std::to_string(locator.time->start_ms) + '\0' +
                std::to_string(locator.time->end_ms);
    return text;
}

void MergedRejects::take(std::uint64_t rejected, const std::vector<StoredReject>& listed) {
    Counted counted{rejected, 0, {}};
    for (const StoredReject& reject : listed) {
        if (reject.warning) continue;
        if (reject.reject.reason != kTakenOut) {
            ++counted.unread;
            continue;
        }
        counted.taken_out.push_back(text_of(reject.reject.locator));
        taken_out_.try_emplace(counted.taken_out.back(), 0);
    }
    libraries_.push_back(std::move(counted));
}

void MergedRejects::take_out(const Locator& locator, std::uint64_t records) {
    std::uint64_t& known = taken_out_[text_of(locator)];
    known = std::max(known, records);
}

// How many records a conversation had is known where a library still has it; else it follows from
// what a library counted and did not list.
std::uint64_t MergedRejects::rejected() const {
    auto records = taken_out_;
    for (const Counted& library : libraries_) {
        std::uint64_t accounted = library.unread;
        for (const std::string& place : library.taken_out)
            accounted += std::max<std::uint64_t>(records.at(place), 1);
        const auto unknown = std::ranges::find_if(
            library.taken_out, [&](const std::string& place) { return records.at(place) == 0; });
        if (unknown == library.taken_out.end()) continue;
        const std::uint64_t more = library.rejected - std::min(library.rejected, accounted);
        records[*unknown] = 1 + more;
        for (const std::string& place : library.taken_out)
            records[place] = std::max<std::uint64_t>(records[place], 1);
    }
    std::uint64_t unread = 0, taken_out = 0;
    for (const Counted& library : libraries_) {
        std::uint64_t own = 0;
        for (const std::string& place : library.taken_out) own += records.at(place);
        unread = std::max(unread, library.rejected - std::min(library.rejected, own));
    }
    for (const auto& [place, count] : records) taken_out += std::max<std::uint64_t>(count, 1);
    return unread + taken_out;
}

}  // namespace verbatim
