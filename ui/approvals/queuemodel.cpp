#include "ui/approvals/queuemodel.h"

#include "ui/approvals/sentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"

#include <QHash>
#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

namespace {

QString headId(Group group)
{
    return u"group %1"_s.arg(static_cast<int>(group));
}

/// A request and its anomaly may both stand in the list, and ids of different kinds may be equal.
QString keyOf(const Row& row)
{
    switch (row.subject) {
    case Subject::Request: return row.id;
    case Subject::Patch: return u"patch "_s + row.id;
    case Subject::Escalation:
    case Subject::Anomaly: return u"anomaly "_s + row.id;
    }
    Q_UNREACHABLE();
}

} // namespace

bool QueueModel::Item::operator==(const Item& other) const
{
    const bool sameRow = row == other.row || (row && other.row && *row == *other.row);
    return sameRow && id == other.id && group == other.group && count == other.count && nextLook == other.nextLook;
}

QueueModel::QueueModel(QObject* parent)
    : QAbstractTableModel(parent)
{}

void QueueModel::setRows(std::vector<Row> rows, Instant now, bool mayMove)
{
    m_now = now;
    m_rows.clear();
    m_rows.reserve(rows.size());
    for (auto& row : rows)
        m_rows.push_back(std::make_shared<const Row>(std::move(row)));
    const auto wanted = target();
    const bool wasPending = m_pending;
    const int before = m_new;
    if (mayMove || m_items.empty())
        become(wanted);
    else
        keepOrder(wanted);
    if (wasPending != m_pending || before != m_new)
        emit pendingChanged();
}

void QueueModel::setSymptoms(std::map<AnomalyId, QString> symptoms)
{
    m_symptoms = std::move(symptoms);
}

void QueueModel::setMarked(std::set<QString> ids)
{
    if (m_marked == ids)
        return;
    m_marked = std::move(ids);
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount_ - 1));
}

void QueueModel::setFilter(Filter filter)
{
    if (m_filter == filter)
        return;
    m_filter = std::move(filter);
    apply();
}

void QueueModel::setGroupOpen(Group group, bool open)
{
    if (isGroupOpen(group) == open)
        return;
    m_open[static_cast<std::size_t>(group)] = open;
    apply();
}

bool QueueModel::isGroupOpen(Group group) const
{
    if (const auto& chosen = m_open[static_cast<std::size_t>(group)])
        return *chosen;
    return std::none_of(m_rows.begin(), m_rows.end(), [group](const auto& row) { return row->group < group; });
}

void QueueModel::apply()
{
    become(target());
    emit pendingChanged();
}

void QueueModel::setNow(Instant now)
{
    m_now = now;
    for (int row = 0; row < rowCount(); ++row) {
        const auto& item = m_items[static_cast<std::size_t>(row)];
        if (item.row && item.row->deadline && !item.row->decidedAt)
            emit dataChanged(index(row, Left), index(row, Left), {Qt::DisplayRole});
        else if (item.row && item.row->state == State::Trying)
            emit dataChanged(index(row, StateColumn), index(row, StateColumn), {Qt::DisplayRole});
    }
}

QueueModel::Items QueueModel::target() const
{
    Items items;
    for (const auto group : allGroups) {
        Item head{headId(group), group, nullptr, 0, std::nullopt};
        Items inside;
        for (const auto& row : m_rows) {
            if (row->group != group || !matches(m_filter, *row))
                continue;
            ++head.count;
            if (row->until && row->state == State::Observed)
                head.nextLook = std::min(head.nextLook.value_or(*row->until), *row->until);
            inside.push_back({keyOf(*row), group, row, 0, std::nullopt});
        }
        if (group != Group::Waiting && head.count > 0)
            items.push_back(head);
        if (group == Group::Waiting || isGroupOpen(group))
            items.insert(items.end(), inside.begin(), inside.end());
    }
    return items;
}

void QueueModel::become(Items items)
{
    m_total = static_cast<int>(
        std::count_if(m_rows.begin(), m_rows.end(), [](const auto& row) { return row->group == Group::Waiting; }));
    m_shown = static_cast<int>(std::count_if(
        items.begin(), items.end(), [](const Item& item) { return item.row && item.group == Group::Waiting; }));
    m_pending = false;
    m_new = 0;
    m_newSeverity.reset();
    // Most snapshots change rows where they stand: then no place has to be looked up.
    if (!hasOrder(items)) {
        removeMissing(items);
        reorder(items);
        insertNew(items);
    }
    refresh(items);
}

