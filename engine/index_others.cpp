#include <xapian.h>

#include <algorithm>
#include <future>
#include <optional>
#include <stdexcept>
#include <tuple>

#include "engine/index_state.h"
#include "engine/schema.h"

// Other libraries' indexes beside the library's own, all of which are searched as one.
namespace verbatim {

namespace fs = std::filesystem;

namespace {

// Milliseconds. A machine that is down must not hold up an answer for long, nor one that hangs.
constexpr useconds_t kToConnect = 3'000;
constexpr useconds_t kToAnswer = 10'000;

[[noreturn]] void refuse(const std::string& reason) {
    throw std::runtime_error(reason);
}

// A machine that stops answering is given up after four seconds, also when ssh ends.
std::string arguments_of_ssh(const IndexAddress& address) {
    return "-T -o BatchMode=yes -o ClearAllForwardings=yes -o ConnectTimeout=" +
           std::to_string(kToConnect / 1000) +
           " -o ServerAliveInterval=2 -o ServerAliveCountMax=2 " + address.host +
           " xapian-progsrv " + address.path + "/index/" + kPartsFile;
}

Xapian::Database connect(const IndexAddress& address) {
    if (address.kind == IndexAddress::Kind::server)
        return Xapian::Remote::open(address.host, address.port, kToAnswer, kToConnect);
    return Xapian::Remote::open("ssh", arguments_of_ssh(address), kToAnswer);
}

void check_version(const OtherIndex& other) {
    const std::string version = other.tail.get_metadata(kVersionKey);
    if (version.empty()) refuse("it is no library's index, or one of an older version");
    if (version != std::to_string(kSchemaVersion))
        refuse("it is of version " + version + ", this program's is " +
               std::to_string(kSchemaVersion));
}

// A server may have been given some of the parts only, or have opened them between a commit and
// the list of what it committed.
void check_parts(const OtherIndex& other) {
    const ShardList list = list_in(other.tail);
    if (std::to_string(other.whole.get_doccount()) != other.tail.get_metadata(kDocumentsKey))
        refuse(
            "it has not all of its parts; if trying again does not help, let the server serve "
            "LIBRARY/index/" +
            std::string(kPartsFile));
    if (std::uint64_t{list.last} * (1 + list.shards.size()) > ~Xapian::docid{0})
        refuse("it has too many documents in too many parts; docs/scale.md says how to have fewer");
}

// What the call gives, or why it gives nothing. Xapian's errors are no std::exception.
template <typename Call>
auto taken(const Call& call) -> Result<decltype(call())> {
    const auto failed = [](std::string why) {
        return Error{ErrorCode::unavailable, std::move(why),
                     "is it a library's directory, and does its server run?"};
    };
    try {
        return call();
    } catch (const Xapian::NetworkTimeoutError&) {
        return failed("it does not answer");
    } catch (const Xapian::Error& error) {
        const char* const why = error.get_error_string();
        std::string message = error.get_msg();
        if (!message.empty() && message[0] >= 'A' && message[0] <= 'Z') message[0] |= 0x20;
        return failed(why == nullptr ? message : message + " (" + why + ")");
    } catch (const std::exception& error) {
        return failed(error.what());
    }
}

// What it is another name of, if it is among them already.
std::optional<std::string> same_as(const OtherIndex& opened, const Index::State& state) {
    const std::string identity = opened.tail.get_metadata(kIdentityKey);
    if (identity == state.tail.get_metadata(kIdentityKey)) return "this library";
    for (const OtherIndex& other : state.others)
        if (identity == other.tail.get_metadata(kIdentityKey)) return other.address.text;
    return std::nullopt;
}

// Each on a thread of its own: many that are down take no longer than one.
void open_others(const std::vector<IndexAddress>& addresses, Index::State& state,
                 std::vector<Index::Missing>& missing) {
    std::vector<std::future<OtherIndex>> opening;
    opening.reserve(addresses.size());
    for (const IndexAddress& address : addresses)
        opening.push_back(std::async(std::launch::async, open_other, address));
    for (std::size_t i = 0; i < opening.size(); ++i) {
        auto opened = taken([&] { return opening[i].get(); });
        if (!opened)
            missing.push_back({addresses[i].text, opened.error().message});
        else if (const auto same = same_as(*opened, state))
            missing.push_back({addresses[i].text, "it is the same as " + *same});
        else
            state.others.push_back(*std::move(opened));
    }
}

void number_sources(Index::State& state) {
    const NumberedSources own = sources_in(state.tail);
    std::uint32_t next = own.empty() ? 0 : own.back().first;
    for (OtherIndex& other : state.others) {
        other.first_source = next;
        if (!other.sources.empty()) next += other.sources.back().first;
    }
}

// In Xapian 1.4 an id has 32 bits, and with n parts those of a part are n apart.
void check_ids(const Index::State& state) {
    const std::uint64_t parts = state.parts();
    std::uint64_t highest = 0;
    std::string name;
    const auto look = [&](const Xapian::Database& database, std::uint64_t within,
                          const std::string& called) {
        const std::uint64_t last = database.get_lastdocid() / within + 1;
        if (last > highest) std::tie(highest, name) = std::tuple(last, called);
    };
    look(state.tail, 1, state.path.string());
    for (const Xapian::Database& shard : state.shards) look(shard, 1, state.path.string());
    for (const OtherIndex& other : state.others) look(other.whole, other.parts, other.address.text);
    if (highest * parts > ~Xapian::docid{0})
        throw Xapian::RangeError(
            "too many documents in too many parts to be searched as one: " + std::to_string(parts) +
            " parts, and " + name + " has ids up to " + std::to_string(highest) +
            "; docs/scale.md says how to have fewer");
}

}  // namespace

OtherIndex open_other(const IndexAddress& address) {
    OtherIndex other;
    other.address = address;
    if (address.is_remote()) {
        other.tail = other.whole = connect(address);
        other.parts = 1;
    } else {
        Index::State state;
        state.given = fs::path(address.path) / "index";
        state.open_for_reading();
        other.tail = state.tail;
        other.whole = state.database;
        other.shards = state.shards;
        other.parts = state.parts();
    }
    check_version(other);
    check_parts(other);
    other.sources = sources_in(other.tail);
    other.dictionary = dictionary_in(other.tail);
    if (const std::string bytes = other.tail.get_metadata(kLensesKey); !bytes.empty()) {
        auto lenses = decode_indexed_lenses(bytes);
        if (!lenses) refuse(lenses.error().message);
        other.lenses = *std::move(lenses);
    }
    return other;
}

bool is_failure_of(const IndexAddress& address, const std::string& message) {
    if (address.kind == IndexAddress::Kind::ssh &&
        message.find(arguments_of_ssh(address)) != std::string::npos)
        return true;
    return address.is_remote() && message.find(address.text) != std::string::npos;
}

Result<std::uint64_t> documents_at(const IndexAddress& address) {
    const auto opened = taken([&] { return open_other(address); });
    if (opened) return opened->whole.get_doccount();
    Error error = opened.error();
    error.message = address.text + ": " + error.message;
    return error;
}

Result<Index> Index::open_with(const fs::path& directory, const std::vector<IndexAddress>& others,
                               std::vector<Missing>& missing) {
    auto opened = open(directory, Access::read);
    if (!opened) return opened;
    State& state = *opened->state_;
    const auto joined = guarded(directory, [&] {
        open_others(others, state, missing);
        number_sources(state);
        check_ids(state);
        state.put_together();
    });
    if (!joined) return joined.error();
    return opened;
}

bool Index::has_others() const {
    return !state_->others.empty();
}

bool Index::has_remote() const {
    return std::ranges::any_of(state_->others,
                               [](const OtherIndex& other) { return other.address.is_remote(); });
}

std::size_t Index::libraries() const {
    return 1 + state_->others.size();
}

Xapian::Database Index::database_of(std::size_t library) const {
    if (library > 0) return state_->others[library - 1].whole;
    Xapian::Database own;
    own.add_database(state_->tail);
    for (const Xapian::Database& shard : state_->shards) own.add_database(shard);
    return own;
}

std::size_t Index::library_with(std::uint32_t id) const {
    std::size_t part = (id - 1) % state_->parts();
    if (part <= state_->shards.size()) return 0;
    part -= 1 + state_->shards.size();
    std::size_t library = 1;
    for (const OtherIndex& other : state_->others) {
        if (part < other.parts) break;
        part -= other.parts;
        ++library;
    }
    return library;
}

std::size_t Index::library_holding(std::uint32_t source) const {
    std::size_t library = 0;
    while (library < state_->others.size() && source > state_->others[library].first_source)
        ++library;
    return library;
}

std::string Index::name_of(std::size_t library) const {
    return library == 0 ? std::string() : state_->others[library - 1].address.text;
}

std::uint32_t Index::first_source(std::size_t library) const {
    return library == 0 ? 0 : state_->others[library - 1].first_source;
}

void Index::renumber(std::uint32_t id, Document& document) const {
    if (state_->others.empty()) return;
    const std::uint32_t first = first_source(library_with(id));
    document.place.source += first;
    for (std::uint32_t& holder : document.holders) holder += first;
}

bool Index::agrees_on(const IndexedLenses::Own& lens) const {
    return std::ranges::all_of(state_->others, [&](const OtherIndex& other) {
        return std::ranges::all_of(other.lenses.own, [&](const IndexedLenses::Own& theirs) {
            return (theirs.name == lens.name) == (theirs.number == lens.number);
        });
    });
}

}  // namespace verbatim
