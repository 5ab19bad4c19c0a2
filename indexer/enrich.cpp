#include "indexer/enrich.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <span>

#include "engine/in_parallel.h"
#include "engine/library_meaning.h"
#include "engine/library_state.h"
#include "engine/meaning/meaning.h"
#include "engine/schema.h"
#include "engine/terms.h"
#include "engine/writer.h"
#include "indexer/rescore.h"

namespace verbatim {

namespace {

class Enrichment {
public:
    Enrichment(Library& library, const Meaning& meaning, unsigned jobs, const Progress& progress)
        : state_(library.state()),
          writer_(library),
          meaning_(meaning),
          jobs_(jobs),
          progress_(progress) {}

    Result<void> run(EnrichReport& report);

private:
    Result<std::vector<std::uint32_t>> pending();
    Result<std::size_t> batch_end(std::span<const std::uint32_t> pending, std::size_t begin) const;
    Result<void> take_known(std::vector<EnrichedDocument>& batch, EnrichReport& report);
    void encode(std::vector<EnrichedDocument>& batch, EnrichReport& report) const;
    Result<void> keep(const std::vector<EnrichedDocument>& batch);

    Library::State& state_;
    Writer writer_;
    const Meaning& meaning_;
    unsigned jobs_;
    const Progress& progress_;
};

// In the order of the index, in which the verbatims of a conversation follow one another.
Result<std::vector<std::uint32_t>> Enrichment::pending() {
    const auto file = state_.codes();
    if (!file) return file.error();
    if ((*file)->identity() != meaning_.identity())
        if (auto begun = (*file)->begin(meaning_.identity()); !begun) return begun.error();
    std::vector<std::uint32_t> pending;
    for (const Role role : {Role::customer, Role::unknown}) {
        const auto numbers =
            state_.index->numbers(value_term(find_field("role")->prefix, name_of(role)));
        if (!numbers) return numbers.error();
        std::ranges::copy_if(*numbers, std::back_inserter(pending),
                             [&](std::uint32_t number) { return !(*file)->has(number); });
    }
    std::ranges::sort(pending);
    return pending;
}

// A conversation is looked at whole: what stands beside a verbatim counts too.
Result<std::size_t> Enrichment::batch_end(std::span<const std::uint32_t> pending,
                                          std::size_t begin) const {
    std::size_t end = std::min(begin + kDocumentsAtOnce, pending.size());
    std::optional<Place> place;
    for (; end < pending.size(); ++end) {
        if (!place) {
            const auto last = state_.index->document(pending[end - 1]);
            if (!last) return last.error();
            place = last->place;
        }
        const auto next = state_.index->document(pending[end]);
        if (!next) return next.error();
        if (next->place != *place) break;
    }
    return end;
}

Result<void> Enrichment::take_known(std::vector<EnrichedDocument>& batch, EnrichReport& report) {
    std::optional<Place> place;
    StoredCodes known;
    for (EnrichedDocument& waiting : batch) {
        if (place != waiting.after.place) {
            place = waiting.after.place;
            auto codes = state_.open_store->codes(place->source, place->ordinal);
            if (!codes) return codes.error();
            known = *std::move(codes);
        }
        const Code* code = known.find(waiting.after.id);
        if (code == nullptr || known.identity != meaning_.identity()) continue;
        waiting.code = *code;
        ++report.taken;
    }
    return {};
}

void Enrichment::encode(std::vector<EnrichedDocument>& batch, EnrichReport& report) const {
    std::vector<EnrichedDocument*> unknown;
    std::vector<std::string_view> texts;
    for (EnrichedDocument& waiting : batch) {
        if (waiting.code) continue;
        if (!meaning_knows(waiting.after.citation.lang)) {
            waiting.code = Code{};
            continue;
        }
        unknown.push_back(&waiting);
        texts.push_back(waiting.after.text);
    }
    const auto codes = meaning_.codes(texts, jobs_);
    for (std::size_t i = 0; i < codes.size(); ++i) {
        unknown[i]->code = codes[i].value_or(Code{});
        ++(codes[i] ? report.encoded : report.unknown);
    }
}

// The store first: what it holds need not be made again.
Result<void> Enrichment::keep(const std::vector<EnrichedDocument>& batch) {
    for (auto first = batch.begin(); first != batch.end();) {
        const Place place = first->after.place;
        const auto last = std::find_if(first, batch.end(), [&](const EnrichedDocument& waiting) {
            return waiting.after.place != place;
        });
        auto codes = state_.open_store->codes(place.source, place.ordinal);
        if (!codes) return codes.error();
        if (codes->identity != meaning_.identity()) *codes = {meaning_.identity(), {}};
        const std::size_t before = codes->codes.size();
        for (; first != last; ++first)
            if (is_known(*first->code) && codes->find(first->after.id) == nullptr)
                codes->codes.emplace_back(first->after.id, *first->code);
        if (codes->codes.empty()) continue;
        const bool grown = before > 0 && before < codes->codes.size();
        if (auto put = writer_.put_codes(place, *codes, grown); !put) return put;
    }
    for (const EnrichedDocument& waiting : batch)
        if (auto done = writer_.enrich(waiting); !done) return done;
    return {};
}

Result<void> Enrichment::run(EnrichReport& report) {
    const auto pending = this->pending();
    if (!pending) return pending.error();
    const auto file = state_.codes();
    if (!file) return file.error();
    std::uint64_t uncommitted = 0;
    for (std::size_t begin = 0, end = 0; begin < pending->size(); begin = end) {
        const auto ends = batch_end(*pending, begin);
        if (!ends) return ends.error();
        end = *ends;
        const auto numbers = std::span(*pending).subspan(begin, end - begin);
        auto batch = read_documents(*state_.index, **file, numbers);
        if (!batch) return batch.error();
        if (auto taken = take_known(*batch, report); !taken) return taken;
        encode(*batch, report);
        const auto lenses = state_.lenses();
        if (!lenses) return lenses.error();
        score_documents(*batch, **lenses, jobs_);
        if (auto kept = keep(*batch); !kept) return kept;
        uncommitted += batch->size();
        if (uncommitted >= kDurableAfter) {
            if (auto committed = writer_.commit_codes(); !committed) return committed;
            uncommitted = 0;
        }
        if (progress_) progress_(end, pending->size());
    }
    return uncommitted > 0 ? writer_.commit_codes() : Result<void>();
}

}  // namespace

Result<EnrichReport> enrich(Library& library, unsigned jobs, const Progress& progress) {
    const auto begun = std::chrono::steady_clock::now();
    EnrichReport report;
    const auto& meaning = library.state().meaning();
    if (!meaning) {
        report.unavailable = why_no_meaning(meaning.error());
        report.damaged = meaning.error().code != ErrorCode::not_found;
        return report;
    }
    if (auto done = Enrichment(library, *meaning, threads_of(jobs), progress).run(report); !done)
        return done.error();
    report.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return report;
}

}  // namespace verbatim
