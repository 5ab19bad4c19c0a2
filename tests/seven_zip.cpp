#include "tests/seven_zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <sys/types.h>

#include <catch2/catch.hpp>
#include <memory>

namespace {

la_ssize_t append(archive*, void* to, const void* bytes, std::size_t size) {
    static_cast<std::string*>(to)->append(static_cast<const char*>(bytes), size);
    return static_cast<la_ssize_t>(size);
}

}  // namespace

std::string seven_zip(const std::vector<std::pair<std::string, std::string>>& files) {
    std::string bytes;
    const std::unique_ptr<archive, decltype(&archive_write_free)> writer(archive_write_new(),
                                                                         archive_write_free);
    REQUIRE(archive_write_set_format_7zip(writer.get()) == ARCHIVE_OK);
    REQUIRE(archive_write_open(writer.get(), &bytes, nullptr, append, nullptr) == ARCHIVE_OK);
    for (const auto& [name, contents] : files) {
        const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry(
            archive_entry_new(), archive_entry_free);
        archive_entry_set_pathname(entry.get(), name.c_str());
        archive_entry_set_size(entry.get(), static_cast<la_int64_t>(contents.size()));
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_perm(entry.get(), 0644);
        REQUIRE(archive_write_header(writer.get(), entry.get()) == ARCHIVE_OK);
        REQUIRE(archive_write_data(writer.get(), contents.data(), contents.size()) ==
                static_cast<la_ssize_t>(contents.size()));
    }
    REQUIRE(archive_write_close(writer.get()) == ARCHIVE_OK);
    return bytes;
}
