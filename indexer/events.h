#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>

#include "engine/codec.h"
#include "engine/index.h"
#include "engine/model.h"
#include "engine/profile.h"

// What the reading thread tells the writing one, in order.
namespace verbatim {

struct FileBegun {
    Source source;
    std::uint32_t replaces = 0;
};

// A conversation that workers make ready while the queue moves on.
struct ConversationRead {
    Conversation conversation;
    std::uint32_t ordinal = 0;
    PreparedDocuments documents;
    // Where in the batch the same stands already: a duplicate, which need not be made ready.
    std::optional<std::size_t> same_as{};
};

struct RecordRejected {
    StoredReject reject;
};

struct FileEnded {
    Source source;
    std::uint64_t empty = 0;
    std::optional<std::string> unreadable;  // why the file could not be read to its end
};

using Event = std::variant<FileBegun, ConversationRead, RecordRejected, FileEnded>;

// A queue of bounded length between threads. After close(), push drops and returns false, pop
// drains.
template <typename T>
class BoundedQueue {
public:
    explicit BoundedQueue(std::size_t limit) : limit_(limit) {}

    bool push(T value) {
        const StageTimer waiting(Stage::wait);
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return closed_ || values_.size() < limit_; });
        if (closed_) return false;
        values_.push_back(std::move(value));
        changed_.notify_all();
        return true;
    }

    std::optional<T> pop() {
        const StageTimer waiting(Stage::wait);
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return closed_ || !values_.empty(); });
        if (values_.empty()) return std::nullopt;
        T value = std::move(values_.front());
        values_.pop_front();
        changed_.notify_all();
        return value;
    }

    void close() {
        const std::scoped_lock lock(mutex_);
        closed_ = true;
        changed_.notify_all();
    }

private:
    const std::size_t limit_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<T> values_;
    bool closed_ = false;
};

}  // namespace verbatim