bool QueueModel::hasOrder(const Items& items) const
{
    return std::equal(
        items.begin(), items.end(), m_items.begin(), m_items.end(),
        [](const Item& left, const Item& right) { return left.id == right.id; });
}

void QueueModel::removeMissing(const Items& items)
{
    QSet<QString> wanted;
    for (const auto& item : items)
        wanted.insert(item.id);
    for (int last = rowCount() - 1; last >= 0; --last) {
        if (wanted.contains(m_items[static_cast<std::size_t>(last)].id))
            continue;
        int first = last;
        while (first > 0 && !wanted.contains(m_items[static_cast<std::size_t>(first) - 1].id))
            --first;
        beginRemoveRows({}, first, last);
        m_items.erase(m_items.begin() + first, m_items.begin() + last + 1);
        endRemoveRows();
        last = first;
    }
}

void QueueModel::reorder(const Items& items)
{
    QHash<QString, int> place;
    for (const auto& item : items)
        place.insert(item.id, static_cast<int>(place.size()));
    const auto earlier = [&place](const Item& left, const Item& right) {
        return place.value(left.id) < place.value(right.id);
    };
    if (std::is_sorted(m_items.begin(), m_items.end(), earlier))
        return;
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const auto before = persistentIndexList();
    QStringList ids;
    for (const auto& index : before)
        ids.append(m_items[static_cast<std::size_t>(index.row())].id);
    std::sort(m_items.begin(), m_items.end(), earlier);
    QHash<QString, int> now;
    for (const auto& item : m_items)
        now.insert(item.id, static_cast<int>(now.size()));
    QModelIndexList after;
    for (qsizetype at = 0; at < before.size(); ++at)
        after.append(index(now.value(ids.at(at)), before.at(at).column()));
    changePersistentIndexList(before, after);
    emit layoutChanged({}, VerticalSortHint);
}

void QueueModel::insertNew(const Items& items)
{
    std::size_t at = 0;
    while (at < items.size()) {
        if (at < m_items.size() && m_items[at].id == items[at].id) {
            ++at;
            continue;
        }
        auto end = at;
        while (end < items.size() && (at >= m_items.size() || items[end].id != m_items[at].id))
            ++end;
        beginInsertRows({}, static_cast<int>(at), static_cast<int>(end) - 1);
        m_items.insert(
            m_items.begin() + static_cast<std::ptrdiff_t>(at), items.begin() + static_cast<std::ptrdiff_t>(at),
            items.begin() + static_cast<std::ptrdiff_t>(end));
        endInsertRows();
        at = end;
    }
}

void QueueModel::refresh(const Items& items)
{
    for (std::size_t at = 0; at < m_items.size(); ++at) {
        if (m_items[at] == items[at])
            continue;
        m_items[at] = items[at];
        emit dataChanged(index(static_cast<int>(at), 0), index(static_cast<int>(at), columnCount_ - 1));
    }
}

/// Values change where they stand; what came, went or moved is counted and waits.
void QueueModel::keepOrder(const Items& items)
{
    QHash<QString, const Item*> wanted;
    for (const auto& item : items)
        wanted.insert(item.id, &item);
    QHash<QString, std::shared_ptr<const Row>> all;
    for (const auto& row : m_rows)
        all.insert(keyOf(*row), row);
    for (std::size_t at = 0; at < m_items.size(); ++at) {
        auto& item = m_items[at];
        const auto row = item.row ? all.value(item.id) : nullptr;
        if (!row || *row == *item.row)
            continue;
        item.row = row;
        emit dataChanged(index(static_cast<int>(at), 0), index(static_cast<int>(at), columnCount_ - 1));
    }
    QSet<QString> shown;
    for (const auto& item : m_items)
        shown.insert(item.id);
    m_new = 0;
    m_newSeverity.reset();
    for (const auto& item : items) {
        if (!item.row || item.group != Group::Waiting || shown.contains(item.id))
            continue;
        ++m_new;
        m_newSeverity = std::min(m_newSeverity.value_or(item.row->severity), item.row->severity);
    }
    m_pending = !hasOrder(items);
}

