#include <fstream>
#include <system_error>

#include "engine/meaning/weights_file.h"
#include "engine/meaning/weights_layout.h"

namespace verbatim {

namespace {

namespace fs = std::filesystem;

std::size_t aligned(std::size_t size) {
    return (size + kWeightsAlignment - 1) / kWeightsAlignment * kWeightsAlignment;
}

// Writes, and fills up with zeros to where the next section begins.
void put(std::ofstream& out, std::string_view bytes, std::size_t begin) {
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    const std::size_t end = begin + bytes.size();
    const std::string zeros(aligned(end) - end, '\0');
    out.write(zeros.data(), static_cast<std::streamsize>(zeros.size()));
}

}  // namespace

Result<void> write_weights_file(const fs::path& file, const ModelKind& kind,
                                std::string_view license, std::string_view origin,
                                std::span<const ModelSection> sections) {
    std::vector<WeightsSection> table;
    std::size_t end = aligned(sizeof(WeightsHeader) + sections.size() * sizeof(WeightsSection));
    for (const ModelSection& section : sections) {
        table.push_back(
            {weights_field<16>(section.name), end, section.bytes.size(), hash64(section.bytes)});
        end = aligned(end + section.bytes.size());
    }
    WeightsHeader header{kWeightsMagic,
                         kWeightsContainer,
                         kind.version,
                         weights_field<32>(kind.name),
                         weights_field<32>(license),
                         weights_field<64>(origin),
                         end,
                         sections.size(),
                         0};
    const std::string_view rows(reinterpret_cast<const char*>(table.data()),
                                table.size() * sizeof(WeightsSection));
    header.hash = weights_hash(header, rows);

    fs::path unfinished = file;
    unfinished += ".part";
    std::ofstream out(unfinished, std::ios::binary | std::ios::trunc);
    std::string top(reinterpret_cast<const char*>(&header), sizeof header);
    put(out, top += rows, 0);
    for (std::size_t at = 0; at < table.size(); ++at)
        put(out, sections[at].bytes, table[at].offset);
    out.close();
    std::error_code error;
    if (out) fs::rename(unfinished, file, error);
    if (!out || error)
        return Error{ErrorCode::unavailable, file.string() + ": cannot be written",
                     "Is the disk full, or a permission missing?"};
    return {};
}

}  // namespace verbatim
