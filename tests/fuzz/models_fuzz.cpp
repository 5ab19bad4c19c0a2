// Any bytes as a file of word vectors, a file of codes or a lens's model: refused with a reason, or
// all that is read of it lies within it. The first byte says which. Checksums are made to fit,
// which no fuzzer would find.

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "engine/hash.h"
#include "engine/lens_model.h"
#include "engine/meaning/code_file.h"
#include "engine/meaning/weights_layout.h"
#include "engine/meaning/word_vectors.h"
#include "tests/fuzz/reading.h"

namespace {

using namespace verbatim;

// A file in memory.
class MemoryFile {
public:
    explicit MemoryFile(std::string_view bytes) : descriptor_(memfd_create("fuzz", MFD_CLOEXEC)) {
        fuzz::demand(descriptor_ >= 0, "there are files in memory");
        write(bytes, 0);
    }
    ~MemoryFile() { close(descriptor_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    void write(std::string_view bytes, std::size_t at) const {
        fuzz::demand(pwrite(descriptor_, bytes.data(), bytes.size(), static_cast<off_t>(at)) ==
                         static_cast<ssize_t>(bytes.size()),
                     "they can be written");
    }
    void resize(std::size_t bytes) const {
        fuzz::demand(ftruncate(descriptor_, static_cast<off_t>(bytes)) == 0, "and cut");
    }
    std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

private:
    int descriptor_;
};

template <typename T>
void write_at(std::string& bytes, std::size_t at, const T& value) {
    std::memcpy(bytes.data() + at, &value, sizeof value);
}

template <typename T>
T read_at(const std::string& bytes, std::size_t at) {
    T value;
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

// Makes header and checksums those of a file of word vectors, as far as the table fits.
void seal_weights(std::string& bytes) {
    if (bytes.size() < sizeof(WeightsHeader)) return;
    auto header = read_at<WeightsHeader>(bytes, 0);
    header.magic = kWeightsMagic;
    header.container = kWeightsContainer;
    header.version = kWordsKind.version;
    header.name = weights_field<32>(kWordsKind.name);
    header.size = bytes.size();
    header.sections %= 8;
    const std::size_t table = header.sections * sizeof(WeightsSection);
    if (table <= bytes.size() - sizeof header) {
        for (std::size_t at = sizeof header; at < sizeof header + table;
             at += sizeof(WeightsSection)) {
            auto section = read_at<WeightsSection>(bytes, at);
            if (section.offset <= bytes.size() && section.size <= bytes.size() - section.offset)
                section.hash = hash64(std::string_view(bytes).substr(section.offset, section.size));
            write_at(bytes, at, section);
        }
        header.hash = weights_hash(header, std::string_view(bytes).substr(sizeof header, table));
    }
    write_at(bytes, 0, header);
}

void try_words(std::string bytes) {
    seal_weights(bytes);
    const MemoryFile file(bytes);
    const auto vectors = WordVectors::open(file.path());
    if (!vectors) return fuzz::demand(!vectors.error().message.empty(), "a refusal says why");
    (void)vectors->find("planner");
    for (WordVectors::Word word = 0; word < std::min<std::size_t>(vectors->size(), 64); ++word) {
        const auto found = vectors->find(vectors->text(word));
        fuzz::demand(!found || *found < vectors->size(), "a word that is found is there");
        (void)vectors->cosine(word, 0);
    }
}

void try_codes(std::string_view bytes) {
    constexpr std::size_t kHeader = 24, kPage = 4096, kBlock = 4096 * (kCodeLength + 4);
    const MemoryFile file(bytes.substr(0, kHeader));
    if (bytes.size() > kHeader) {
        const std::size_t size = kPage + kBlock * (static_cast<unsigned char>(bytes[kHeader]) % 3);
        file.resize(size + bytes.size() % 2);
        file.write(bytes.substr(kHeader), kPage);
        file.write(bytes.substr(kHeader), kPage + kBlock - bytes.size());  // tags
    }
    const auto codes = CodeFile::open(file.path(), Access::read);
    if (!codes) return fuzz::demand(!codes.error().message.empty(), "a refusal says why");
    std::vector<std::int32_t> products;
    codes->scan({1, 2, 3}, products);
    fuzz::demand(products.size() == codes->last(), "each document has a product");
    fuzz::demand(codes->known() <= codes->last(), "no more are known than there are");
    (void)codes->find(codes->last(), 1);
    fuzz::demand(!codes->has(codes->last() + 1), "there is nothing behind the last");
}

void try_lens_model(std::string bytes) {
    constexpr std::size_t kTop = 20;  // magic, version, hash of the rest
    if (bytes.size() >= kTop) {
        constexpr std::string_view kMagic = "VBTMLENS";
        std::ranges::copy(kMagic, bytes.begin());
        write_at(bytes, kMagic.size(), std::uint32_t{1});
        write_at(bytes, kTop - 8, hash64(std::string_view(bytes).substr(kTop)));
    }
    auto data = LensModelData::parse("fuzz.model", bytes);
    if (!data) return fuzz::demand(!data.error().message.empty(), "a refusal says why");
    fuzz::demand(data->bytes() == bytes, "what is written is what was read");
    const std::size_t heads = data->heads.size();
    const LensModel model(*std::move(data));
    const std::string_view text = "The planner is slow, and slow again.";
    const Code code = {1, 2, 3};
    for (const Code* known : {&code, static_cast<const Code*>(nullptr)}) {
        const auto reading = model.read(lens_grams(text, words(text)), known);
        for (std::size_t head = 0; head < heads; ++head) {
            (void)reading.learnt(head);
            (void)reading.shares(head);
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string bytes(data + 1, data + size);
    switch (data[0] % 3) {
        case 0:
            try_words(bytes);
            break;
        case 1:
            try_codes(bytes);
            break;
        default:
            try_lens_model(bytes);
    }
    return 0;
}
