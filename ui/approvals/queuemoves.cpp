#include "ui/approvals/queuemodel.h"

#include <algorithm>
#include <iterator>
#include <numeric>

/// How the table gets from what it shows to what it should show.
namespace penelope::ui::approvals {

namespace {

/// More separate runs than this come or go as one, behind a change of the layout.
constexpr std::size_t mostRuns = 8;

/// Beside the numbers of lines.
int headNumber(Group group)
{
    return -1 - static_cast<int>(group);
}

std::size_t asSize(int index)
{
    return static_cast<std::size_t>(index);
}

/// Of `size` indexes those for which `first` holds, then the others.
template <typename First> std::vector<int> partitioned(int size, First&& first)
{
    std::vector<int> order(asSize(size));
    std::iota(order.begin(), order.end(), 0);
    std::stable_partition(order.begin(), order.end(), first);
    return order;
}

} // namespace

QueueModel::Wanted QueueModel::wanted(Heads& heads) const
{
    Wanted items;
    items.reserve(m_rows.lines().size() + heads.size());
    auto line = m_rows.lines().begin();
    for (const auto group : allGroups) {
        auto& head = heads[static_cast<std::size_t>(group)];
        head = {nullptr, group, headNumber(group), 0, std::nullopt};
        const auto headAt = static_cast<std::ptrdiff_t>(items.size());
        const bool open = group == Group::Waiting || isGroupOpen(group);
        for (; line != m_rows.lines().end() && line->group == group; ++line) {
            if (!m_filter.empty() && !matches(m_filter, *line->row, line->row->search))
                continue;
            ++head.count;
            const auto& until = line->row->until;
            if (group == Group::Observed && until && line->row->state == State::Observed)
                head.nextLook = std::min(head.nextLook.value_or(*until), *until);
            if (open)
                items.push_back({&line->row, nullptr, line->number, group});
        }
        if (group != Group::Waiting && head.count > 0)
            items.insert(items.begin() + headAt, {nullptr, &head, head.number, group});
    }
    return items;
}

void QueueModel::become(const Wanted& wanted)
{
    const auto& lines = m_rows.lines();
    const auto isWaiting = [](const auto& one) { return one.group == Group::Waiting; };
    m_total =
        static_cast<int>(std::distance(lines.begin(), std::partition_point(lines.begin(), lines.end(), isWaiting)));
    m_shown =
        static_cast<int>(std::distance(wanted.begin(), std::partition_point(wanted.begin(), wanted.end(), isWaiting)));
    m_pending = false;
    m_new = 0;
    m_newSeverity.reset();
    // Most snapshots change rows where they stand: then no place has to be looked up.
    const bool moved = !hasOrder(wanted);
    if (moved)
        place(wanted);
    refresh(wanted);
    if (moved)
        emit placed();
}

bool QueueModel::hasOrder(const Wanted& wanted) const
{
    return std::equal(
        wanted.begin(), wanted.end(), m_items.begin(), m_items.end(),
        [](const WantedItem& left, const QueueItem& right) { return left.number == right.number; });
}

void QueueModel::place(const Wanted& wanted)
{
    QueueChange change(m_items, wanted, m_rows.numberLimit());
    remove(change);
    if (change.moves) {
        std::vector<int> order(m_items.size());
        std::iota(order.begin(), order.end(), 0);
        std::sort(order.begin(), order.end(), [&change](int left, int right) {
            return change.places[asSize(left)] < change.places[asSize(right)];
        });
        permute(order);
    }
    insert(wanted, change);
}

void QueueModel::remove(QueueChange& change)
{
    auto& places = change.places;
    const auto goes = [&places](int row) { return places[asSize(row)] < 0; };
    auto runs = runsOf(rowCount(), mostRuns, goes);
    if (runs.size() > mostRuns) {
        const auto order = partitioned(rowCount(), [&goes](int row) { return !goes(row); });
        permute(order);
        std::stable_partition(places.begin(), places.end(), [](int row) { return row >= 0; });
        runs = runsOf(rowCount(), mostRuns, goes);
    }
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
        beginRemoveRows({}, run->first, run->last);
        m_items.erase(m_items.begin() + run->first, m_items.begin() + run->last + 1);
        endRemoveRows();
        places.erase(places.begin() + run->first, places.begin() + run->last + 1);
    }
}