const Row* QueueModel::rowAt(const QModelIndex& index) const
{
    return index.isValid() ? m_items[static_cast<std::size_t>(index.row())].row.get() : nullptr;
}

QModelIndex QueueModel::indexOf(const QString& id) const
{
    auto found = std::find_if(m_items.begin(), m_items.end(), [&id](const Item& item) { return item.id == id; });
    if (found == m_items.end())
        found = std::find_if(
            m_items.begin(), m_items.end(), [&id](const Item& item) { return item.row && item.row->id == id; });
    return found == m_items.end() ? QModelIndex{} : index(static_cast<int>(std::distance(m_items.begin(), found)), 0);
}

std::optional<Group> QueueModel::groupAt(const QModelIndex& index) const
{
    if (!index.isValid() || m_items[static_cast<std::size_t>(index.row())].row)
        return std::nullopt;
    return m_items[static_cast<std::size_t>(index.row())].group;
}

QModelIndex QueueModel::firstRequest() const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (m_items[static_cast<std::size_t>(row)].row)
            return index(row, 0);
    }
    return {};
}

int QueueModel::heightPx(int row) const
{
    const auto& item = m_items[static_cast<std::size_t>(row)];
    return item.row && item.group == Group::Waiting ? 52 : 28;
}

int QueueModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

int QueueModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columnCount_;
}

QVariant QueueModel::text(const Item& item, int column) const
{
    if (!item.row)
        return column == Left ? groupTitle(item.group, item.count, item.nextLook) : QString{};
    const auto& row = *item.row;
    switch (static_cast<Column>(column)) {
    case Left: return leftText(row, m_now);
    case Sev: return words::severity(row.severity);
    case Service: return row.service.value();
    case Change: return changeText(row);
    case Risk: return row.riskHundredths ? format::hundredths(*row.riskHundredths) : format::absent();
    case Lvl: return row.level ? QString::number(static_cast<int>(*row.level)) : format::absent();
    case Need: return needText(row);
    case StateColumn: return stateText(row, m_now);
    case columnCount_: return {};
    }
    Q_UNREACHABLE();
}

QVariant QueueModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto& item = m_items[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return text(item, index.column());
    case Qt::AccessibleTextRole:
        if (index.column() == 0)
            return !item.row                        ? groupTitle(item.group, item.count, item.nextLook)
                   : data(index, MarkRole).toBool() ? tr("marked") + u", "_s + spoken(*item.row, m_now)
                                                    : spoken(*item.row, m_now);
        return text(item, index.column());
    case IdRole: return item.id;
    case GroupRole: return !item.row;
    case GroupOpenRole: return isGroupOpen(item.group);
    case RowValueRole: return QVariant::fromValue(item.row.get());
    case BarRole: return item.row && item.row->severity == Severity::P0 && item.row->unacknowledged;
    case MarkRole: return item.row && item.row->subject == Subject::Request && m_marked.contains(item.row->id);
    case SymptomRole: {
        if (!item.row)
            return {};
        const auto found = m_symptoms.find(item.row->anomaly);
        if (found != m_symptoms.end())
            return found->second;
        return isProposal(*item.row) ? proposalText(*item.row) : words::anomalyType(item.row->intent);
    }
    case Qt::TextAlignmentRole:
        return int(
            index.column() == Left || (index.column() >= Risk && index.column() <= Need)
                ? Qt::AlignRight | Qt::AlignVCenter
                : Qt::AlignLeft | Qt::AlignVCenter);
    default: return {};
    }
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(
            section == Left || (section >= Risk && section <= Need) ? Qt::AlignRight | Qt::AlignVCenter
                                                                    : Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case Left: return tr("Left");
    case Sev: return tr("Sev") + u" ↑"_s;
    case Service: return tr("Service and cause");
    case Change: return tr("Change");
    case Risk: return tr("Risk");
    case Lvl: return tr("Lvl");
    case Need: return tr("Need");
    case StateColumn: return tr("State");
    case columnCount_: return {};
    }
    Q_UNREACHABLE();
}

Qt::ItemFlags QueueModel::flags(const QModelIndex& index) const
{
    return index.isValid() ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags;
}

} // namespace penelope::ui::approvals
