#include "indexer/twins.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <unordered_map>

#include "engine/ascii.h"
#include "indexer/containers/expand.h"
#include "indexer/likeness.h"

namespace verbatim {

namespace fs = std::filesystem;

namespace {

// So many of the shorter one's runs are in the longer one too (docs/adr/0016): where the names are
// the same, and where one is longer.
constexpr double kSameName = 0.3;
constexpr double kLongerName = 0.5;
constexpr double kMostWords = 0.8;  // of those of the longest
constexpr std::uint64_t kLargest = 32u << 20;
constexpr std::array<std::string_view, 12> kFormats = {".ass",  ".docx", ".htm", ".html",
                                                       ".json", ".md",   ".odt", ".srt",
                                                       ".ssa",  ".tsv",  ".txt", ".vtt"};
// What Zoom calls the captions of a meeting, the better first.
constexpr std::array<std::string_view, 2> kZoomCaptions = {"meeting_saved_closed_caption.txt",
                                                           "closed_caption.txt"};

std::size_t zoom_rank(const std::string& path) {
    const std::string name = lower(fs::path(path).filename().string());
    return static_cast<std::size_t>(std::ranges::find(kZoomCaptions, name) - kZoomCaptions.begin());
}

bool is_zoom_caption(const std::string& path) {
    return zoom_rank(path) < kZoomCaptions.size();
}

// The captions that Zoom saves are formats of their own: both are called .txt.
std::string format_of(const std::string& path) {
    return lower(fs::path(path).extension().string()) + std::to_string(zoom_rank(path));
}

std::string stem_of(const std::string& path) {
    return lower(fs::path(path).stem().string());
}

std::string folder_of(const std::string& path) {
    return fs::path(path).parent_path().string();
}

bool may_be_transcript(const std::string& path) {
    const std::string extension = lower(fs::path(path).extension().string());
    return std::ranges::find(kFormats, extension) != kFormats.end();
}

// A file that may be one of several forms of a conversation.
struct Member {
    FoundFile file;
    ReadSettings settings;
    const Source* source = nullptr;  // where it is in the library, as it is; of `work` or `known`
    std::string moved_from;          // that one
    std::optional<std::size_t> task{};  // place in Work::tasks, where it is to be read
    bool touched = false;               // it may fare otherwise than before
    std::size_t number = 0;             // as it came
    std::optional<Likeness> likeness{};
    std::string same_as{};  // what was found out
};

// Sets of indices that are joined by and by.
class Joined {
public:
    explicit Joined(std::size_t size) : first_(size) {
        std::iota(first_.begin(), first_.end(), std::size_t{0});
    }

    void join(std::size_t a, std::size_t b) {
        a = first(a);
        b = first(b);
        first_[std::max(a, b)] = std::min(a, b);
    }

    std::vector<std::vector<std::size_t>> sets() {
        std::map<std::size_t, std::vector<std::size_t>> by_first;
        for (std::size_t i = 0; i < first_.size(); ++i) by_first[first(i)].push_back(i);
        std::vector<std::vector<std::size_t>> sets;
        sets.reserve(by_first.size());
        for (auto& [first, set] : by_first) sets.push_back(std::move(set));
        return sets;
    }

private:
    std::size_t first(std::size_t i) {
        while (first_[i] != i) i = first_[i] = first_[first_[i]];
        return i;
    }

