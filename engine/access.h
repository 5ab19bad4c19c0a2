#pragma once

namespace verbatim {

// Readers may be many, and work beside the one writer.
enum class Access { read, write };

}  // namespace verbatim
