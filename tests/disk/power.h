#pragma once

#include <string>

// What a disk has after a power cut: of a file what was there when it was last synced, of a folder
// its entries when it was. A file that was made and synced has its entry too. Told of each change;
// keeps what that replaces in $VERBATIM_FAULT_KEPT, and nothing without it.
namespace verbatim::disk {

// Before the content of a file changes.
void will_change(const std::string& path);
void did_sync(const std::string& path);  // a file or a folder

void did_make(const std::string& path);  // a file, a folder, a link
// Before an entry goes, and when it has gone. One that is replaced by a rename likewise.
std::string keep(const std::string& path);
void did_remove(const std::string& path, const std::string& kept);
void did_rename(const std::string& from, const std::string& to, const std::string& kept);

// Takes back what was not synced, and ends the process as a power cut does. With a seed other than
// 0 in $VERBATIM_FAULT_SEED some of it reached the disk: of the entries the first ones, of a file
// all, nothing or some pages.
[[noreturn]] void turn_power_off();

}  // namespace verbatim::disk
