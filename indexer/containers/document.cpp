#include "indexer/containers/document.h"

#include <array>

#include "indexer/containers/archive.h"
#include "indexer/containers/spreadsheet.h"
#include "indexer/containers/text_document.h"

namespace verbatim {

namespace {

enum class Format { docx, xlsx, odt, ods };

// By what is in it, whatever it is called.
Result<Format> format_of(std::string_view zip) {
    auto archive = Archive::open_view(zip);
    if (!archive) return archive.error();
    for (;;) {
        const auto member = archive->next();
        if (!member) return member.error();
        if (!*member) break;
        if ((*member)->path == "word/document.xml") return Format::docx;
        if ((*member)->path == "xl/workbook.xml") return Format::xlsx;
        if ((*member)->path != "mimetype") continue;
        const auto type = read_all(*Archive::contents(*std::move(archive)), 1024);
        if (!type) return type.error();
        if (type->starts_with("application/vnd.oasis.opendocument.text")) return Format::odt;
        if (type->starts_with("application/vnd.oasis.opendocument.spreadsheet")) return Format::ods;
        break;
    }
    return Error{ErrorCode::not_found, "neither a text nor a spreadsheet: save it as one", ""};
}

}  // namespace

bool marks_document(std::string_view member) {
    return member == "[Content_Types].xml" || member == "mimetype" ||
           member == "word/document.xml" || member == "xl/workbook.xml";
}

Result<DocumentText> open_document(std::string bytes) {
    const auto format = format_of(bytes);
    if (!format) return format.error();
    DocumentText document;
    auto text = [&]() -> Result<std::unique_ptr<ByteSource>> {
        switch (*format) {
            case Format::docx:
                return open_docx(std::move(bytes));
            case Format::odt:
                return open_odt(std::move(bytes));
            case Format::xlsx:
                return open_xlsx(std::move(bytes), document.notes);
            case Format::ods:
                break;
        }
        return open_ods(std::move(bytes), document.notes);
    }();
    if (!text) return text.error();
    constexpr std::array<std::string_view, 4> kNames = {"docx", "xlsx", "odt", "ods"};
    document.format = kNames[static_cast<std::size_t>(*format)];
    document.text = *std::move(text);
    return document;
}

}  // namespace verbatim
