#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

/// Which sequences of three letters stand in which lines of text, kept as slices of bits. A sequence has a place, which
/// others may share. 64 lines are a block: the word at a place has a bit for each of them. 64 blocks are a group: with
/// many more places, and a bit for each block. A text stands in none of the lines whose bit is missing from a word of
/// its sequences (C. S. Roberts, Partial-match retrieval via the method of superimposed codes, 1979; B. Goodwin et
/// al., BitFunnel, 2017). Letters are bytes. Pure.
namespace penelope::journal::textsign {

constexpr std::size_t linesPerBlock = 64;
constexpr std::size_t blocksPerGroup = 64;
constexpr std::size_t linesPerGroup = linesPerBlock * blocksPerGroup;

using Block = std::array<std::uint64_t, 512>;    ///< bit n: of line n
using Group = std::array<std::uint64_t, 16'384>; ///< bit n: of block n; some 16 KiB of text set a fifth of a block's
using BlockView = std::span<const std::uint64_t, std::tuple_size_v<Block>>;
using GroupView = std::span<const std::uint64_t, std::tuple_size_v<Group>>;

/// Of a sequence.
struct Place
{
    std::uint16_t inBlock = 0;
    std::uint16_t inGroup = 0;
};
/// Of what is looked for; none where it is shorter than three letters: it may stand anywhere then.
std::vector<Place> placesOf(std::string_view text);
/// A bit for each line, and for each block, that may hold a text with these places.
std::uint64_t linesThatMayHold(BlockView block, const std::vector<Place>& places);
/// Of some lines, those that were added as unknown and perhaps others. `places` are those that were asked last.
std::uint64_t linesThatHoldAll(BlockView block, std::uint64_t some, const std::vector<Place>& places);
std::uint64_t blocksThatMayHold(GroupView group, const std::vector<Place>& places);

/// Makes the words of lines that come one after the other.
class Signer
{
public:
    void add(std::string_view line);
    /// A line that may hold any text.
    void addUnknown();
    /// What the last line was the last one of, until the next line; else none.
    const Block* block() const { return m_lines > 0 && m_lines % linesPerBlock == 0 ? &m_block : nullptr; }
    const Group* group() const { return m_lines == linesPerGroup ? &m_group : nullptr; }

private:
    std::uint64_t next();
    void end();

    std::size_t m_lines = 0; ///< of the group
    Block m_block{};
    Group m_group{};
    std::array<std::uint64_t, std::tuple_size_v<Group> / 64> m_places{}; ///< of the block; bit n % 64 of word n / 64
};

} // namespace penelope::journal::textsign
