#include "ui/approvals/queueorder.h"

namespace penelope::ui::approvals {

QueueChange::QueueChange(const std::vector<QueueItem>& shown, const std::vector<WantedItem>& wanted, int numberLimit)
    : isNew(wanted.size(), true)
{
    constexpr auto heads = static_cast<int>(allGroups.size());
    std::vector<int> placeOf(static_cast<std::size_t>(numberLimit + heads), -1);
    const auto slot = [](int number) { return static_cast<std::size_t>(number + heads); };
    for (std::size_t at = 0; at < wanted.size(); ++at)
        placeOf[slot(wanted[at].number)] = static_cast<int>(at);
    places.reserve(shown.size());
    int last = -1;
    for (const auto& item : shown) {
        const int place = placeOf[slot(item.number)];
        places.push_back(place);
        if (place < 0)
            continue;
        isNew[static_cast<std::size_t>(place)] = false;
        moves = moves || place < last;
        last = place;
    }
}

std::vector<Run> runsOf(int size, const std::function<bool(int)>& holds)
{
    std::vector<Run> runs;
    for (int at = 0; at < size; ++at) {
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
