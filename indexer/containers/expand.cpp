#include "indexer/containers/expand.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <iterator>
#include <optional>
#include <set>

#include "indexer/containers/archive.h"
#include "indexer/containers/document.h"

namespace verbatim {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kHead = 512;
constexpr std::size_t kDeepest = 3;
constexpr std::size_t kMostInMemory = 512u << 20;
constexpr std::size_t kMostMembers = 200'000;

// Whether a member's path stays below its archive.
bool stays_inside(const std::string& path) {
    if (path.starts_with('/') || path.find('\0') != std::string::npos) return false;
    const fs::path parts(path);
    return std::ranges::none_of(parts, [](const fs::path& part) { return part == ".."; });
}

std::string normal(const std::string& path) {
    return fs::path(path).lexically_normal().string();
}

bool is_left_out(const std::string& path) {
    const fs::path parts(path);
    return std::ranges::any_of(
        parts, [](const fs::path& part) { return part != "." && is_passed_over(part.string()); });
}

// By its name alone: a member is not opened to see what it is.
bool is_called_archive(const std::string& path) {
    constexpr std::string_view kEnds[] = {".zip",    ".tar",     ".tgz",    ".7z",     ".rar",
                                          ".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst"};
    std::string end = path.substr(path.size() - std::min<std::size_t>(path.size(), 8));
    std::ranges::transform(end, end.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return std::ranges::any_of(kEnds, [&end](auto wanted) { return end.ends_with(wanted); });
}

using OpenArchive = std::function<Result<Archive>()>;

// Reads members of an archive in its order, in one walk.
class MembersInOrder {
public:
    explicit MembersInOrder(const OpenArchive& open) : open_(open) {}

    // Those of the member with `number` others before it. Where one is damaged and the walk does
    // not get past it, another walk from the beginning may.
    Result<std::string> bytes_of(std::size_t number);

private:
    Result<void> walk_to(std::size_t number);

    const OpenArchive& open_;
    std::optional<Archive> archive_;
    std::size_t passed_ = 0;        // members
    std::optional<Error> no_more_;  // why no walk gets any further
};

Result<std::string> MembersInOrder::bytes_of(std::size_t number) {
    for (bool anew = !archive_; !no_more_; anew = true) {
        if (anew) {
            auto opened = open_();
            if (!opened) return opened.error();
            archive_ = *std::move(opened);
            passed_ = 0;
        }
        const auto there = walk_to(number);
        if (there) return read_all(*archive_->contents(), kMostInMemory);
        if (anew) no_more_ = there.error();
    }
    return *no_more_;
}

Result<void> MembersInOrder::walk_to(std::size_t number) {
    for (; passed_ <= number; ++passed_) {
        const auto member = archive_->next();
        if (!member) return member.error();
        if (!*member) return Error{ErrorCode::not_found, "it is not in the archive", ""};
    }
    return {};
}

class Expander {
public:
    Expander(const FoundFile& file, ScanResult& result) : file_(file), result_(result) {}

    // False where it is no archive, but a document or, compressed, any other file.
    bool run(const OpenArchive& open, const std::string& path, std::size_t depth, bool compressed);

private:
    // Nothing where run() gives false.
    std::optional<std::vector<Member>> list(Result<Archive> archive, const std::string& path,
                                            bool compressed);
    bool is_wanted(const std::string& path, const Member& member);
    bool nested(const std::string& name, std::size_t depth, const std::string& bytes);
    void note(const std::string& path, std::string reason) {
        result_.unreadable.push_back({path, std::move(reason)});
    }

    const FoundFile& file_;
    ScanResult& result_;
    std::set<std::string> nested_;  // what is called as an archive
};

std::optional<std::vector<Member>> Expander::list(Result<Archive> archive, const std::string& path,
                                                  bool compressed) {
    std::vector<Member> members;
    for (;;) {
        auto member = archive ? archive->next() : Result<std::optional<Member>>(archive.error());
        if (!member) {
            if (compressed && members.empty()) return std::nullopt;
            note(path, member.error().message);
            break;
        }
        if (!*member) break;
        if (marks_document((*member)->path)) return std::nullopt;
        if (members.size() == kMostMembers) {
            note(path,
                 "more than " + std::to_string(kMostMembers) + " files: the rest is not read");
            break;
        }
        members.push_back(std::move(**member));
    }
    return members;
}

bool Expander::is_wanted(const std::string& path, const Member& member) {
    if (stays_inside(member.path)) return !is_left_out(member.path);
    note(path + "/" + member.path, "its path leads out of the archive");
    return false;
}

bool Expander::run(const OpenArchive& open, const std::string& path, std::size_t depth,
                   bool compressed) {
    const auto members = list(open(), path, compressed);
    if (!members) return false;
    MembersInOrder contents(open);
    for (std::size_t i = 0; i < members->size(); ++i) {
        const Member& member = (*members)[i];
        if (!is_wanted(path, member)) continue;
        const std::string name = path + "/" + normal(member.path);
        if (is_called_archive(member.path)) {
            if (!nested_.insert(name).second) continue;
            Result<std::string> bytes(
                Error{ErrorCode::bad_input, "an archive too deep in archives", ""});
            if (depth < kDeepest) bytes = contents.bytes_of(i);
            if (!bytes) note(name, bytes.error().message);
            if (!bytes || nested(name, depth + 1, *bytes)) continue;
        }
        result_.files.push_back({name, member.size, file_.mtime_ns});
    }
    return true;
}

bool Expander::nested(const std::string& name, std::size_t depth, const std::string& bytes) {
    const bool compressed = begins_compressed(bytes);
    return (begins_as_archive(bytes) || compressed) &&
           run([&bytes] { return Archive::open_view(bytes); }, name, depth, compressed);
}

bool expand(const FoundFile& file, ScanResult& result) {
    std::error_code unknown;
    if (!fs::is_regular_file(file.path, unknown)) return false;
    const auto opened = open_file(file.path);
    if (!opened) return false;
    std::string head(kHead, '\0');
    head.resize((*opened)->read(head.data(), head.size()).value_or(0));
    const bool compressed = begins_compressed(head);
    if (!begins_as_archive(head) && !compressed) return false;
    return Expander(file, result)
        .run([&file] { return Archive::open_file(file.path); }, file.path, 1, compressed);
}

class OpenedAlone : public ByteSource {
public:
    OpenedAlone(std::unique_ptr<SourceOpener> opener, std::unique_ptr<ByteSource> source)
        : opener_(std::move(opener)), source_(std::move(source)) {}
    Result<std::size_t> read(char* to, std::size_t size) override {
        return source_->read(to, size);
    }

private:
    std::unique_ptr<SourceOpener> opener_;
    std::unique_ptr<ByteSource> source_;
};

}  // namespace

void expand_archives(ScanResult& found) {
    ScanResult expanded;
    for (FoundFile& file : found.files)
        if (!expand(file, expanded)) expanded.files.push_back(std::move(file));
    std::ranges::move(found.unreadable, std::back_inserter(expanded.unreadable));
    std::set<std::string> seen;
    std::erase_if(expanded.files,
                  [&](const FoundFile& file) { return !seen.insert(file.path).second; });
    std::ranges::sort(expanded.unreadable, {}, &Unreadable::path);
    found = std::move(expanded);
}

std::optional<std::string> archive_of(const std::string& path) {
    std::error_code unknown;
    if (path == "-" || fs::exists(path, unknown)) return std::nullopt;
    for (fs::path above = fs::path(path).parent_path(); above.has_relative_path();
         above = above.parent_path())
        if (fs::exists(above, unknown)) {
            if (fs::is_regular_file(above, unknown)) return above.string();
            return std::nullopt;
        }
    return std::nullopt;
}

Result<std::unique_ptr<ByteSource>> SourceOpener::open(const std::string& path) {
    if (!archive_of(path)) return open_file(path);
    auto source = open_inside(path);
    if (!source) return Error{source.error().code, path + ": " + source.error().message, ""};
    return source;
}

// What a walk to the path would end at; null where nothing is known to be in its way.
const Error* SourceOpener::damage_before(const std::string& path) const {
    for (const auto& [place, damage] : damaged_) {
        if (!path.starts_with(place + "/")) continue;
        bool passed = false;
        for (std::size_t end = place.size(); !passed && end != std::string::npos;)
            passed = damage.passed.contains(path.substr(0, end = path.find('/', end + 1)));
        if (!passed) return &damage.error;
    }
    return nullptr;
}

// Goes on from where the open archives stand; from the beginning of the outermost one otherwise.
Result<std::unique_ptr<ByteSource>> SourceOpener::open_inside(const std::string& path) {
    if (const Error* error = damage_before(path)) return *error;
    while (!opened_.empty() && !path.starts_with(opened_.back().place + "/")) opened_.pop_back();
    for (bool anew = false;; anew = true) {
        if (anew || opened_.empty()) {
            opened_.clear();
            std::string place = archive_of(path).value_or("");
            auto opened = Archive::open_file(place);
            if (!opened) return opened.error();
            opened_.push_back({std::move(place), *std::move(opened), {}});
            anew = true;
        }
        auto found = walk_to(path);
        if (!found) opened_.clear();
        if (!found || *found) return found;
        if (anew) return Error{ErrorCode::not_found, "it is not in the archive", ""};
    }
}

// Walks on to what `path` names, through archives in the innermost one. Null where that ends
// before.
Result<std::unique_ptr<ByteSource>> SourceOpener::walk_to(const std::string& path) {
    for (;;) {
        auto& [place, archive, passed] = opened_.back();
        const auto member = archive.next();
        if (!member) {
            damaged_[place] = {member.error(), std::move(passed)};
            return member.error();
        }
        if (!*member) return std::unique_ptr<ByteSource>();
        std::string here = place + "/" + normal((*member)->path);
        passed.insert(here);
        if (here == path) return archive.contents();
        if (!path.starts_with(here + "/") || opened_.size() == kDeepest) continue;
        auto bytes = read_all(*archive.contents(), kMostInMemory);
        auto inner = bytes ? Archive::open_memory(*std::move(bytes)) : bytes.error();
        if (!inner) {
            damaged_[here] = {inner.error(), {}};
            return inner.error();
        }
        opened_.push_back({std::move(here), *std::move(inner), {}});
    }
}

Result<std::unique_ptr<ByteSource>> open_source(const std::string& path) {
    auto opener = std::make_unique<SourceOpener>();
    auto source = opener->open(path);
    if (!source) return source;
    return std::unique_ptr<ByteSource>(
        std::make_unique<OpenedAlone>(std::move(opener), *std::move(source)));
}

}  // namespace verbatim
