#pragma once

#include "engine/meaning/encoder_fast.h"

// The passes, each in a file of its own: for encoder_fast.cpp. A pass may only be run where it is
// supported.
namespace verbatim {

#if defined(__x86_64__)
bool is_vnni_supported();
void forward_vnni(const FastWeights& weights, const EncoderBatch& batch, Scratch& scratch);
bool is_avx2_supported();
void forward_avx2(const FastWeights& weights, const EncoderBatch& batch, Scratch& scratch);
#endif
void forward_plain(const FastWeights& weights, const EncoderBatch& batch, Scratch& scratch);

}  // namespace verbatim
