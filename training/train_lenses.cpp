// Makes engine/lenses/trained.model, what the lenses learn from examples, from the texts beside
// this file and the cues in engine/lenses/:
//
//   verbatim_train_lenses ENCODER.vbm TRAINING OUTPUT
//
// and prints how good each lens and each kind is on examples that it was not trained on. The same
// bytes on every machine. Takes two minutes on two cores, nearly all of it to encode the texts in
// exact arithmetic.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <span>
#include <thread>

#include "engine/lens.h"
#include "engine/meaning/head.h"
#include "training/encode.h"
#include "training/lens_trainer.h"
#include "training/texts.h"

namespace verbatim {

namespace {

std::vector<std::string> names_of(const Lenses& lenses) {
    std::vector<std::string> names;
    for (const auto* list : {&lenses.list(), &lenses.kinds()})
        for (const LensInfo& info : *list) names.push_back(info.name);
    return names;
}

// The examples of a lens, with codes and with what the cues say.
std::vector<ShippedExample> read_examples(const std::string& lens,
                                          const std::vector<Example>& examples,
                                          const Encoder& encoder) {
    std::vector<std::string> texts;
    for (const Example& example : examples) texts.push_back(example.text);
    const Matrix vectors = encode(encoder, texts);
    std::vector<ShippedExample> result;
    for (std::size_t i = 0; i < examples.size(); ++i) {
        const std::string& text = texts[i];
        const Code code = Head::built_in().project(
            std::span<const float, kSentenceVector>(vectors.row(i).data(), kSentenceVector));
        result.push_back(
            {lens_example(text, Lenses::built_in_cues().cue_log_odds(text, words(text), "en", {}),
                          is_known(code) ? std::optional(code) : std::nullopt, examples[i].yes),
             examples[i].kind == "-" ? "" : lens + kKindMark + examples[i].kind});
    }
    return result;
}

Result<ShippedModel> train(const std::filesystem::path& encoder_file,
                           const std::filesystem::path& folder) {
    const auto encoder = Encoder::open(encoder_file, Encoder::Arithmetic::exact);
    if (!encoder) return encoder.error();
    const auto texts = read_training_texts(folder);
    if (!texts) return texts.error();
    const auto made_from = hash_of_lens_training(folder);
    if (!made_from) return made_from.error();
    ShippedExamples examples;
    for (const auto& [lens, list] : texts->examples)
        examples[lens] = read_examples(lens, list, *encoder);
    const unsigned threads = std::max(1u, std::thread::hardware_concurrency());
    ShippedModel model =
        train_shipped(names_of(Lenses::built_in_cues()), examples, LensRecipe{}, threads);
    model.data.texts = *made_from;
    model.data.codes = Head::built_in().identity();
    return model;
}

void print(const std::vector<LensReport>& reports) {
    std::printf("%-22s %-6s %5s %9s %9s %9s %9s %9s %9s %9s\n", "", "code", "texts", "cues F1",
                "cues AP", "F1", "best F1", "AP", "P@50", "ECE");
    for (const LensReport& report : reports) {
        const LensFigures& whole = report.whole;
        std::printf("%-22s %-6s %5zu %9.3f %9.3f %9.3f %9.3f %9.3f %9.2f %9.3f\n",
                    report.name.c_str(), report.with_code ? "with" : "without", whole.texts,
                    report.cues.f1, report.cues.average_precision, whole.f1, whole.best_f1,
                    whole.average_precision, whole.precision_at_50, whole.calibration_error);
    }
}

int run(std::span<char*> arguments) {
    if (arguments.size() != 4) {
        std::cerr << "usage: verbatim_train_lenses ENCODER.vbm TRAINING OUTPUT\n";
        return 2;
    }
    const auto model = train(arguments[1], arguments[2]);
    if (!model) {
        std::cerr << "verbatim_train_lenses: " << model.error().message << "\n";
        return 2;
    }
    print(model->reports);
    const std::string bytes = model->data.bytes();
    std::ofstream file(arguments[3], std::ios::binary);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return file.flush() ? 0 : 2;
}

}  // namespace

}  // namespace verbatim

int main(int count, char** arguments) {
    return verbatim::run({arguments, static_cast<std::size_t>(count)});
}
