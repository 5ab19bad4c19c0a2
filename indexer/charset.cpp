#include "indexer/charset.h"

#include <algorithm>

#include "engine/text.h"

namespace verbatim {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// 0x80 to 0x9F of Windows-1252; the five bytes that it leaves undefined are C1 controls, as in the
// WHATWG Encoding Standard.
constexpr char32_t kWindows1252[32] = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

unsigned byte_at(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]);
}

void append_utf8(std::string& out, char32_t code) {
    const auto put = [&out](char32_t byte) { out += static_cast<char>(byte); };
    if (code < 0x80) {
        put(code);
    } else if (code < 0x800) {
        put(0xC0 | code >> 6);
        put(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        put(0xE0 | code >> 12);
        put(0x80 | (code >> 6 & 0x3F));
        put(0x80 | (code & 0x3F));
    } else {
        put(0xF0 | code >> 18);
        put(0x80 | (code >> 12 & 0x3F));
        put(0x80 | (code >> 6 & 0x3F));
        put(0x80 | (code & 0x3F));
    }
}

// A sequence that is not well formed: the bytes of its maximal subpart (Unicode 15, 3.9, D93b), and
// whether more bytes could complete it.
struct Subpart {
    std::size_t size = 1;
    bool cut = false;
};

Subpart subpart(std::string_view text) {
    const unsigned lead = byte_at(text, 0);
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4) return {};
    unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    std::size_t size = 1;
    for (; size < length && size < text.size(); ++size, low = 0x80, high = 0xBF)
        if (const unsigned byte = byte_at(text, size); byte < low || byte > high) return {size};
    return {size, size == text.size() && size < length};
}

std::size_t decode_utf8(std::string_view block, bool last, std::string& out,
                        std::uint64_t& ill_formed) {
    std::size_t at = 0;
    while (at < block.size()) {
        const std::string_view rest = block.substr(at);
        const std::size_t bad = find_invalid_utf8(rest);
        out.append(rest.substr(0, bad));
        if (bad == std::string_view::npos) return block.size();
        at += bad;
        const Subpart part = subpart(block.substr(at));
        if (part.cut && !last) return at;
        out += kReplacement;
        ++ill_formed;
        at += part.size;
    }
    return at;
}

std::size_t decode_utf16(std::string_view block, bool little, bool last, std::string& out,
                         std::uint64_t& ill_formed) {
    const auto unit = [&](std::size_t at) -> char32_t {
        const unsigned first = byte_at(block, at), second = byte_at(block, at + 1);
        return little ? second << 8 | first : first << 8 | second;
    };
    const auto replace = [&] { out += kReplacement, ++ill_formed; };
    std::size_t at = 0;
    for (; at + 1 < block.size(); at += 2) {
        const char32_t code = unit(at);
        if (code < 0xD800 || code > 0xDFFF) {
            append_utf8(out, code);
        } else if (code > 0xDBFF) {
            replace();
        } else if (at + 3 >= block.size()) {
            if (!last) return at;
            replace();
        } else if (const char32_t low = unit(at + 2); low >= 0xDC00 && low <= 0xDFFF) {
            append_utf8(out, 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00));
            at += 2;
        } else {
            replace();
        }
    }
    if (!last || at == block.size()) return at;
    replace();
    return block.size();
}

std::size_t decode_windows1252(std::string_view block, std::string& out) {
    for (const char c : block) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80)
            out += c;
        else
            append_utf8(out, byte < 0xA0 ? kWindows1252[byte - 0x80] : byte);
    }
    return block.size();
}

}  // namespace

std::string_view name_of(Charset charset) {
    switch (charset) {
        case Charset::utf16le:
            return "UTF-16LE";
        case Charset::utf16be:
            return "UTF-16BE";
        case Charset::windows1252:
            return "windows-1252";
        case Charset::utf8:
            break;
    }
    return "UTF-8";
}

Mark detect_mark(std::string_view first_bytes) {
    if (first_bytes.starts_with("\xEF\xBB\xBF")) return {Charset::utf8, 3};
    if (first_bytes.starts_with("\xFF\xFE")) return {Charset::utf16le, 2};
    if (first_bytes.starts_with("\xFE\xFF")) return {Charset::utf16be, 2};
    const std::string_view sample = first_bytes.substr(0, 4096);
    std::size_t even = 0, odd = 0;
    for (std::size_t i = 0; i < sample.size(); ++i)
        if (sample[i] == '\0') ++(i % 2 == 0 ? even : odd);
    const std::size_t many = sample.size() / 5;
    if (odd > many && even <= odd / 8) return {Charset::utf16le, 0};
    if (even > many && odd <= even / 8) return {Charset::utf16be, 0};
    return {};
}

bool looks_like_utf8(std::string_view block) {
    // A well-formed sequence arises in one of some hundred letters of Windows-1252 by chance, as
    // where a closing quote follows a German sharp s, and damage is seldom so frequent.
    constexpr std::size_t kWeight = 8;
    std::size_t good = 0, bad = 0;
    while (!block.empty()) {
        const std::size_t valid = std::min(find_invalid_utf8(block), block.size());
        for (const char c : block.substr(0, valid)) good += static_cast<unsigned char>(c) >= 0xC2;
        block.remove_prefix(valid);
        if (block.empty()) break;
        const Subpart part = subpart(block);
        bad += !part.cut;
        block.remove_prefix(part.size);
    }
    return good * kWeight >= bad;
}

std::size_t decode(Charset charset, std::string_view block, bool last, std::string& out,
                   std::uint64_t& ill_formed) {
    switch (charset) {
        case Charset::utf16le:
            return decode_utf16(block, true, last, out, ill_formed);
        case Charset::utf16be:
            return decode_utf16(block, false, last, out, ill_formed);
        case Charset::windows1252:
            return decode_windows1252(block, out);
        case Charset::utf8:
            break;
    }
    return decode_utf8(block, last, out, ill_formed);
}

std::size_t whole_characters(std::string_view text) {
    for (std::size_t back = 1; back <= 3 && back <= text.size(); ++back) {
        const std::size_t at = text.size() - back;
        const unsigned byte = byte_at(text, at);
        if ((byte & 0xC0) == 0x80) continue;
        const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
        return length > back ? at : text.size();
    }
    return text.size();
}

}  // namespace verbatim
