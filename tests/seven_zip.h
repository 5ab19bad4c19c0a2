#pragma once

#include <string>
#include <utility>
#include <vector>

// A 7z archive of these files (name, contents), as libarchive writes it: all of them in one
// compressed stream, and their names behind it.
std::string seven_zip(const std::vector<std::pair<std::string, std::string>>& files);
