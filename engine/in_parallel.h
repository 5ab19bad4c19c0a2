#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace verbatim {

// `jobs` as a user gave it: 0 is all processors.
inline unsigned threads_of(unsigned jobs) {
    return jobs > 0 ? jobs : std::max(1u, std::thread::hardware_concurrency());
}

// Calls body(i) for all i below count, each once and in no order, on so many threads. The body must
// not throw.
template <typename Body>
void in_parallel(std::size_t count, unsigned threads, const Body& body) {
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i; (i = next.fetch_add(1)) < count;) body(i);
    };
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < std::min<std::size_t>(threads, count); ++i) others.emplace_back(work);
    work();
}

}  // namespace verbatim
