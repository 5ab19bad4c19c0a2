#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "engine/result.h"
#include "indexer/containers/archive.h"

struct XML_ParserStruct;

namespace verbatim {

// The attributes of an element, by the name without its namespace's prefix.
class XmlAttributes {
public:
    explicit XmlAttributes(const char** values) : values_(values) {}
    std::string_view operator[](std::string_view name) const;  // empty if there is none

private:
    const char** values_;
};

// What becomes of an XML file; names come without their namespace's prefix.
class XmlHandler {
public:
    virtual ~XmlHandler() = default;
    virtual void begin(std::string_view name, const XmlAttributes& attributes) = 0;
    virtual void end(std::string_view name) = 0;
    virtual void text(std::string_view text) = 0;
    // Whether the step should end here, because much was made of little.
    virtual bool is_full() const { return false; }
};

// Feeds one member of a zip file to a handler, piece by piece. External entities are not followed,
// and those that grow without measure are an error, as are elements nested beyond measure.
class XmlPart {
public:
    // Fails with not_found if the file has no such member. `zip` and `handler` outlive it.
    static Result<XmlPart> open(std::string_view zip, std::string_view member, XmlHandler& handler);
    XmlPart(XmlPart&&) noexcept;
    ~XmlPart();

    Result<bool> step();  // false at the end
    Result<void> run();   // all of it

private:
    struct Free {
        void operator()(XML_ParserStruct* parser) const;
    };
    struct Fed;
    Result<int> parse();  // what the parser says
    XmlPart(std::unique_ptr<ByteSource> source, XmlHandler& handler);

    std::unique_ptr<ByteSource> source_;
    std::unique_ptr<XML_ParserStruct, Free> parser_;
    std::unique_ptr<Fed> fed_;
    bool last_block_ = false;
    bool ended_ = false;
};

}  // namespace verbatim
