#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "indexer/containers/bytes.h"
#include "indexer/containers/xml.h"

namespace verbatim {

// More than this from a single row is refused; a maker need not make it.
inline constexpr std::size_t kMostOfRow = 128u << 20;

// A handler that makes text of XML.
class TextMaker : public XmlHandler {
public:
    bool is_full() const override { return made.size() > (1u << 20); }

    std::string made;  // what was made and not taken yet
};

// Text that is made step by step, as it is read, and no more of it than check_growth() lets grow of
// so many bytes.
class SteppedText : public ByteSource {
public:
    Result<std::size_t> read(char* to, std::size_t size) override;

protected:
    virtual TextMaker& maker() = 0;
    virtual Result<bool> step() = 0;  // false where there is no more
    virtual std::size_t grows_from() const = 0;

private:
    std::size_t at_ = 0;
    std::uint64_t total_ = 0;  // made so far
};

// The text that `maker` makes of a member of `zip`, made as it is read.
Result<std::unique_ptr<ByteSource>> made_text(std::string zip, std::string_view member,
                                              std::unique_ptr<TextMaker> maker);

}  // namespace verbatim
