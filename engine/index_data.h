#pragma once

#include <xapian.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/codec.h"
#include "engine/codec_data.h"
#include "engine/index_shard.h"

// What the index keeps of a document for quotes. For index_*.cpp.
//
// The record lies in the document's data in the tail, and packed in a value in shards, where Xapian
// would compress each alone. Ids lie in values only.
namespace verbatim {

// Lists of lenses, in which one that ships with Verbatim is a byte.
void add_lens(std::string_view name, std::string& list);
void each_lens(std::string_view list, const std::function<void(const std::string&)>& call);

std::string data_of(const Document& description);

// The document, whose record one of the dictionaries packed if it is in a shard. Fails with
// damaged.
Result<Document> described(const Xapian::Document& document, const DataDictionaries& dictionaries);

// Moves the data, if there is any, to where shards have it.
void pack_data(Xapian::Document& document, const DataDictionary& dictionary);

// Of documents, as far as they have data: what they have in common.
std::string dictionary_of(const std::vector<NumberedDocument>& documents);

}  // namespace verbatim