    std::vector<std::size_t> first_;
};

// Those whose names suggest that they are one conversation: all of a folder in which Zoom saved
// captions; otherwise names that are the same, or of which one has more words behind it.
std::vector<std::vector<std::size_t>> alike_by_name(const std::vector<Member>& members) {
    Joined joined(members.size());
    std::unordered_map<std::string, std::size_t> stems;
    for (std::size_t i = 0; i < members.size(); ++i) {
        joined.join(i, stems.try_emplace(stem_of(members[i].file.path), i).first->second);
        if (is_zoom_caption(members[i].file.path))
            for (std::size_t other = 0; other < members.size(); ++other) joined.join(i, other);
    }
    for (std::size_t i = 0; i < members.size(); ++i) {
        const std::string stem = stem_of(members[i].file.path);
        for (std::size_t end = 1; end < stem.size(); ++end) {
            if (std::isalnum(static_cast<unsigned char>(stem[end])) != 0) continue;
            if (const auto shorter = stems.find(stem.substr(0, end)); shorter != stems.end())
                joined.join(i, shorter->second);
        }
    }
    return joined.sets();
}

bool are_same(const Member& a, const Member& b) {
    if (!a.likeness || !b.likeness || format_of(a.file.path) == format_of(b.file.path))
        return false;
    const bool zoom = is_zoom_caption(a.file.path) || is_zoom_caption(b.file.path);
    const double wanted =
        zoom || stem_of(a.file.path) == stem_of(b.file.path) ? kSameName : kLongerName;
    return overlap(*a.likeness, *b.likeness).of_shorter >= wanted;
}

// The best of those that hold one conversation.
std::size_t best_of(const std::vector<std::size_t>& set, const std::vector<Member>& members) {
    std::size_t most = 0;
    for (const std::size_t i : set)
        if (members[i].likeness) most = std::max(most, members[i].likeness->words);
    return *std::ranges::min_element(set, {}, [&](std::size_t i) {
        const Likeness likeness = members[i].likeness.value_or(Likeness());
        const bool is_short =
            static_cast<double>(likeness.words) < kMostWords * static_cast<double>(most);
        return std::tuple(is_short, zoom_rank(members[i].file.path), !likeness.named,
                          !likeness.timed, ~likeness.words, members[i].file.path);
    });
}

bool differ_in_format(const std::vector<std::size_t>& alike, const std::vector<Member>& members) {
    std::set<std::string> formats;
    for (const std::size_t i : alike) formats.insert(format_of(members[i].file.path));
    return formats.size() > 1;
}

// Those of a folder that are called alike, to be compared.
struct Alike {
    std::vector<Member>& members;
    std::vector<std::size_t> set;
};

// In the order in which the members came, which is that of their archives.
void read_likenesses(const std::vector<Alike>& alike) {
    std::vector<Member*> wanted;
    for (const Alike& each : alike)
        for (const std::size_t i : each.set)
            if (each.members[i].file.size <= kLargest) wanted.push_back(&each.members[i]);
    std::ranges::sort(wanted, {}, &Member::number);
    LikenessReader reader;
    for (Member* member : wanted)
        member->likeness = reader.likeness_of(member->file, member->settings);
}

// Finds out which of those that are called alike hold the same, and names the best to the others.
void compare(const Alike& alike) {
    const auto& [members, all] = alike;
    Joined joined(all.size());
    for (std::size_t i = 0; i < all.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (are_same(members[all[i]], members[all[j]])) joined.join(i, j);
    for (std::vector<std::size_t>& set : joined.sets()) {
        for (std::size_t& i : set) i = all[i];
        const std::size_t best = best_of(set, members);
        for (const std::size_t i : set)
            if (i != best) members[i].same_as = members[best].file.path;
    }
}

class Folders {
public:
    Folders(const KnownSources& known, Work& work) : known_(known), work_(work) {}

    void run() {
        find_touched();
        if (folders_.empty()) return;
        gather();
        compare_all();
        settle_all();
        std::erase_if(work_.updates, [&](const Update& update) {
            return read_anew_.contains(update.source.path);
        });
    }

private:
    void touch(const std::string& path) {
        if (may_be_transcript(path)) folders_[folder_of(path)];
    }

    void find_touched() {
        for (const Task& task : work_.tasks) touch(task.file.path);
        for (const Source& source : work_.removed) touch(source.path);
        for (const Update& update : work_.updates)
            if (update.state == FileState::moved) touch(update.source.path);
        for (const Source& source : work_.removed) gone_.insert(source.path);
        for (const Update& update : work_.updates)
            if (update.state == FileState::moved) gone_.insert(update.moved_from);
        for (const std::string& path : gone_) touch(path);
    }

    void add(Member member) {
        const auto folder = folders_.find(folder_of(member.file.path));
        if (folder == folders_.end() || !may_be_transcript(member.file.path)) return;
        member.number = members_++;
        folder->second.push_back(std::move(member));
    }

    // What is to be read, what is unchanged, and what lies beside it in the library.
    void gather();
    void add_source(const Source& source, std::string moved_from);
    void compare_all();
    void settle_all();
    void settle(const Member& member);

    const KnownSources& known_;
    Work& work_;
    std::set<std::string> gone_;       // paths where nothing is any more
    std::set<std::string> read_anew_;  // sources
    std::map<std::string, std::vector<Member>> folders_;
    std::size_t members_ = 0;  // of all folders
};

void Folders::add_source(const Source& source, std::string moved_from) {
    Member member{{source.path, source.size, source.mtime_ns}, {}, &source, std::move(moved_from)};
    if (auto settings = parse_read_settings(source.read_options)) member.settings = *settings;
    member.touched = !member.moved_from.empty() || gone_.contains(source.same_as);
    add(std::move(member));
}

void Folders::gather() {
    std::set<std::string> visited = gone_;
    for (std::size_t i = 0; i < work_.tasks.size(); ++i) {
        const Task& task = work_.tasks[i];
        visited.insert(task.file.path);
        add({task.file, task.settings, nullptr, {}, i, true});
    }
    for (const Update& update : work_.updates) {
        visited.insert(update.source.path);
        add_source(update.source, update.moved_from);
    }
    std::error_code failed;
    for (const auto& [path, source] : known_)
        if (!visited.contains(path) && fs::exists(path, failed)) add_source(source, {});
    for (auto& [folder, members] : folders_)
        std::ranges::sort(members, {}, [](const Member& member) { return member.file.path; });
}

void Folders::compare_all() {
    std::vector<Alike> compared;
    for (auto& [folder, members] : folders_)
        for (std::vector<std::size_t>& alike : alike_by_name(members)) {
            const auto touched = [&of = members](std::size_t i) { return of[i].touched; };
            if (std::ranges::none_of(alike, touched))
                for (const std::size_t i : alike) members[i].same_as = members[i].source->same_as;
            else if (differ_in_format(alike, members))
                compared.push_back({members, std::move(alike)});
        }
    read_likenesses(compared);
    for (const Alike& alike : compared) compare(alike);
}

// In the order in which the members came, which is to be that of the tasks.
void Folders::settle_all() {
    std::vector<const Member*> all;
    for (const auto& [folder, members] : folders_)
        for (const Member& member : members) all.push_back(&member);
    std::ranges::sort(all, {}, &Member::number);
    for (const Member* member : all) settle(*member);
}

// What fares otherwise than before is read again.
void Folders::settle(const Member& member) {
    if (member.task) {
        work_.tasks[*member.task].same_as = member.same_as;
        return;
    }
    if (member.source->same_as == member.same_as) return;
    work_.tasks.push_back(
        {member.file, member.settings, member.source->id, member.moved_from, member.same_as});
    read_anew_.insert(member.file.path);
}

// By path; those of an archive stay in its order, in which they are read at one go.
void sort_tasks(std::vector<Task>& tasks) {
    std::unordered_map<std::string, std::string> places;  // of files on the disk
    for (const Task& task : tasks) {
        const std::string& path = task.file.path;
        places.emplace(path, archive_of(path).value_or(path));
    }
    std::ranges::stable_sort(tasks, {}, [&places](const Task& task) -> std::string_view {
        return places.at(task.file.path);
    });
}

}  // namespace

void set_twins_aside(const KnownSources& known, Work& work) {
    Folders(known, work).run();
    sort_tasks(work.tasks);
}

}  // namespace verbatim
