#include "indexer/languages.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/text.h"

namespace verbatim {

namespace {

// So much text tells the language, in bytes.
constexpr std::size_t kConversationSample = 4096;
constexpr std::size_t kUtteranceSample = 512;

std::string_view beginning(std::string_view text, std::size_t size) {
    if (text.size() <= size) return text;
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
    return text.substr(0, size);
}

std::string language_of_beginning(const Conversation& conversation) {
    std::string sample;
    for (const Utterance& utterance : conversation.utterances) {
        if (sample.size() >= kConversationSample) break;
        sample += utterance.text;
        sample += '\n';
    }
    return detect_language(sample);
}

// The language with the most bytes; of equals the first by its code.
std::string most_said(const std::map<std::string, std::size_t>& bytes) {
    const auto most =
        std::ranges::max_element(bytes, {}, [](const auto& language) { return language.second; });
    return most == bytes.end() ? "" : most->first;
}

void follow_statement(Conversation& conversation) {
    for (Utterance& utterance : conversation.utterances) {
        const std::string_view text = beginning(utterance.text, kUtteranceSample);
        if (!is_in_script_of(text, conversation.lang)) utterance.lang = detect_language(text);
    }
    if (conversation.utterances.size() != 1) return;
    Utterance& only = conversation.utterances.front();
    if (!only.lang.empty()) conversation.lang = std::exchange(only.lang, "");
}

// Each utterance's own language, empty where it is too short or too mixed.
std::vector<std::string> languages_of(const Conversation& conversation) {
    std::vector<std::string> languages;
    for (const Utterance& utterance : conversation.utterances)
        languages.push_back(
            detect_language(beginning(utterance.text, kUtteranceSample), conversation.lang));
    return languages;
}

void tell_apart(Conversation& conversation) {
    const std::vector<std::string> languages = languages_of(conversation);
    std::map<std::string, std::size_t> all;
    std::map<std::uint32_t, std::map<std::string, std::size_t>> by_speaker;
    for (std::size_t i = 0; i < languages.size(); ++i) {
        if (languages[i].empty()) continue;
        const Utterance& utterance = conversation.utterances[i];
        all[languages[i]] += utterance.text.size();
        by_speaker[utterance.speaker][languages[i]] += utterance.text.size();
    }
    if (conversation.lang.empty()) conversation.lang = most_said(all);
    for (std::size_t i = 0; i < languages.size(); ++i) {
        Utterance& utterance = conversation.utterances[i];
        const std::string lang =
            languages[i].empty() ? most_said(by_speaker[utterance.speaker]) : languages[i];
        if (lang != conversation.lang) utterance.lang = lang;
    }
}

}  // namespace

void decide_languages(Conversation& conversation) {
    if (!conversation.lang.empty()) return follow_statement(conversation);
    conversation.lang = language_of_beginning(conversation);
    if (conversation.utterances.size() > 1) tell_apart(conversation);
}

}  // namespace verbatim
