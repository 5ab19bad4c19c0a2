#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace verbatim {

// `jobs` as a user gave it: 0 is all processors.
inline unsigned threads_of(unsigned jobs) {
    return jobs > 0 ? jobs : std::max(1u, std::thread::hardware_concurrency());
}

// Calls body(i) for all i below count, each once and in no order, on so many threads, or as many as
// the system gives. The first exception is thrown on when all have ended; no more is begun then.
template <typename Body>
void in_parallel(std::size_t count, unsigned threads, const Body& body) {
    std::atomic<std::size_t> next = 0;
    std::exception_ptr failed;
    std::mutex failing;
    const auto work = [&] {
        try {
            for (std::size_t i; (i = next.fetch_add(1)) < count;) body(i);
        } catch (...) {
            next = count;
            const std::scoped_lock lock(failing);
            if (!failed) failed = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> others;
        try {
            for (unsigned i = 1; i < std::min<std::size_t>(threads, count); ++i)
                others.emplace_back(work);
        } catch (const std::system_error&) {  // no more threads
        }
        work();
    }
    if (failed) std::rethrow_exception(failed);
}

}  // namespace verbatim
