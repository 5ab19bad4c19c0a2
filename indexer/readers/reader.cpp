#include "indexer/readers/reader.h"

#include <algorithm>
#include <array>

namespace verbatim {

namespace {

constexpr std::array kReaders = {
    &kVttReader,    &kSrtReader,       &kAssReader,         &kCaptionTableReader,
    &kSpeechReader, &kChannelReader,   &kChatJsonReader,    &kWhatsappReader,
    &kJsonReader,   &kJsonLinesReader, &kDiscordTextReader, &kTranscriptReader,
    &kCsvReader,    &kNotesReader,     &kMailReader,
};

constexpr int kLeastScore = 20;

}  // namespace

std::span<const Reader* const> readers() {
    return kReaders;
}

const Reader* find_reader(std::string_view name) {
    const auto found = std::ranges::find(kReaders, name, &Reader::name);
    return found == kReaders.end() ? nullptr : *found;
}

const Reader* choose_reader(const Sample& sample) {
    const Reader* best = nullptr;
    int best_score = kLeastScore - 1;
    for (const Reader* reader : kReaders) {
        const int score = reader->probe(sample);
        if (score > best_score) {
            best = reader;
            best_score = score;
        }
    }
    return best;
}

}  // namespace verbatim
