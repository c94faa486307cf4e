#include "ui/breakers/breakermodel.h"

#include "ui/text/format.h"

#include <algorithm>
#include <iterator>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::breakers {

QString stateWord(const BreakerRow& row)
{
    if (row.isUnknown())
        return BreakerModel::tr("NO DATA");
    switch (row.view) {
    case breaker::View::NeverUsed: return BreakerModel::tr("never used");
    case breaker::View::Closed: return BreakerModel::tr("closed");
    case breaker::View::Open: return BreakerModel::tr("OPEN");
    case breaker::View::OpenReady: return BreakerModel::tr("OPEN, ready");
    case breaker::View::HalfOpen: return BreakerModel::tr("HALF-OPEN");
    }
    Q_UNREACHABLE();
}

QString failuresText(const BreakerRow& row, Instant now)
{
    if (row.isUnknown())
        //: %1 is an age
        return *row.silentSince == Instant{} ? BreakerModel::tr("STALE")
                                             : BreakerModel::tr("STALE %1").arg(format::age(now - *row.silentSince));
    return BreakerModel::tr("%1 of %2").arg(row.failures).arg(row.limit);
}

QString cooldownText(const BreakerRow& row)
{
    if (row.isUnknown())
        return BreakerModel::tr("last known closed");
    switch (row.view) {
    case breaker::View::Open:
        //: %1 is a time left such as 41:10, %2 a time
        return BreakerModel::tr("%1 left until %2")
            .arg(
                format::countdown(row.left.value_or(Milliseconds{0})),
                row.openUntil ? format::utcTime(*row.openUntil) : format::absent());
    case breaker::View::HalfOpen:
        return row.probe.isEmpty()
                   ? BreakerModel::tr("half-open, no probe yet")
                   //: %1 is the id of a patch; a second attempt is refused meanwhile
                   : BreakerModel::tr("probe %1 running, others refused").arg(format::shortId(row.probe));
    case breaker::View::OpenReady: return BreakerModel::tr("over, next attempt is the probe");
    case breaker::View::Closed:
    case breaker::View::NeverUsed: return format::absent();
    }
    Q_UNREACHABLE();
}

QString spoken(const BreakerRow& row, Instant now)
{
    QStringList parts{row.service.value(), stateWord(row), BreakerModel::tr("failures %1").arg(failuresText(row, now))};
    if (row.isAbnormal())
        parts.append(cooldownText(row));
    //: %n is a number of refused attempts
    parts.append(BreakerModel::tr("%n blocked in an hour", nullptr, row.blocked));
    return parts.join(u", "_s);
}

void BreakerModel::setRows(std::vector<BreakerRow> rows, Instant now, bool mayMove)
{
    const bool sameOrder = rows.size() == m_all.size() &&
                           std::equal(rows.begin(), rows.end(), m_all.begin(), [](const auto& one, const auto& other) {
                               return one.service == other.service && one.isAbnormal() == other.isAbnormal();
                           });
    m_now = now;
    if (!sameOrder && !mayMove) {
        renew(rows);
        return;
    }
    m_all = std::move(rows);
    if (!sameOrder)
        layOut();
    else if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount_ - 1));
}

void BreakerModel::renew(const std::vector<BreakerRow>& rows)
{
    for (BreakerRow& shown : m_all) {
        const auto found = std::find_if(
            rows.begin(), rows.end(), [&shown](const BreakerRow& row) { return row.service == shown.service; });
        if (found != rows.end())
            shown = *found;
    }
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount_ - 1));
}

void BreakerModel::setFilter(BreakerFilter filter)
{
    if (m_filter == filter)
        return;
    m_filter = std::move(filter);
    layOut();
}

std::vector<BreakerRow> BreakerModel::matching() const
{
    std::vector<BreakerRow> found;
    std::copy_if(m_all.begin(), m_all.end(), std::back_inserter(found), [this](const BreakerRow& row) {
        return matches(m_filter, row);
    });
    return found;
}

void BreakerModel::setClosedShown(bool shown)
{
    if (m_closedShown == shown)
        return;
    m_closedShown = shown;
    layOut();
}

