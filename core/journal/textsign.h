#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

/// Which sequences of three letters stand in some lines of text, one bit for each that the text has; different ones may
/// share a bit. A text with a sequence whose bit is not there stands in none of the lines (B. H. Bloom, Space/time
/// trade-offs in hash coding with allowable errors, 1970; with one hash). Letters are bytes. Pure.
namespace penelope::journal::textsign {

constexpr std::size_t linesPerSign = 64; ///< about 16 KiB, which set a fifth of the bits
constexpr std::size_t words = 256;
using Sign = std::array<std::uint64_t, words>;

using Place = std::uint16_t; ///< of a bit

void add(Sign& sign, std::string_view line);
/// Of what is looked for; none where it is shorter than three letters: every sign may have it then.
std::vector<Place> placesOf(std::string_view text);
bool mayHold(std::span<const std::uint64_t, words> sign, const std::vector<Place>& places);

} // namespace penelope::journal::textsign
