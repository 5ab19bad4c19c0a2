#include "indexer/pipeline.h"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <system_error>
#include <thread>

#include "engine/in_parallel.h"
#include "engine/library_state.h"
#include "engine/profile.h"
#include "indexer/clock.h"
#include "indexer/collector.h"
#include "indexer/containers/expand.h"
#include "indexer/events.h"
#include "indexer/process.h"
#include "indexer/read_source.h"
#include "indexer/readers/parties_beside.h"
#include "indexer/readers/slack_workspace.h"
#include "indexer/recorder.h"

namespace verbatim {

namespace {

// Batches between the threads: a few for each worker, a few megabytes in all.
constexpr std::size_t kBatchesInFlight = 16;
using Batch = Collector::Batch;

// A batch of one task's events for a worker.
struct Assignment {
    std::size_t task = 0;
    Batch batch;
    std::promise<Batch> ready;
};

// What the conversations of an earlier reading were called, where their names do not follow from
// the records alone.
EarlierIds earlier_ids(const Store& store, std::uint32_t source) {
    EarlierIds ids;
    std::size_t conversations = 0;
    Id whole = 0;
    const auto walked =
        store.each_conversation(source, [&](std::uint32_t, const Conversation& c) -> Result<void> {
            ++conversations;
            if (may_grow(c)) whole = c.id;
            if (!c.record.empty() && !is_strong_record(c.record)) ids.emplace(c.record, c.id);
            return {};
        });
    if (walked && conversations == 1 && whole != 0) ids.emplace("", whole);
    return ids;
}

// The reading thread: files -> events, in order.
class ReadingThread {
public:
    ReadingThread(const std::vector<Task>& tasks, const std::vector<std::uint32_t>& numbers,
                  const Store& store, BoundedQueue<Assignment>& assignments,
                  BoundedQueue<std::future<Batch>>& ordered)
        : tasks_(tasks),
          numbers_(numbers),
          store_(store),
          assignments_(assignments),
          ordered_(ordered) {}

    void run() {
        const StageTimer timing(Stage::read);
        for (std::size_t i = 0; i < tasks_.size(); ++i)
            if (!read(i)) break;
        assignments_.close();
        ordered_.close();
    }

private:
    bool deliver(Batch batch) {
        Assignment assignment{task_, std::move(batch), {}};
        auto ready = assignment.ready.get_future();
        return ordered_.push(std::move(ready)) && assignments_.push(std::move(assignment));
    }

    bool deliver(Event event) {
        Batch batch;
        batch.push_back(std::move(event));
        return deliver(std::move(batch));
    }

    bool read(std::size_t task);

    const std::vector<Task>& tasks_;
    const std::vector<std::uint32_t>& numbers_;
    const Store& store_;
    BoundedQueue<Assignment>& assignments_;
    BoundedQueue<std::future<Batch>>& ordered_;
    std::size_t task_ = 0;  // the one being read
    SourceOpener opener_;
    SlackWorkspaces workspaces_;
    PartiesBeside parties_;
};

bool ReadingThread::read(std::size_t number) {
    task_ = number;
    const Task& task = tasks_[number];
    Source source;
    source.id = numbers_[number];
    source.path = task.file.path;
    source.mtime_ns = task.file.mtime_ns;
    source.round = task.settings.round;
    source.read_options = print(task.settings);
    source.same_as = task.same_as;
    if (!deliver(FileBegun{source, task.replaces})) return false;
    auto input = Input::open(task.file.path, opener_);
    if (!input) return deliver(FileEnded{std::move(source), 0, input.error().message});
    const EarlierIds earlier =
        task.replaces == 0 ? EarlierIds() : earlier_ids(store_, task.replaces);
    Collector collector(task.file.path, task.settings.read, earlier,
                        [&](Batch batch) { return deliver(std::move(batch)); });
    ReadSettings settings = task.settings;
    settings.read.workspaces = &workspaces_;
    settings.read.parties = &parties_;
    const SourceReading reading = read_source(*input, settings, collector);
    if (!collector.deliver_rest()) return false;
    source.sha256 = reading.sha256;
    source.size = reading.bytes;
    source.format = reading.format;
    source.kind = reading.kind;
    source.added = now_utc();
    std::error_code failed;
    const auto status =
        std::filesystem::status(archive_of(source.path).value_or(source.path), failed);
    if (std::filesystem::status_known(status) && !std::filesystem::is_regular_file(status))
        source.path = "stdin:" + source.sha256.substr(0, 12);
    return deliver(FileEnded{std::move(source), collector.empty_records(), reading.unreadable});
}

Batch wait_for(std::future<Batch>& batch) {
    const StageTimer waiting(Stage::wait);
    return batch.get();
}

// How many workers there are, and how many have an assignment.
struct Workers {
    unsigned all = 0;
    std::atomic<unsigned> busy = 0;
};

// Makes the conversations of assignments ready, until there are no more. A long one takes the
// processors of those who have nothing to do.
void work(BoundedQueue<Assignment>& assignments, const std::vector<Task>& tasks,
          const std::vector<std::uint32_t>& numbers,
          const std::vector<std::map<std::string, Role>>& roles, const People& people,
          const LensSet& lenses, Workers& workers) {
    const StageTimer timing(Stage::describe);
    while (auto assignment = assignments.pop()) {
        ++workers.busy;
        const std::size_t task = assignment->task;
        const std::uint32_t source = numbers[task];
        const std::vector<std::string> paths = {tasks[task].file.path};
        for (Event& event : assignment->batch) {
            auto* read = std::get_if<ConversationRead>(&event);
            if (read == nullptr) continue;
            if (read->same_as) {
                const auto& first = std::get<ConversationRead>(assignment->batch[*read->same_as]);
                read->conversation.speakers = first.conversation.speakers;
                read->conversation.verbatims = first.conversation.verbatims;
                continue;
            }
            process(read->conversation, roles[task]);
            read->documents = prepare(read->conversation, {source, read->ordinal, 0}, {source},
                                      tasks[task].settings.round, people, paths, lenses, {},
                                      workers.all - workers.busy + 1);
        }
        --workers.busy;
        assignment->ready.set_value(std::move(assignment->batch));
    }
}

// Ends the threads' waiting, whatever ended the work.
struct Closing {
    BoundedQueue<Assignment>& assignments;
    BoundedQueue<std::future<Batch>>& ordered;

