#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

// Where the time of a command goes, by stages: `add --profile`, `search --explain`.
namespace verbatim {

enum class Stage {
    read,      // files -> conversations as they stand in them
    segment,   // roles, languages, sentences
    lenses,    // what each verbatim voices
    describe,  // documents for the index
    store,
    index,
    commit,  // until all of it is durable and visible
    models,  // opening them
    encode,  // what texts mean
    scan,    // which codes are near
    plan,
    match,  // the index's part of a search
    judge,  // texts of candidates read, checked and ordered
    quote,  // citations and contexts
    other,  // what no stage was named for
    wait,   // for another thread
};
inline constexpr std::size_t kStages = static_cast<std::size_t>(Stage::wait) + 1;
std::string_view name_of(Stage stage);  // for people

// Measures from its making until its end; one at a time, and stages that began before it are not
// seen. While there is none, a StageTimer costs a load.
class Profile {
public:
    Profile();
    ~Profile();
    Profile(const Profile&) = delete;
    Profile& operator=(const Profile&) = delete;

    struct Time {
        Stage stage = Stage::other;
        double seconds = 0;    // of all threads together
        double computing = 0;  // ... of which they had a processor
    };
    // Those that took any, in the order of Stage. Each moment counts for one stage: the innermost.
    std::vector<Time> times() const;
};

// The calling thread is in this stage while it lives.
class StageTimer {
public:
    explicit StageTimer(Stage stage);
    ~StageTimer();
    StageTimer(const StageTimer&) = delete;
    StageTimer& operator=(const StageTimer&) = delete;

private:
    struct Moment {
        std::int64_t wall = 0, processor = 0;  // ns
    };
    static Moment now();
    void end_stretch();

    Stage stage_;
    bool measures_;
    StageTimer* outer_ = nullptr;
    Moment since_;  // when this became the innermost
};

}  // namespace verbatim
