#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>
#include <vector>

#include "engine/text.h"
#include "indexer/charset.h"

namespace verbatim {

namespace {

struct CloseConverter {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};

std::string plain(std::string_view name) {
    std::string out;
    for (const char c : name.substr(0, 64))
        if (c > ' ' && c != '"' && c != '\'')
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 'a' - 'A') : c;
    return out;
}

// What the name stands for where it says less than programs mean by it (WHATWG Encoding Standard).
std::string meant_by(const std::string& name) {
    constexpr std::array<std::pair<std::string_view, const char*>, 9> kMeant = {{
        {"gb2312", "gb18030"},
        {"gbk", "gb18030"},
        {"ks_c_5601-1987", "windows-949"},
        {"euc-kr", "windows-949"},
        {"shift_jis", "windows-31j"},
        {"iso-8859-9", "windows-1254"},
        {"iso-8859-11", "windows-874"},
        {"tis-620", "windows-874"},
        {"big5", "big5-hkscs"},
    }};
    const auto* found =
        std::ranges::find(kMeant, name, [](const auto& pair) { return pair.first; });
    return found == kMeant.end() ? name : found->second;
}

// Charsets in which bytes of ASCII are not what they are there.
bool shifts(const std::string& name) {
    return name.starts_with("utf-7") || name.starts_with("iso-2022") || name.starts_with("hz") ||
           name.starts_with("utf-16") || name.starts_with("utf-32") || name.starts_with("ibm") ||
           name.starts_with("cp037");
}

bool is_latin(const std::string& name) {
    return name == "iso-8859-1" || name == "latin1" || name == "iso8859-1" ||
           name == "windows-1252" || name == "cp1252";
}

bool says_nothing(const std::string& name) {
    return name.empty() || name == "us-ascii" || name == "ascii" || name == "utf-8" ||
           name == "utf8" || name == "unknown-8bit" || name == "x-unknown" || name == "default";
}

bool append_by_icu(const std::string& name, std::string_view bytes, std::string& out) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, CloseConverter> from(ucnv_open(name.c_str(), &status));
    const std::unique_ptr<UConverter, CloseConverter> to(ucnv_open("UTF-8", &status));
    if (U_FAILURE(status)) return false;
    std::array<UChar, 4096> pivot{};
    UChar *pivot_from = pivot.data(), *pivot_to = pivot.data();
    std::array<char, 16384> block{};
    const char* source = bytes.data();
    const char* const end = source + bytes.size();
    for (bool first = true;; first = false) {
        char* target = block.data();
        status = U_ZERO_ERROR;
        ucnv_convertEx(to.get(), from.get(), &target, block.data() + block.size(), &source, end,
                       pivot.data(), &pivot_from, &pivot_to, pivot.data() + pivot.size(),
                       static_cast<UBool>(first), 1, &status);
        out.append(block.data(), target);
        if (status != U_BUFFER_OVERFLOW_ERROR) return true;
    }
}

std::uint64_t replacements(std::string_view text) {
    std::uint64_t count = 0;
    for (std::size_t at = 0; (at = text.find("\xEF\xBF\xBD", at)) != text.npos; at += 3) ++count;
    return count;
}

}  // namespace

std::string decode_named(std::string_view charset, std::string_view bytes,
                         std::uint64_t& ill_formed) {
    const std::string name = plain(charset);
    const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (!shifts(name) && std::ranges::all_of(bytes, is_ascii)) return std::string(bytes);
    std::string out;
    const bool whole_utf8 = find_invalid_utf8(bytes) == bytes.npos;
    if (!says_nothing(name) && !is_latin(name) && append_by_icu(meant_by(name), bytes, out)) {
        ill_formed += replacements(out);
        return out;
    }
    const bool utf8 = whole_utf8 || (!is_latin(name) && looks_like_utf8(bytes));
    decode(utf8 ? Charset::utf8 : Charset::windows1252, bytes, true, out, ill_formed);
    return out;
}

}  // namespace verbatim
