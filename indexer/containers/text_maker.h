#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "indexer/containers/bytes.h"
#include "indexer/containers/xml.h"

namespace verbatim {

// A handler that makes text of XML.
class TextMaker : public XmlHandler {
public:
    std::string made;  // what was made and not taken yet
};

// The text that `maker` makes of a member of `zip`, made as it is read.
Result<std::unique_ptr<ByteSource>> made_text(std::string zip, std::string_view member,
                                              std::unique_ptr<TextMaker> maker);

}  // namespace verbatim
