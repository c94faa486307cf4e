#include "ui/approvals/queueorder.h"

namespace penelope::ui::approvals {

QueueChange::QueueChange(const std::vector<QueueItem>& shown, const std::vector<WantedItem>& wanted, int numberLimit)
    : isNew(wanted.size(), true)
{
    constexpr auto heads = std::ssize(allGroups);
    const auto slot = [](int number) { return static_cast<std::size_t>(number + heads); };
    std::vector<int> placeOf(slot(numberLimit), -1);
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

} // namespace penelope::ui::approvals
