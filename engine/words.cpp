#include <algorithm>
#include <array>

#include "engine/text.h"
#include "engine/unicode.h"

// Words are cut chunk by chunk: a chunk is a stretch of text at whose ends UAX #29 always breaks.
// Chunks of ASCII, which are most, are cut by cut_ascii(); the others by ICU. Both know the same
// rules, so how a word is cut depends on its chunk alone.
namespace verbatim {

namespace {

enum class Byte : std::uint8_t { separator, letter, digit, underscore, inner, high };

// `inner` may stand inside a word; the quotation mark does so in Hebrew only, where ICU sees it.
// '@' separates: ICU holds user@host for one word, but people search for either half.
constexpr std::array<Byte, 256> kBytes = [] {
    std::array<Byte, 256> bytes{};
    for (std::size_t c = 'A'; c <= 'Z'; ++c) bytes[c] = bytes[c + ('a' - 'A')] = Byte::letter;
    for (std::size_t c = '0'; c <= '9'; ++c) bytes[c] = Byte::digit;
    for (const char c : {'\'', '.', ',', ';', '"'})
        bytes[static_cast<std::size_t>(c)] = Byte::inner;
    bytes['_'] = Byte::underscore;
    for (std::size_t c = 0x80; c < 256; ++c) bytes[c] = Byte::high;
    return bytes;
}();

Byte byte_of(char c) {
    return kBytes[static_cast<unsigned char>(c)];
}

struct Chunk {
    std::size_t end = 0;
    bool ascii = true;
};

Chunk chunk_from(std::string_view text, std::size_t begin) {
    Chunk chunk{begin, true};
    for (; chunk.end < text.size(); ++chunk.end) {
        const Byte byte = byte_of(text[chunk.end]);
        if (byte == Byte::separator) break;
        if (byte == Byte::high) chunk.ascii = false;
    }
    return chunk;
}

std::size_t skip_separators(std::string_view text, std::size_t at) {
    while (at < text.size() && byte_of(text[at]) == Byte::separator) ++at;
    return at;
}

// The end of the chunks from `end` on that are not ASCII either: ICU takes them at one go. None
// lies behind an '@'.
std::size_t run_from(std::string_view text, std::size_t end) {
    for (;;) {
        const std::size_t next = skip_separators(text, end);
        if (next == text.size() || text.substr(end, next - end).find('@') != std::string::npos)
            return end;
        const Chunk chunk = chunk_from(text, next);
        if (chunk.ascii) return end;
        end = chunk.end;
    }
}

// Where the word divides behind an article or pronoun that French, Italian and Catalan write onto
// the next word, or npos.
std::size_t elision(std::string_view raw) {
    static constexpr std::string_view kElided[] = {
        "l",   "d",    "j",    "m",    "t",    "s",     "n",     "c",     "qu",     "un",
        "all", "dell", "dall", "nell", "sull", "quell", "quest", "jusqu", "lorsqu", "puisqu"};
    static constexpr std::string_view kTypographic = "\u2019";
    std::size_t at = raw.find('\'');
    std::size_t length = 1;
    if (at == std::string_view::npos) {
        at = raw.find(kTypographic);
        length = kTypographic.size();
    }
    if (at > 6 || raw.size() < at + length + 2) return raw.npos;
    const std::string prefix = fold(raw.substr(0, at));
    return std::ranges::find(kElided, prefix) == std::end(kElided) ? raw.npos : at + length;
}

void push(std::string_view text, std::size_t begin, std::size_t end, bool unspaced,
          std::vector<Word>& words) {
    std::string folded = fold(text.substr(begin, end - begin));
    if (folded.empty()) return;
    words.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
                     std::move(folded),
                     unspaced});
}

// Underscores join words but are emphasis at either end of one.
void add(std::string_view text, std::size_t begin, std::size_t end, bool unspaced,
         std::vector<Word>& words) {
    while (begin < end && text[begin] == '_') ++begin;
    while (begin < end && text[end - 1] == '_') --end;
    if (const std::size_t cut = elision(text.substr(begin, end - begin)); cut != text.npos) {
        push(text, begin, begin + cut, unspaced, words);
        begin += cut;
    }
    push(text, begin, end, unspaced, words);
}

bool joins(char before, char mark, char after) {
    const Byte left = byte_of(before);
    if (left != byte_of(after)) return false;
    if (left == Byte::letter) return mark == '.' || mark == '\'';
    return left == Byte::digit && mark != '"';
}

void cut_ascii(std::string_view text, std::size_t at, std::size_t end, std::vector<Word>& words) {
    while (at < end) {
        if (byte_of(text[at]) == Byte::inner) {
            ++at;
            continue;
        }
        const std::size_t begin = at++;
        for (; at < end; ++at) {
            if (byte_of(text[at]) != Byte::inner) continue;
            if (at + 1 == end || !joins(text[at - 1], text[at], text[at + 1])) break;
        }
        add(text, begin, at, false, words);
    }
}

bool is_unspaced(UChar32 c, std::int32_t status) {
    return status >= UBRK_WORD_KANA ||
           u_getIntPropertyValue(c, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT;
}

void cut_by_icu(std::string_view text, std::size_t begin, std::size_t end,
                std::vector<Word>& words) {
    icu::BreakIterator& breaks = word_breaks();
    const BreakText source(breaks, text.substr(begin, end - begin));
    std::size_t from = begin;
    for (std::int32_t to = breaks.next(); to != icu::BreakIterator::DONE; to = breaks.next()) {
        const std::size_t next = begin + static_cast<std::size_t>(to);
        const UChar32 c = code_point_at(text, from);
        const std::int32_t status = breaks.getRuleStatus();
        if (status >= UBRK_WORD_NUMBER || is_emoji(c))
            add(text, from, next, is_unspaced(c, status), words);
        from = next;
    }
}

}  // namespace

std::vector<Word> words(std::string_view text) {
    std::vector<Word> words;
    words.reserve(text.size() / 5);
    for (std::size_t at = skip_separators(text, 0); at < text.size();
         at = skip_separators(text, at)) {
        const Chunk chunk = chunk_from(text, at);
        const std::size_t end = chunk.ascii ? chunk.end : run_from(text, chunk.end);
        if (chunk.ascii)
            cut_ascii(text, at, end, words);
        else
            cut_by_icu(text, at, end, words);
        at = end;
    }
    return words;
}

}  // namespace verbatim
