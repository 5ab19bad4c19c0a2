#include "engine/index.h"

#include <xapian.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <mutex>
#include <system_error>

#include "engine/files.h"
#include "engine/in_parallel.h"
#include "engine/index_state.h"
#include "engine/lens_set.h"
#include "engine/profile.h"
#include "engine/schema.h"
#include "engine/terms.h"

// An index is opened, and documents are made ready for it.
namespace verbatim {

namespace {

Error error_of(const Xapian::Error& error, const std::string& what) {
    if (error.get_context().starts_with(kServerContext))
        return {ErrorCode::stale, error.get_context() + ": " + error.get_description(),
                "try again"};
    // Xapian's errors have no virtual functions; the last three are opening errors.
    constexpr std::string_view kDamaged[] = {"DatabaseCorruptError", "DatabaseOpeningError",
                                             "DatabaseVersionError", "DatabaseNotFoundError"};
    const std::string_view type = error.get_type();
    const char* const why = error.get_error_string();
    const std::string message =
        what + ": " + error.get_msg() + (why == nullptr ? "" : " (" + std::string(why) + ")");
    if (type == "DatabaseModifiedError")
        return {ErrorCode::stale, what + ": the index was written to meanwhile", "try again"};
    if (type == "DatabaseLockError")
        return {ErrorCode::locked, message, "wait for the other writer"};
    if (std::ranges::find(kDamaged, type) != std::end(kDamaged))
        return {ErrorCode::damaged, message, "run `verbatim reindex`"};
    if (type == "RangeError")
        return {ErrorCode::bad_input, error.get_msg(), "search fewer indexes together"};
    // A write failed while Xapian was writing, and it has told nobody why.
    if (type == "DatabaseClosedError")
        return {ErrorCode::unavailable, what + ": a write failed, as when the disk is full",
                std::string(kMakeRoom)};
    if (why != nullptr && std::string_view(why) == std::strerror(ENOSPC))
        return {ErrorCode::unavailable, what + ": the disk is full", std::string(kMakeRoom)};
    return {ErrorCode::unavailable, what + ": " + error.get_description(),
            "check the disk, then run the same command again"};
}

}  // namespace

Result<void> guarded(const std::string& what, const std::function<void()>& body) {
    try {
        body();
        return {};
    } catch (const Xapian::Error& error) {
        return error_of(error, what);
    } catch (const std::filesystem::filesystem_error& error) {
        if (error.code() != std::errc::no_such_file_or_directory)
            return unavailable(what, error.code());
        return Error{ErrorCode::damaged, what + ": " + error.code().message(),
                     "run `verbatim reindex`"};
    } catch (const std::exception& error) {
        return Error{ErrorCode::unavailable, what + ": " + error.what(), ""};
    }
}

PreparedDocuments::PreparedDocuments() : state_(std::make_unique<State>()) {}
PreparedDocuments::~PreparedDocuments() = default;
PreparedDocuments::PreparedDocuments(PreparedDocuments&&) noexcept = default;
PreparedDocuments& PreparedDocuments::operator=(PreparedDocuments&&) noexcept = default;
std::size_t PreparedDocuments::size() const {
    return state_->documents.size();
}

namespace {

// No thread is begun for fewer.
constexpr std::size_t kVerbatimsPerThread = 64;

// The document of what was described, with what is known of it besides.
Xapian::Document document_of(Document described, const Verbatim& verbatim, Role role,
                             std::string_view round, const LensSet& lenses, const Code* code) {
    const std::vector<Word> said = words(described.text);
    if (may_be_customer(role))
        described.lenses = lenses.kept(described.text, said, described.citation.lang,
                                       lens_context(described.citation), code);
    Xapian::Document document = build(described, said, round, lenses.own());
    const std::uint32_t since = verbatim.since != 0 ? verbatim.since : described.place.source;
    document.add_value(kSinceSlot, sortable(since));
    if (code != nullptr) document.add_value(kCodeSlot, std::string(bytes_of(*code)));
    return document;
}

}  // namespace

PreparedDocuments prepare(const Conversation& conversation, Place place,
                          const std::vector<std::uint32_t>& holders, std::string_view round,
                          const People& people, std::span<const std::string> paths,
                          const LensSet& lenses, const StoredCodes& codes, unsigned threads) {
    PreparedDocuments prepared;
    const std::size_t count = conversation.verbatims.size();
    prepared.state_->conversation = conversation.id;
    prepared.state_->documents.resize(count);
    std::vector<People::Known> known;
    for (const Speaker& speaker : conversation.speakers)
        known.push_back(people.who(speaker, paths));
    const std::vector<Asked> asked = what_was_asked(conversation);
    std::mutex inserting;
    const auto prepare_one = [&](std::size_t i) {
        const StageTimer timing(Stage::describe);
        const Verbatim& verbatim = conversation.verbatims[i];
        const std::uint32_t speaker = conversation.utterances[verbatim.utterance].speaker;
        Document described = describe(conversation, verbatim, asked[verbatim.utterance],
                                      known[speaker], place, holders);
        if (!described.citation.fields.empty()) {
            const std::scoped_lock lock(inserting);
            for (const auto& [key, value] : described.citation.fields)
                prepared.state_->custom_keys.insert(key);
        }
        prepared.state_->documents[i] =
            document_of(std::move(described), verbatim, conversation.speakers[speaker].role, round,
                        lenses, codes.find(verbatim.id));
    };
    const auto useful = static_cast<unsigned>(count / kVerbatimsPerThread);
    in_parallel(count, std::max(1u, std::min(threads, useful)), prepare_one);
    return prepared;
}

Index::Index(std::unique_ptr<State> state) : state_(std::move(state)) {}
Index::~Index() = default;
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;

Result<Index> Index::open(const std::filesystem::path& directory, Access access) {
    auto state = std::make_unique<State>();
    state->given = directory;
    const auto opened = guarded(directory, [&] {
        if (access == Access::read)
            state->open_for_reading();
        else
            state->open_for_writing(Xapian::DB_OPEN);
    });
    if (!opened) return opened.error();
    return Index(std::move(state));
}

Result<Index> Index::create(const std::filesystem::path& directory) {
    auto state = std::make_unique<State>();
    state->given = directory;
    const auto created = guarded(directory, [&] { state->open_for_writing(Xapian::DB_CREATE); });
    if (!created) return created.error();
    return Index(std::move(state));
}

}  // namespace verbatim