void QueueModel::insert(const Wanted& wanted, const QueueChange& change)
{
    const auto size = static_cast<int>(wanted.size());
    const auto isNew = [&change](int row) -> bool { return change.isNew[asSize(row)]; };
    const auto itemOf = [&wanted](int row) -> QueueItem {
        const auto& item = wanted[asSize(row)];
        return item.head ? *item.head : QueueItem{*item.row, item.group, item.number, 0, std::nullopt};
    };
    const auto runs = runsOf(size, mostRuns, isNew);
    if (runs.size() <= mostRuns) {
        for (const auto& run : runs) {
            std::vector<QueueItem> items;
            for (int row = run.first; row <= run.last; ++row)
                items.push_back(itemOf(row));
            beginInsertRows({}, run.first, run.last);
            m_items.insert(
                m_items.begin() + run.first, std::make_move_iterator(items.begin()),
                std::make_move_iterator(items.end()));
            endInsertRows();
        }
        return;
    }
    // All of them at the end first, then all to their places.
    const auto old = rowCount();
    const auto order = partitioned(size, [&isNew](int row) { return !isNew(row); });
    beginInsertRows({}, old, size - 1);
    m_items.reserve(wanted.size());
    for (int row = old; row < size; ++row)
        m_items.push_back(itemOf(order[asSize(row)]));
    endInsertRows();
    std::vector<int> from(asSize(size));
    for (int row = 0; row < size; ++row)
        from[asSize(order[asSize(row)])] = row;
    permute(from);
}

void QueueModel::permute(const std::vector<int>& order)
{
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    std::vector<QueueItem> items;
    items.reserve(order.size());
    for (const int from : order)
        items.push_back(std::move(m_items[asSize(from)]));
    m_items = std::move(items);
    const auto before = persistentIndexList();
    if (!before.isEmpty()) {
        std::vector<int> now(order.size());
        for (std::size_t row = 0; row < order.size(); ++row)
            now[asSize(order[row])] = static_cast<int>(row);
        QModelIndexList after;
        for (const auto& one : before)
            after.append(index(now[asSize(one.row())], one.column()));
        changePersistentIndexList(before, after);
    }
    emit layoutChanged({}, VerticalSortHint);
}

void QueueModel::refresh(const Wanted& wanted)
{
    std::vector<int> changed;
    for (std::size_t row = 0; row < m_items.size(); ++row) {
        auto& item = m_items[row];
        const auto& now = wanted[row];
        if (now.row ? item.row == *now.row && item.group == now.group
                    : item.count == now.head->count && item.nextLook == now.head->nextLook)
            continue;
        if (now.row)
            item.row = *now.row;
        else
            item = *now.head;
        item.group = now.group;
        changed.push_back(static_cast<int>(row));
    }
    tell(changed);
}

/// Values change where they stand; what came, went or moved is counted and waits.
void QueueModel::keepOrder(const Wanted& wanted)
{
    std::vector<const RowPtr*> all(asSize(m_rows.numberLimit()));
    for (const auto& line : m_rows.lines())
        all[asSize(line.number)] = &line.row;
    std::vector<int> changed;
    for (std::size_t row = 0; row < m_items.size(); ++row) {
        auto& item = m_items[row];
        const auto* now = item.row ? all[asSize(item.number)] : nullptr;
        if (!now || *now == item.row)
            continue;
        item.row = *now;
        changed.push_back(static_cast<int>(row));
    }
    tell(changed);
    m_pending = !hasOrder(wanted);
    countNew(wanted);
}

void QueueModel::countNew(const Wanted& wanted)
{
    m_new = 0;
    m_newSeverity.reset();
    if (!m_pending)
        return;
    const QueueChange change(m_items, wanted, m_rows.numberLimit());
    for (std::size_t row = 0; row < wanted.size() && wanted[row].group == Group::Waiting; ++row) {
        if (!change.isNew[row])
            continue;
        const auto severity = (*wanted[row].row)->severity;
        ++m_new;
        m_newSeverity = std::min(m_newSeverity.value_or(severity), severity);
    }
}

/// Of what changed, one signal for each run.
void QueueModel::tell(const std::vector<int>& rows)
{
    for (std::size_t first = 0; first < rows.size();) {
        auto last = first;
        while (last + 1 < rows.size() && rows[last + 1] == rows[last] + 1)
            ++last;
        emit dataChanged(index(rows[first], 0), index(rows[last], columnCount_ - 1));
        first = last + 1;
    }
}

} // namespace penelope::ui::approvals
