#pragma once

#include <xapian.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/codec.h"
#include "engine/codec_packed.h"
#include "engine/index_shard.h"

// What the index keeps of a document for quotes. For index_*.cpp.
//
// Its record is as codec.h has it in the tail, and packed in shards. It is a value and not what
// Xapian calls a document's data: that would be compressed once more, for nothing, whenever it is
// copied. And servers send no values, but the one that documents are sorted by.
namespace verbatim {

// Lists of lenses, in which one that ships with Verbatim is a byte.
void add_lens(std::string_view name, std::string& list);
void each_lens(std::string_view list, const std::function<void(const std::string&)>& call);

// What kRecordSlot has of a document: its verbatim's id, sortable, then its record.
std::string record_value(const Document& description);

// The document of such a value, which one of the dictionaries packed if it is in a shard. Fails
// with damaged.
Result<Document> described(const std::string& value, const RecordDictionaries& dictionaries);
Result<std::string> text_of(const std::string& value, const RecordDictionaries& dictionaries);

// Packs the document's record, unless it is.
void pack_record(Xapian::Document& document, const RecordDictionary& dictionary);

// The bytes of a dictionary of what those of the documents have in common whose records are not
// packed.
std::string dictionary_made_of(const std::vector<NumberedDocument>& documents);

}  // namespace verbatim
