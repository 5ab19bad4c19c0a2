#include "indexer/containers/xml.h"

#include <expat.h>

namespace verbatim {

namespace {

constexpr int kBlock = 64 << 10;

std::string_view without_prefix(std::string_view name) {
    const std::size_t colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

XmlHandler& handler_of(void* data) {
    return *static_cast<XmlHandler*>(data);
}

void on_begin(void* data, const char* name, const char** attributes) {
    handler_of(data).begin(without_prefix(name), XmlAttributes(attributes));
}

void on_end(void* data, const char* name) {
    handler_of(data).end(without_prefix(name));
}

void on_text(void* data, const char* text, int size) {
    handler_of(data).text({text, static_cast<std::size_t>(size)});
}

}  // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
    for (const char** at = values_; *at != nullptr; at += 2)
        if (without_prefix(at[0]) == name) return at[1];
    return {};
}

void XmlPart::Free::operator()(XML_ParserStruct* parser) const {
    XML_ParserFree(parser);
}

XmlPart::XmlPart(std::unique_ptr<ByteSource> source, XmlHandler& handler)
    : source_(std::move(source)), parser_(XML_ParserCreate(nullptr)) {
    XML_SetUserData(parser_.get(), &handler);
    XML_SetElementHandler(parser_.get(), on_begin, on_end);
    XML_SetCharacterDataHandler(parser_.get(), on_text);
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

Result<bool> XmlPart::step() {
    if (ended_) return false;
    void* block = XML_GetBuffer(parser_.get(), kBlock);
    if (block == nullptr) return Error{ErrorCode::unavailable, "out of memory", ""};
    const auto count = source_->read(static_cast<char*>(block), kBlock);
    if (!count) return count.error();
    ended_ = *count == 0;
    if (XML_ParseBuffer(parser_.get(), static_cast<int>(*count), ended_) == XML_STATUS_OK)
        return !ended_;
    ended_ = true;
    return Error{ErrorCode::bad_input,
                 std::string("damaged XML: ") + XML_ErrorString(XML_GetErrorCode(parser_.get())),
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
