#include "engine/meaning/encoder_fast.h"

#include <vector>

#include "engine/meaning/encoder_passes.h"

namespace verbatim {

std::vector<ForwardPass> forward_passes() {
    std::vector<ForwardPass> passes;
#if defined(__x86_64__)
    if (is_vnni_supported()) passes.push_back({"AVX-512 VNNI", forward_vnni});
    if (is_avx2_supported()) passes.push_back({"AVX2", forward_avx2});
#endif
    passes.push_back({"plain C++", forward_plain});
    return passes;
}

}  // namespace verbatim
