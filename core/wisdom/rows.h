#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace penelope::wisdom {

struct Precedent;

/// What a precedent is found by: the index of each of its features above how often it occurs, ascending.
using Features = std::vector<std::uint32_t>;
constexpr int countBits = 16;
constexpr std::uint32_t mostCount = (1U << countBits) - 1;

/// Precedents of one service and type in one piece, by features and then by id. Those of the same features are one
/// run, looked at once; a feature of all runs is kept once. Anomalies of a kind are much alike, so a search touches
/// few numbers, and neighbours in this order have the most in common.
struct Rows
{
    using Row = std::shared_ptr<const Precedent>;

    /// Where it ends in `rows` and in `rest`.
    struct Run
    {
        std::uint32_t rows = 0;
        std::uint32_t rest = 0;
        std::uint32_t squares = 0; ///< sum of the squared counts of all its features
    };

    std::vector<Row> rows; ///< ascending by id within a run
    std::vector<Run> runs;
    Features common; ///< of every run
    Features rest;   ///< of each run beside those, ascending within a run

    std::span<const Row> rowsOf(std::size_t run) const;
    std::span<const std::uint32_t> restOf(std::size_t run) const;
    /// All of them.
    Features featuresOf(std::size_t run) const;

    /// Whether its first is beyond that precedent. Not of none.
    bool startsAfter(const Precedent& precedent) const;
    /// In place of one of the same features and id.
    void add(const Row& row);
    /// False where it has none of these features and id.
    bool remove(const Precedent& precedent);
    /// Keeps the lower half and answers the upper.
    Rows splitOff();
};

} // namespace penelope::wisdom
