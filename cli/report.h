#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/render_json.h"
#include "indexer/ingest.h"

// What add and sync did, as people and programs read it.
namespace verbatim::cli {

// verbatim.add/1
Json report_json(const AddReport& report, std::string_view working_directory);

Json counts_json(const Counts& counts);  // records, indexed, ..., verbatims
// Of the rows, the rejected records and unread files; what was only noted.
Json rejects_json(const std::vector<RejectRow>& rows, std::string_view working_directory);
Json noted_json(const std::vector<RejectRow>& rows, std::string_view working_directory);
Json reject_json(const RejectRow& reject, std::string_view working_directory);

// "2,051 records = 2,030 indexed + 3 rejected": every record, none left out. "5 records, all
// indexed" where there is nothing to tell.
std::string accounted(const Counts& counts);

// The last line: files by state, records, verbatims, seconds.
std::string closing_line(const AddReport& report);

// That some of it no search quotes, and what changes that: messages, or nothing.
std::vector<std::string> not_quoted(const AddReport& report);

// "reviews.csv, row 118: the row has 3 cells, the header 9"; "noted ..." where it was used
std::string reject_line(const RejectRow& reject, std::string_view working_directory);

// The same, indented and wrapped at words.
std::string reject_block(const RejectRow& reject, std::string_view working_directory,
                         std::size_t width);

// A block for each of the first rejects, and how many more there are; empty without any.
std::string first_rejects(const std::vector<RejectRow>& rejects, std::string_view working_directory,
                          std::size_t width);

// 0, or 1 where something could not be read.
int exit_status(const AddReport& report);

}  // namespace verbatim::cli
