#include "indexer/twins.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "indexer/containers/expand.h"
#include "indexer/likeness.h"
#include "indexer/twin_forms.h"

namespace verbatim {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kLargest = 32u << 20;

std::string folder_of(const std::string& path) {
    return fs::path(path).parent_path().string();
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

std::vector<std::string> paths_of(const std::vector<Member>& members) {
    std::vector<std::string> paths;
    paths.reserve(members.size());
    for (const Member& member : members) paths.push_back(member.file.path);
    return paths;
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
    const auto& [members, set] = alike;
    std::vector<Form> forms;
    forms.reserve(set.size());
    for (const std::size_t i : set)
        forms.push_back({members[i].file.path, std::move(members[i].likeness)});
    const auto better = better_forms(forms);
    for (std::size_t i = 0; i < set.size(); ++i)
        if (better[i]) members[set[i]].same_as = forms[*better[i]].path;
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
        for (std::vector<std::size_t>& alike : called_alike(paths_of(members))) {
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
