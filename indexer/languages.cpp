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
// Less may be mistaken.
constexpr std::size_t kShort = 40;

// Bytes by language.
using Said = std::map<std::string, std::size_t>;

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
std::string most_said(const Said& bytes) {
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

// What is told of a conversation's utterances, one by one.
struct Told {
    std::vector<std::string> languages;  // of each, or empty
    Said all;
    std::map<std::uint32_t, Said> by_speaker;
    std::size_t untold = 0;  // bytes of what is long enough and yet of no known language
};

Told tell(const Conversation& conversation, std::vector<std::string> languages) {
    Told told;
    for (std::size_t i = 0; i < languages.size(); ++i) {
        const Utterance& utterance = conversation.utterances[i];
        const std::size_t size = utterance.text.size();
        if (!languages[i].empty()) {
            told.all[languages[i]] += size;
            told.by_speaker[utterance.speaker][languages[i]] += size;
        } else if (size >= kShort) {
            told.untold += size;
        }
    }
    told.languages = std::move(languages);
    return told;
}

// Whether a conversation is in a language that the detector does not know, such as Swiss German or
// Latin: it takes each utterance for another one, and many for none.
bool is_of_unknown_language(const Told& told) {
    std::size_t sum = told.untold, most = 0;
    for (const auto& [language, bytes] : told.all) {
        sum += bytes;
        most = std::max(most, bytes);
    }
    return sum >= kUtteranceSample && told.untold * 5 >= sum && most * 2 < sum;
}

// Leaves the conversation undecided, but for what is of a script that tells.
void trust_scripts(Conversation& conversation, std::vector<std::string> languages) {
    conversation.lang.clear();
    for (std::size_t i = 0; i < languages.size(); ++i)
        if (Utterance& utterance = conversation.utterances[i];
            !is_in_script_of(utterance.text, "en"))
            utterance.lang = std::move(languages[i]);
}

// Whether a few words of someone who otherwise says a lot in the conversation's language look like
// another one: "Um, um" is Portuguese too.
bool is_slip(const Conversation& conversation, const Utterance& utterance, const Said& said,
             const std::string& lang) {
    const auto own = said.find(conversation.lang);
    return own != said.end() && said.at(lang) < kShort && own->second >= 100 * said.at(lang) &&
           is_in_script_of(utterance.text, conversation.lang);
}

void tell_apart(Conversation& conversation) {
    Told told = tell(conversation, languages_of(conversation));
    if (is_of_unknown_language(told)) return trust_scripts(conversation, std::move(told.languages));
    if (conversation.lang.empty()) conversation.lang = most_said(told.all);
    for (std::size_t i = 0; i < told.languages.size(); ++i) {
        Utterance& utterance = conversation.utterances[i];
        const Said& said = told.by_speaker[utterance.speaker];
        const std::string lang = told.languages[i].empty() ? most_said(said) : told.languages[i];
        if (lang.empty() || lang == conversation.lang) continue;
        if (!is_slip(conversation, utterance, said, lang)) utterance.lang = lang;
    }
}

}  // namespace

void decide_languages(Conversation& conversation) {
    if (!conversation.lang.empty()) return follow_statement(conversation);
    conversation.lang = language_of_beginning(conversation);
    if (conversation.utterances.size() > 1) tell_apart(conversation);
}

}  // namespace verbatim
