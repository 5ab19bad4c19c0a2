#include "indexer/rescore.h"

#include <algorithm>

#include "engine/in_parallel.h"
#include "engine/kill_point.h"
#include "engine/library_state.h"
#include "engine/schema.h"
#include "engine/terms.h"

namespace verbatim {

namespace {

// The documents with older scores that lenses judge, in order.
Result<std::vector<std::uint32_t>> with_older_scores(const Index& index,
                                                     const IndexedLenses& lenses) {
    std::vector<std::uint32_t> older;
    for (const Role role : {Role::customer, Role::unknown}) {
        const auto numbers = index.numbers(value_term(find_field("role")->prefix, name_of(role)));
        if (!numbers) return numbers.error();
        std::ranges::copy_if(*numbers, std::back_inserter(older), [&](std::uint32_t number) {
            return number > lenses.scored && number <= lenses.last;
        });
    }
    std::ranges::sort(older);
    return older;
}

// As score_documents(), where only these lenses are new.
void score_documents_with(std::span<const std::string> added, std::span<EnrichedDocument> documents,
                          const LensSet& lenses, unsigned jobs) {
    in_parallel(documents.size(), jobs, [&](std::size_t i) {
        Document& after = documents[i].after;
        after.lenses = lenses.kept_with(added, std::move(after.lenses), after.text,
                                        after.citation.lang, lens_context(after.citation));
    });
}

class Rescoring {
public:
    Rescoring(Library& library, const LensSet& lenses, unsigned jobs)
        : state_(library.state()), writer_(library), lenses_(lenses), jobs_(threads_of(jobs)) {}

    Result<RescoreReport> run(const Progress& progress);

private:
    Result<void> score(std::span<const std::uint32_t> numbers, RescoreReport& report);
    // Durable up to this document.
    Result<void> commit(std::uint32_t scored);

    Library::State& state_;
    Writer writer_;
    const LensSet& lenses_;
    unsigned jobs_;
    IndexedLenses indexed_;
    std::optional<std::vector<std::string>> added_;  // LensSet::added_to()
};

Result<RescoreReport> Rescoring::run(const Progress& progress) {
    const auto before = state_.index->lenses();
    if (!before) return before.error();
    added_ = lenses_.added_to(*before);
    if (auto begun = writer_.begin_scoring(); !begun) return begun.error();
    if (auto committed = writer_.commit_codes(); !committed) return committed.error();
    auto indexed = state_.index->lenses();
    if (!indexed) return indexed.error();
    indexed_ = *std::move(indexed);
    using Numbers = std::vector<std::uint32_t>;
    const bool judges_nothing = added_ && added_->empty();
    const auto older =
        judges_nothing ? Result<Numbers>(Numbers()) : with_older_scores(*state_.index, indexed_);
    if (!older) return older.error();
    RescoreReport report;
    std::uint64_t committed = 0;
    for (std::size_t begin = 0; begin < older->size(); begin += kDocumentsAtOnce) {
        const auto numbers =
            std::span(*older).subspan(begin, std::min(kDocumentsAtOnce, older->size() - begin));
        if (auto scored = score(numbers, report); !scored) return scored.error();
        if (progress) progress(report.scored, older->size());
        if (report.scored - committed < kDurableAfter) continue;
        if (auto done = commit(numbers.back()); !done) return done.error();
        committed = report.scored;
    }
    if (auto done = commit(indexed_.last); !done) return done.error();
    return report;
}

Result<void> Rescoring::score(std::span<const std::uint32_t> numbers, RescoreReport& report) {
    const auto codes = state_.codes();
    if (!codes) return codes.error();
    auto batch = read_documents(*state_.index, **codes, numbers);
    if (!batch) return batch.error();
    if (added_)
        score_documents_with(*added_, *batch, lenses_, jobs_);
    else
        score_documents(*batch, lenses_, jobs_);
    for (const EnrichedDocument& document : *batch) {
        if (document.before.lenses != document.after.lenses) ++report.changed;
        if (auto done = writer_.enrich(document); !done) return done;
    }
    report.scored += numbers.size();
    return {};
}

Result<void> Rescoring::commit(std::uint32_t scored) {
    indexed_.scored = scored;
    if (auto put = writer_.put_lenses(indexed_); !put) return put;
    if (auto committed = writer_.commit_codes(); !committed) return committed;
    kill_point("rescored");
    return {};
}

}  // namespace

Result<std::vector<EnrichedDocument>> read_documents(const Index& index, const CodeFile& codes,
                                                     std::span<const std::uint32_t> numbers) {
    std::vector<EnrichedDocument> documents;
    documents.reserve(numbers.size());
    for (const std::uint32_t number : numbers) {
        auto coded = index.coded(number);
        if (!coded) return coded.error();
        if (!codes.has(number)) coded->code.reset();
        documents.push_back(
            {number, coded->document, std::move(coded->document), std::nullopt, coded->code});
    }
    return documents;
}

void score_documents(std::span<EnrichedDocument> documents, const LensSet& lenses, unsigned jobs) {
    in_parallel(documents.size(), jobs, [&](std::size_t i) {
        auto& [number, before, after, code, known] = documents[i];
        const Code* own = code ? &*code : known ? &*known : nullptr;
        after.lenses = lenses.kept(after.text, words(after.text), after.citation.lang,
                                   lens_context(after.citation), own);
    });
}

Result<RescoreReport> rescore(Library& library, unsigned jobs, const Progress& progress) {
    const auto lenses = library.state().lenses();
    if (!lenses) return lenses.error();
    const auto before = library.state().index->lenses();
    if (!before) return before.error();
    const bool up_to_date =
        before->identity == (*lenses)->identity() && before->scored >= before->last;
    if (up_to_date) return RescoreReport();
    return Rescoring(library, **lenses, jobs).run(progress);
}

}  // namespace verbatim