void BreakerModel::layOut()
{
    beginResetModel();
    m_shown.clear();
    bool head = false;
    for (std::size_t at = 0; at < m_all.size(); ++at) {
        const auto& row = m_all[at];
        if (!matches(m_filter, row))
            continue;
        if (!row.isAbnormal() && !head) {
            head = true;
            m_shown.push_back(-1);
        }
        if (row.isAbnormal() || m_closedShown || !m_filter.empty())
            m_shown.push_back(static_cast<int>(at));
    }
    endResetModel();
}

const BreakerRow* BreakerModel::rowAt(int row) const
{
    if (row < 0 || row >= rowCount() || isHead(row))
        return nullptr;
    return &m_all[static_cast<std::size_t>(m_shown[static_cast<std::size_t>(row)])];
}

bool BreakerModel::isHead(int row) const
{
    return row >= 0 && row < rowCount() && m_shown[static_cast<std::size_t>(row)] < 0;
}

int BreakerModel::rowOf(const ServiceName& service) const
{
    for (int row = 0; row < rowCount(); ++row) {
        const auto* found = rowAt(row);
        if (found && found->service == service)
            return row;
    }
    return -1;
}

int BreakerModel::refusingCount() const
{
    return static_cast<int>(
        std::count_if(m_all.begin(), m_all.end(), [](const auto& row) { return row.isRefusing(); }));
}

int BreakerModel::closedCount() const
{
    return static_cast<int>(std::count_if(
        m_all.begin(), m_all.end(), [this](const auto& row) { return !row.isAbnormal() && matches(m_filter, row); }));
}

int BreakerModel::neverUsedCount() const
{
    return static_cast<int>(std::count_if(
        m_all.begin(), m_all.end(), [](const auto& row) { return row.view == breaker::View::NeverUsed; }));
}

int BreakerModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

int BreakerModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columnCount_;
}

QString BreakerModel::text(const BreakerRow& row, int column) const
{
    switch (static_cast<Column>(column)) {
    case State: return stateWord(row);
    case Service: return row.service.value();
    case Failures: return failuresText(row, m_now);
    case Cooldown: return cooldownText(row);
    case Blocked: return row.isUnknown() ? format::absent() : QString::number(row.blocked);
    case Change:
        if (!row.lastChange)
            return format::absent();
        return m_now - *row.lastChange < std::chrono::hours{24}
                   ? format::utcTime(*row.lastChange)
                   : tr("%1 ago").arg(format::age(m_now - *row.lastChange));
    case columnCount_: return {};
    }
    Q_UNREACHABLE();
}

QVariant BreakerModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto* row = rowAt(index.row());
    switch (role) {
    case Qt::DisplayRole:
        if (row)
            return text(*row, index.column());
        return index.column() == 0 ? tr("Closed  %1   most recent change first").arg(closedCount()) : QString{};
    case Qt::TextAlignmentRole: return int(index.column() >= Blocked ? Qt::AlignRight : Qt::AlignLeft);
    case GroupRole: return !row;
    case OpenRole: return m_closedShown;
    case RowValueRole: return QVariant::fromValue(row);
    case IdRole: return row ? row->service.value() : QString{};
    case TypeRole: return int(index.column() == Service && row && row->isAbnormal() ? Type::Strong : Type::Body);
    case MutedRole: return row && !row->isAbnormal() && index.column() != Service;
    case Qt::AccessibleTextRole:
        if (!row)
            return data(index, Qt::DisplayRole);
        return index.column() == 0 ? spoken(*row, m_now) : text(*row, index.column());
    default: return {};
    }
}

QVariant BreakerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(section >= Blocked ? Qt::AlignRight | Qt::AlignVCenter : Qt::AlignLeft | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (static_cast<Column>(section)) {
    case State: return tr("State");
    case Service: return tr("Service");
    case Failures: return tr("Failures, 15 min");
    case Cooldown: return tr("Cooldown");
    case Blocked: return tr("Blocked, 1 h");
    case Change: return tr("Last change");
    case columnCount_: return {};
    }
    Q_UNREACHABLE();
}

} // namespace penelope::ui::breakers
