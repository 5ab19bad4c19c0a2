#include "indexer/containers/xml.h"

#include <expat.h>

namespace verbatim {

namespace {

constexpr int kBlock = 64 << 10;
// No office program nests elements as deep; each one that is open takes memory.
constexpr int kDeepest = 1000;

std::string_view without_prefix(std::string_view name) {
    const std::size_t colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

// What the parser's callbacks are given.
struct XmlPart::Fed {
    XmlHandler& handler;
    XML_Parser parser;
    int depth = 0;

    static Fed& of(void* data) { return *static_cast<Fed*>(data); }

    static void begin(void* data, const char* name, const char** attributes) {
        if (++of(data).depth > kDeepest) XML_StopParser(of(data).parser, XML_FALSE);
        of(data).handler.begin(without_prefix(name), XmlAttributes(attributes));
    }
    static void end(void* data, const char* name) {
        --of(data).depth;
        of(data).handler.end(without_prefix(name));
        if (of(data).handler.is_full()) XML_StopParser(of(data).parser, XML_TRUE);
    }
    static void text(void* data, const char* text, int size) {
        of(data).handler.text({text, static_cast<std::size_t>(size)});
    }
};

std::string_view XmlAttributes::operator[](std::string_view name) const {
    for (const char** at = values_; *at != nullptr; at += 2)
        if (without_prefix(at[0]) == name) return at[1];
    return {};
}

void XmlPart::Free::operator()(XML_ParserStruct* parser) const {
    XML_ParserFree(parser);
}

XmlPart::XmlPart(std::unique_ptr<ByteSource> source, XmlHandler& handler)
    : source_(std::move(source)),
      parser_(XML_ParserCreate(nullptr)),
      fed_(std::make_unique<Fed>(Fed{handler, parser_.get()})) {
    XML_SetUserData(parser_.get(), fed_.get());
    XML_SetElementHandler(parser_.get(), Fed::begin, Fed::end);
    XML_SetCharacterDataHandler(parser_.get(), Fed::text);
}

XmlPart::XmlPart(XmlPart&&) noexcept = default;
XmlPart::~XmlPart() = default;

Result<XmlPart> XmlPart::open(std::string_view zip, std::string_view member, XmlHandler& handler) {
    auto archive = Archive::open_view(zip);
    if (!archive) return archive.error();
    for (;;) {
        const auto found = archive->next();
        if (!found) return found.error();
        if (!*found)
            return Error{ErrorCode::not_found, "it has no part " + std::string(member), ""};
        if ((*found)->path == member)
            return XmlPart(Archive::contents(*std::move(archive)), handler);
    }
}

// The rest of the block at which the step before ended, or the next one.
Result<int> XmlPart::parse() {
    XML_ParsingStatus status;
    XML_GetParsingStatus(parser_.get(), &status);
    if (status.parsing == XML_SUSPENDED) return XML_ResumeParser(parser_.get());
    void* block = XML_GetBuffer(parser_.get(), kBlock);
    if (block == nullptr) return Error{ErrorCode::unavailable, "out of memory", ""};
    const auto count = source_->read(static_cast<char*>(block), kBlock);
    if (!count) return count.error();
    last_block_ = *count == 0;
    return XML_ParseBuffer(parser_.get(), static_cast<int>(*count), last_block_);
}

Result<bool> XmlPart::step() {
    if (ended_) return false;
    const auto status = parse();
    if (!status) return status.error();
    if (*status == XML_STATUS_SUSPENDED) return true;
    ended_ = last_block_ || *status == XML_STATUS_ERROR;
    if (*status == XML_STATUS_OK) return !ended_;
    const XML_Error error = XML_GetErrorCode(parser_.get());
    return Error{
        ErrorCode::bad_input,
        std::string("damaged XML: ") +
            (error == XML_ERROR_ABORTED ? "elements nested too deep" : XML_ErrorString(error)),
        ""};
}

Result<void> XmlPart::run() {
    for (;;) {
        const auto more = step();
        if (!more) return more.error();
        if (!*more) return {};
    }
}

}  // namespace verbatim