    ~Closing() {
        assignments.close();
        ordered.close();
    }
};

class ProgressTeller {
public:
    ProgressTeller(const std::vector<Task>& tasks, const IngestProgressFn& tell) : tell_(tell) {
        progress_.files_total = tasks.size();
        for (const Task& task : tasks) progress_.bytes_total += task.file.size;
    }

    void look_at(const Event& event, std::uint64_t verbatims) {
        if (!tell_) return;
        if (const auto* begun = std::get_if<FileBegun>(&event)) progress_.path = begun->source.path;
        if (const auto* ended = std::get_if<FileEnded>(&event)) {
            ++progress_.files_done;
            progress_.bytes_done += ended->source.size;
        }
        progress_.verbatims = verbatims;
    }

    void tell() {
        if (tell_) tell_(progress_);
    }

private:
    const IngestProgressFn& tell_;
    IngestProgress progress_;
};

}  // namespace

std::map<std::string, Role> roles_for(const ReadSettings& settings,
                                      const RoleCorrections& corrections, const std::string& path) {
    std::map<std::string, Role> roles = settings.roles();
    for (const auto& [where, role] : corrections)
        if (where.second.empty()) roles[where.first] = role;
    for (const auto& [where, role] : corrections)
        if (where.second == path) roles[where.first] = role;
    return roles;
}

Pipeline::Pipeline(Library& library, Writer& writer, RoleCorrections corrections, unsigned jobs)
    : library_(library),
      writer_(writer),
      corrections_(std::move(corrections)),
      jobs_(threads_of(jobs)) {}

Result<void> Pipeline::run(const std::vector<Task>& tasks, const IngestProgressFn& progress,
                           AddReport& report) {
    if (tasks.empty()) return {};
    warm_up();
    const auto lenses = library_.state().lenses();
    if (!lenses) return lenses.error();
    const auto people = library_.state().people();
    if (!people) return people.error();
    std::vector<std::uint32_t> numbers;
    std::vector<std::map<std::string, Role>> roles;
    for (const Task& task : tasks) {
        const auto number = writer_.reserve_number();
        if (!number) return number.error();
        numbers.push_back(*number);
        roles.push_back(roles_for(task.settings, corrections_, task.file.path));
    }
    BoundedQueue<Assignment> assignments(kBatchesInFlight);
    BoundedQueue<std::future<Batch>> ordered(kBatchesInFlight);
    ReadingThread reading(tasks, numbers, *library_.state().open_store, assignments, ordered);
    Recorder recorder(library_, writer_, report);
    ProgressTeller teller(tasks, progress);
    Workers workers{jobs_};
    std::vector<std::jthread> threads;
    const Closing closing{assignments, ordered};  // before the threads are joined
    threads.emplace_back([&] { reading.run(); });
    for (unsigned i = 0; i < jobs_; ++i)
        threads.emplace_back(
            [&] { work(assignments, tasks, numbers, roles, **people, **lenses, workers); });
    Result<void> result;
    while (auto next = ordered.pop()) {
        for (Event& event : wait_for(*next)) {
            if (!result) break;
            teller.look_at(event, recorder.verbatims());
            result = recorder.take(std::move(event));
        }
        teller.tell();
        if (!result) ordered.close();
    }
    return result ? recorder.finish() : result;
}

}  // namespace verbatim
