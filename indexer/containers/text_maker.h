#pragma once

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

// The text that `maker` makes of a member of `zip`, made as it is read.
Result<std::unique_ptr<ByteSource>> made_text(std::string zip, std::string_view member,
                                              std::unique_ptr<TextMaker> maker);

}  // namespace verbatim
