#pragma once

#include "indexer/readers/reader.h"

namespace verbatim {

extern const Reader kDiscordTextReader;  // Discord as text, by DiscordChatExporter

}  // namespace verbatim
