#include "indexer/lenses/own.h"

#include <algorithm>
#include <cctype>

#include "engine/ascii.h"
#include "engine/lens_file.h"
#include "engine/library_meaning.h"
#include "engine/library_state.h"
#include "engine/nearest.h"
#include "engine/saved_search.h"
#include "engine/schema.h"
#include "engine/store_keys.h"
#include "engine/writer.h"

namespace verbatim {

namespace {

constexpr std::size_t kLongestName = 40;
// Ways to say all cues of one lens together: each costs memory.
constexpr std::size_t kMostVariants = 200'000;

// Keys of settings that belong to a lens: prefix, name, a zero byte, and what tells them apart.
std::string key_of(std::string_view prefix, const std::string& lens) {
    return std::string(prefix) + lens + '\0';
}

bool is_name(const std::string& name) {
    return !name.empty() && name.size() <= kLongestName && std::isalpha(name.front()) != 0 &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos;
}

bool ships(const std::string& name) {
    const auto& lenses = Lenses::built_in().list();
    return std::ranges::find(lenses, name, &LensInfo::name) != lenses.end();
}

bool is_kind(const std::string& name) {
    const auto& kinds = Lenses::built_in().kinds();
    return std::ranges::find(kinds, name, &LensInfo::name) != kinds.end();
}

// The number that the lens gets: above all that were ever given.
Result<std::uint32_t> next_number(const std::vector<StoredLens>& lenses, const Store& store) {
    std::uint32_t last = 0;
    for (const StoredLens& lens : lenses) last = std::max(last, lens.number);
    const auto given = store.setting(kLastLensKey);
    if (!given) return given.error();
    if (*given) {
        const auto number = whole_number<std::uint32_t>(**given);
        if (!number)
            return Error{ErrorCode::damaged, "the number of the last lens is damaged: " + **given,
                         "restore a backup"};
        last = std::max(last, *number);
    }
    if (last + 1 >= kMostOwnLenses)
        return Error{ErrorCode::bad_input,
                     "a library has at most " + std::to_string(kMostOwnLenses) + " lenses", ""};
    return last + 1;
}

// Whether the text is a lens file, not cues alone: it has a line with the lens's name and one with
// its definition.
bool is_lens_file(std::string_view text) {
    const auto has_line = [&](std::string_view beginning) {
        return text.starts_with(beginning) ||
               text.find("\n" + std::string(beginning)) != std::string_view::npos;
    };
    return has_line("lens ") && has_line("definition ");
}

// Whether a lens can be made of what was read.
Result<void> check_own(const NewLens& lens, const LensDefinition& definition) {
    const auto bad = [&](std::string what) {
        return Error{ErrorCode::bad_input, lens.cues_file + std::move(what),
                     "docs/lenses.md describes lens files"};
    };
    if (definition.name != lens.name)
        return bad(": the file is of the lens " + definition.name + ", not of " + lens.name);
    if (definition.cues.empty() && definition.features.empty()) return bad(" holds no cues");
    if (definition.bias >= 0) return bad(": without a bias below 0 all would belong to the lens");
    std::size_t variants = 0;
    for (const LensCue& cue : definition.cues) variants += cue.variants;
    if (variants > kMostVariants)
        return bad(": the cues can be said in " + std::to_string(variants) + " ways, of which " +
                   std::to_string(kMostVariants) + " are taken");
    return {};
}

// Cues as a lens file: before cues alone stands what they lack. The definition is the file's where
// none was given.
Result<std::string> as_lens_file(const NewLens& lens, std::string& definition) {
    const bool is_whole = is_lens_file(lens.cues);
    const std::string file = is_whole ? lens.cues
                                      : "lens " + lens.name + "\ndefinition " + definition +
                                            "\nbias -1.5\n[cues 3]\n" + lens.cues;
    constexpr std::size_t kLinesBefore = 4;
    const LensFile parsed_file{lens.cues_file, file, is_whole ? 0 : kLinesBefore};
    const auto parsed = parse_lens_file(parsed_file);
    if (!parsed) return parsed.error();
    if (!parsed->lens) return Error{ErrorCode::bad_input, lens.cues_file + " holds no lens", ""};
    if (auto good = check_own(lens, *parsed->lens); !good) return good.error();
    // And whether the lists that it names are there.
    if (const auto lenses = Lenses::parse_own(parsed_file); !lenses) return lenses.error();
    if (is_whole && lens.definition.empty()) definition = parsed->lens->definition;
    return file;
}

// One line, as a lens file wants it.
std::string definition_of(const NewLens& lens) {
    std::string text = lens.definition;
    if (text.find_first_not_of(" \t\r\n") == std::string::npos)
        text = lens.examples.empty() ? "What the cues of " + lens.name + " name."
                                     : "What the examples of " + lens.name + " have in common.";
    std::ranges::replace_if(
        text, [](char c) { return c == '\n' || c == '\r'; }, ' ');
    return text;
}

}  // namespace

Result<void> make_lens(Library& library, const NewLens& lens) {
    Library::State& state = library.state();
    if (!is_name(lens.name))
        return Error{ErrorCode::bad_input, "'" + lens.name + "' cannot be the name of a lens",
                     "a name begins with a letter and has a-z, 0-9, - and _, 40 at most"};
    const auto present = stored_lenses(*state.open_store);
    if (!present) return present.error();
    if (ships(lens.name))
        return Error{ErrorCode::bad_input, "the lens " + lens.name + " ships with Verbatim",
                     "teach it: verbatim lens mark ID " + lens.name + " yes|no"};
    if (std::ranges::find(*present, lens.name, &StoredLens::name) != present->end())
        return Error{ErrorCode::bad_input, "there is a lens " + lens.name + " already",
                     "`verbatim lens remove " + lens.name + "` takes it out"};
    const auto number = next_number(*present, *state.open_store);
    if (!number) return number.error();
    StoredLens stored{lens.name, *number, definition_of(lens), {}, {}};
    if (!lens.cues_file.empty()) {
        auto cues = as_lens_file(lens, stored.definition);
        if (!cues) return cues.error();
        stored.cues = *std::move(cues);
    }
    StoreBatch batch;
    std::size_t n = 0;
    for (const JudgedText& example : lens.examples)
        state.open_store->put_setting(batch, key_of(kExampleKey, lens.name) + std::to_string(n++),
                                      (example.yes ? "yes\t" : "no\t") + example.text);
    state.open_store->put_setting(batch, kLastLensKey, std::to_string(*number));
    state.open_store->put_setting(batch, std::string(kLensKey) + lens.name, encode(stored));
    state.open_lenses.reset();
    return state.open_store->write(batch);
}

// A lens that cannot be read must go too, so only names are looked at.
Result<RemovedLens> remove_lens(Library& library, const std::string& name, bool dry_run) {
    Library::State& state = library.state();
    const auto store = state.store();
    if (!store) return store.error();
    const auto lens_there = (*store)->setting(std::string(kLensKey) + name);
    if (!lens_there) return lens_there.error();
    if (!*lens_there && !ships(name))
        if (auto known = check_lens_name(library, name); !known) return known.error();
    RemovedLens removed;
    StoreBatch batch;
    for (const std::string_view prefix : {kMarkKey, kExampleKey}) {
        const auto settings = (*store)->settings(key_of(prefix, name));
        if (!settings) return settings.error();
        (prefix == kMarkKey ? removed.marks : removed.examples) = settings->size();
        for (const auto& [rest, value] : *settings)
            (*store)->erase_setting(batch, key_of(prefix, name) + rest);
    }
    const auto stored = (*store)->setting(std::string(kLensKey) + name);
    if (!stored) return stored.error();
    if (*stored) {
        const auto lens = decode_lens(**stored);
        if (!lens) return lens.error();
        removed.own = lens->number > 0;
        removed.trained = !lens->model.empty();
        (*store)->erase_setting(batch, std::string(kLensKey) + name);
    }
    if (dry_run) return removed;
    state.open_lenses.reset();
    if (auto written = (*store)->write(batch); !written) return written.error();
    return removed;
}

namespace {

// A verbatim that was marked for the lens, though it may be gone since.
Result<Id> find_mark(Library& library, std::string_view id, const std::string& lens) {
    constexpr std::size_t kShortest = 4;
    const auto marks = marks_of(library, lens);
    if (!marks) return marks.error();
    for (const auto& [verbatim, yes] : *marks)
        if (id.size() >= kShortest && print_id(verbatim).starts_with(id)) return verbatim;
    return Error{ErrorCode::not_found,
                 "no quote " + std::string(id) + " is marked for the lens " + lens, ""};
}

}  // namespace

Result<std::string> mark_verbatim(Library& library, std::string_view id, const std::string& lens,
                                  std::optional<bool> yes) {
    if (auto known = check_lens_name(library, lens); !known) return known.error();
    Library::State& state = library.state();
    const auto verbatim = yes ? find_verbatim(library, id) : find_mark(library, id, lens);
    if (!verbatim) return verbatim.error();
    const auto document = state.index->find(*verbatim);
    if (!document) return document.error();
    if (yes && *document && !may_be_customer((*document)->citation.role))
        return Error{ErrorCode::bad_input,
                     print_id(*verbatim) + " was not said by a customer: lenses do not judge it",
                     "`verbatim speakers --set NAME=customer` corrects a role"};
    Writer writer(library);
    const std::string key = key_of(kMarkKey, lens) + print_id(*verbatim);
    const auto done =
        yes ? writer.put_setting(key, *yes ? "yes" : "no") : writer.erase_setting(key);
    if (!done) return done.error();
    return *document ? (*document)->text : std::string();
}

Result<std::vector<std::pair<Id, bool>>> marks_of(Library& library, const std::string& lens) {
    const auto settings = library.settings(key_of(kMarkKey, lens));
    if (!settings) return settings.error();
    std::vector<std::pair<Id, bool>> marks;
    for (const auto& [id, said] : *settings)
        if (const auto parsed = parse_id(id)) marks.emplace_back(*parsed, said == "yes");
    return marks;
}

Result<std::vector<JudgedText>> examples_of(Library& library, const std::string& lens) {
    const auto settings = library.settings(key_of(kExampleKey, lens));
    if (!settings) return settings.error();
    std::vector<JudgedText> examples;
    for (const auto& [number, said] : *settings) {
        const auto tab = said.find('\t');
        examples.push_back({said.substr(tab + 1), said.starts_with("yes"), lens});
    }
    return examples;
}

namespace {

Error no_lens(const std::string& name, std::string_view likely) {
    return {ErrorCode::not_found, "there is no lens '" + name + "'",
            likely.empty() ? "`verbatim lenses` lists them; `verbatim lens new` makes one"
                           : "did you mean " + std::string(likely) + "?"};
}

Result<std::vector<std::string_view>> names_of_lenses(Library& library) {
    const auto lenses = library.state().lenses();
    if (!lenses) return lenses.error();
    std::vector<std::string_view> names;
    for (const LensInfo& lens : (*lenses)->list()) names.push_back(lens.name);
    return names;
}

}  // namespace

Result<void> check_lens_name(Library& library, const std::string& name) {
    const auto names = names_of_lenses(library);
    if (!names) return names.error();
    if (std::ranges::find(*names, name) != names->end()) return {};
    if (is_kind(name)) {
        const std::string lens = name.substr(0, name.find(kKindMark));
        return Error{ErrorCode::not_found, name + " is a kind of " + lens + ", not a lens",
                     "`verbatim lens show " + name + "` shows it; marks teach " + lens};
    }
    return no_lens(name, nearest(name, *names));
}

Result<void> check_lens_or_kind(Library& library, const std::string& name) {
    if (is_kind(name)) return {};
    const auto names = names_of_lenses(library);
    if (!names) return names.error();
    if (std::ranges::find(*names, name) != names->end()) return {};
    std::vector<std::string_view> kinds;
    for (const LensInfo& kind : Lenses::built_in().kinds()) {
        kinds.push_back(kind.name);
        if (kind.name.ends_with(kKindMark + name)) return no_lens(name, kind.name);
    }
    return no_lens(name, nearest(name, name.find(kKindMark) == name.npos ? *names : kinds));
}

}  // namespace verbatim
