#include "ui/approvals/queuemodel.h"

#include "ui/approvals/sentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"

#include <algorithm>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

namespace {

constexpr int waitingPx = 52;
constexpr int shortPx = 28;

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

QString idOf(const QueueItem& item)
{
    return item.row ? keyOf(*item.row) : headId(item.group);
}

} // namespace

QueueModel::QueueModel(QObject* parent)
    : QAbstractTableModel(parent)
{}

void QueueModel::take(
    const engine::ConsoleState& state, const engine::Live& live, Instant now, const Viewer& viewer, bool mayMove)
{
    m_now = now;
    m_rows.take(state, live, now, viewer);
    const bool wasPending = m_pending;
    const int before = m_new;
    Heads heads;
    if (mayMove || m_items.empty())
        become(wanted(heads));
    else
        keepOrder(wanted(heads));
    if (wasPending != m_pending || before != m_new)
        emit pendingChanged();
}

void QueueModel::setSymptoms(std::function<QString(const AnomalyId&)> symptomOf)
{
    m_symptomOf = std::move(symptomOf);
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
    return m_rows.lines().empty() || m_rows.lines().front().group >= group;
}

void QueueModel::apply()
{
    Heads heads;
    become(wanted(heads));
    emit pendingChanged();
}

void QueueModel::setNow(Instant now, Run inView)
{
    const auto before = std::exchange(m_now, now);
    for (int row = std::max(inView.first, 0); row <= std::min(inView.last, rowCount() - 1); ++row) {
        const auto& item = m_items[static_cast<std::size_t>(row)];
        if (!item.row)
            continue;
        if (leftText(*item.row, before) != leftText(*item.row, now))
            emit dataChanged(index(row, Left), index(row, Left), {Qt::DisplayRole});
        if (stateText(*item.row, before) != stateText(*item.row, now))
            emit dataChanged(index(row, StateColumn), index(row, StateColumn), {Qt::DisplayRole});
    }
}

const Row* QueueModel::rowAt(const QModelIndex& index) const
{
    return index.isValid() ? m_items[static_cast<std::size_t>(index.row())].row.get() : nullptr;
}

QModelIndex QueueModel::indexOf(const QString& id) const
{
    // By its own id, else a row whose request, patch or anomaly has it.
    const auto isNamed = [&id](const QueueItem& item) {
        const auto& own = item.row ? item.row->id : QString{};
        return item.row ? id.endsWith(own) && keyOf(*item.row) == id : headId(item.group) == id;
    };
    auto found = std::find_if(m_items.begin(), m_items.end(), isNamed);
    if (found == m_items.end())
        found = std::find_if(
            m_items.begin(), m_items.end(), [&id](const QueueItem& item) { return item.row && item.row->id == id; });
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
    return item.row && item.group == Group::Waiting ? waitingPx : shortPx;
}

int QueueModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_items.size());
}

int QueueModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columnCount_;
}

QVariant QueueModel::text(const QueueItem& item, int column) const
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
    case IdRole: return idOf(item);
    case GroupRole: return !item.row;
    case GroupOpenRole: return isGroupOpen(item.group);
    case RowValueRole: return QVariant::fromValue(static_cast<const Row*>(item.row.get()));
    case BarRole: return item.row && item.row->severity == Severity::P0 && item.row->unacknowledged;
    case MarkRole: return item.row && item.row->subject == Subject::Request && m_marked.contains(item.row->id);
    case SymptomRole: {
        if (!item.row)
            return {};
        const auto seen = m_symptomOf && !item.row->decidedAt ? m_symptomOf(item.row->anomaly) : QString{};
        if (!seen.isNull())
            return seen;
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
