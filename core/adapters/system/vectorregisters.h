#pragma once

namespace penelope::system {

/// Keeps Qt's hash of texts from slowing down what is computed after it. Qt 6.4 hashes with VAES where the processor
/// has it, and returns without a vzeroupper (Intel, Optimization Reference Manual, "Mixing AVX code with SSE code"): on
/// an Intel processor every change between the two kinds of code then costs some 80 ns, and e^x 160 ns instead of 6.
/// From here on it hashes with AES-NI, which is seeded as before. QT_NO_CPU_FEATURE is meant for this, but knows no
/// name in that version. Other versions, and processors without VAES, are left alone.
///
/// The first thing in main: what was put into a QHash before is not found in it after.
void keepVectorRegistersClean();

} // namespace penelope::system
