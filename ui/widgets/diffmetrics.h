#pragma once

/// Lengths of look.md's diff, which its layout and its painting share.
namespace penelope::ui::diff {

inline constexpr int linePx = 20;
inline constexpr int headPx = 28;
inline constexpr int gutterPx = 44;
inline constexpr int signPx = 24;
inline constexpr int rulerPx = 12;
inline constexpr int padPx = 16;
inline constexpr int notePadPx = 28; ///< before the words of a note, behind its shape
inline constexpr int bytesPerRow = 16;

} // namespace penelope::ui::diff
