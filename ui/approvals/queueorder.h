#pragma once

#include "ui/approvals/queuerows.h"

#include <optional>
#include <vector>

namespace penelope::ui::approvals {

/// A row of the table: a line of the queue or the head of a group.
struct QueueItem
{
    RowPtr row; ///< nullptr = head
    Group group = Group::Waiting;
    int number = 0; ///< of the line; below 0 for heads
    int count = 0;  ///< of a head
    std::optional<Instant> nextLook;
};

/// What the table should show, in order. Only for as long as what it was made of is neither changed nor moved.
struct WantedItem
{
    const RowPtr* row = nullptr; ///< nullptr = head
    const QueueItem* head = nullptr;
    int number = 0;
    Group group = Group::Waiting;
};

/// The way from what is shown to what is wanted: each list says for its entries where they stand in the other.
struct QueueChange
{
    QueueChange(const std::vector<QueueItem>& shown, const std::vector<WantedItem>& wanted, int numberLimit);

    std::vector<int> places; ///< of the shown ones among the wanted; −1 = goes
    std::vector<bool> isNew; ///< of the wanted ones
    bool moves = false;      ///< those that stay are in another order
};

/// Contiguous rows, the last included.
struct Run
{
    int first = 0;
    int last = 0;
};
/// Of the indexes below `size` for which `holds`; no longer looked for once there are more than `most`.
template <typename Holds> std::vector<Run> runsOf(int size, std::size_t most, Holds&& holds)
{
    std::vector<Run> runs;
    for (int at = 0; at < size && runs.size() <= most; ++at) {
        if (!holds(at))
            continue;
        if (!runs.empty() && runs.back().last == at - 1)
            runs.back().last = at;
        else
            runs.push_back({at, at});
    }
    return runs;
}

} // namespace penelope::ui::approvals
