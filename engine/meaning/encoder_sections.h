#pragma once

#include <span>
#include <string>

#include "engine/meaning/weights_file.h"
#include "engine/result.h"

namespace verbatim {

// Reads sections one after the other and remembers the first that fails.
class SectionReader {
public:
    explicit SectionReader(const WeightsFile& file) : file_(file) {}

    template <typename T>
    std::span<const T> read(const std::string& name, std::size_t count) {
        const auto values = file_.section<T>(name, count);
        if (!values && result_) result_ = values.error();
        return values ? *values : std::span<const T>();
    }
    const Result<void>& result() const { return result_; }

private:
    const WeightsFile& file_;
    Result<void> result_;
};

}  // namespace verbatim
