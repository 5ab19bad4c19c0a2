#pragma once

#include <memory>

#include "indexer/readers/table.h"

namespace verbatim {

// One row a message. Messages of one conversation are joined by the conversation column or, without
// one, by the links from answers to what they answer, in whatever order the rows come, and put in
// the order of their times. Rows are held until the end, up to 256 MiB of text; what is held then
// makes its conversations, and later rows begin anew.
std::unique_ptr<Table> open_chat_table(TablePlan plan, const ReadOptions& options,
                                       RecordSink& sink);

}  // namespace verbatim
