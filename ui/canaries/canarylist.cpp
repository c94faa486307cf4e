#include "ui/canaries/canarylist.h"

#include "ui/text/format.h"
#include "ui/widgets/badge.h"

#include <QPainter>

#include <algorithm>

namespace penelope::ui::canaries {

bool CanaryListModel::show(std::vector<Row> rows, bool mayMove)
{
    if (m_rows == rows)
        return false;
    const bool sameOrder =
        std::equal(m_rows.begin(), m_rows.end(), rows.begin(), rows.end(), [](const Row& left, const Row& right) {
            return left.id == right.id && left.finished == right.finished;
        });
    if (!sameOrder && !mayMove && !m_rows.empty()) {
        renew(rows);
        return false;
    }
    if (!sameOrder) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return true;
    }
    m_rows = std::move(rows);
    emit dataChanged(index(0, 0), index(rowCount() - 1, 0));
    return false;
}

void CanaryListModel::renew(const std::vector<Row>& rows)
{
    for (Row& shown : m_rows) {
        const auto found =
            std::find_if(rows.begin(), rows.end(), [&shown](const Row& row) { return row.id == shown.id; });
        if (found == rows.end())
            continue;
        const bool wasFinished = shown.finished; // its half of the list
        shown = *found;
        shown.finished = wasFinished;
    }
    emit dataChanged(index(0, 0), index(rowCount() - 1, 0));
}

int CanaryListModel::activeCount() const
{
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(), [](const Row& row) { return !row.finished; }));
}

bool CanaryListModel::isHead(int row) const
{
    return row == activeCount() && row < static_cast<int>(m_rows.size());
}

bool CanaryListModel::isFinished(int row) const
{
    return row > activeCount();
}

const Row* CanaryListModel::rowAt(int row) const
{
    if (row < 0 || isHead(row))
        return nullptr;
    const auto at = static_cast<std::size_t>(row > activeCount() ? row - 1 : row);
    return at < m_rows.size() ? &m_rows[at] : nullptr;
}

std::optional<CanaryId> CanaryListModel::idAt(int row) const
{
    const auto* found = rowAt(row);
    return found ? std::optional{found->id} : std::nullopt;
}

int CanaryListModel::rowOf(const CanaryId& id) const
{
    for (int row = 0; row < rowCount(); ++row) {
        if (const auto* found = rowAt(row); found && found->id == id)
            return row;
    }
    return -1;
}

int CanaryListModel::rowCount(const QModelIndex& parent) const
{
    if (parent.isValid())
        return 0;
    const auto rows = static_cast<int>(m_rows.size());
    return rows + (activeCount() < rows ? 1 : 0);
}

int CanaryListModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : 1;
}

QVariant CanaryListModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (isHead(index.row())) {
        if (role == GroupRole)
            return true;
        if (role == Qt::DisplayRole) {
            //: %1 counts finished canaries
            return tr("Finished, last 12 h  %1").arg(m_rows.size() - static_cast<std::size_t>(activeCount()));
        }
        return {};
    }
    const auto& row = *rowAt(index.row());
    switch (role) {
    case Qt::DisplayRole: return row.service;
    case Qt::AccessibleTextRole: return QStringList{row.service, row.state, row.second}.join(QStringLiteral(", "));
    case IdRole: return row.id.value();
    case StateRole: return row.state;
    case StateSeverityRole: return row.severity ? QVariant{static_cast<int>(*row.severity)} : QVariant{};
    case SecondRole: return row.second;
    case EndedRole: return row.ended;
    case FinishedRole: return row.finished;
    default: return {};
    }
}

Qt::ItemFlags CanaryListModel::flags(const QModelIndex& index) const
{
    return isHead(index.row()) ? Qt::NoItemFlags : QAbstractTableModel::flags(index);
}

void CanaryListDelegate::paintContent(QPainter& painter, const Cell& cell, const QModelIndex& index) const
{
    const auto& theme = cell.theme;
    const auto text = index.data(Qt::DisplayRole).toString();
    const auto area = cell.area.adjusted(0, 0, -6, 0);
    if (index.data(GroupRole).toBool()) {
        paintText(painter, area, text, theme.font(Type::Label), cell.muted);
        return;
    }
    const auto state = index.data(CanaryListModel::StateRole).toString();
    if (index.data(CanaryListModel::FinishedRole).toBool()) {
        paintText(painter, QRect(area.left(), area.top(), 84, area.height()), text, theme.font(Type::Body), cell.text);
        paintText(painter, area.adjusted(88, 0, -48, 0), state, theme.font(Type::Small), cell.muted);
        paintText(
            painter, area, index.data(CanaryListModel::EndedRole).toString(), theme.font(Type::Small), cell.muted,
            Qt::AlignRight | Qt::AlignVCenter);
        return;
    }
    const QRect upper(area.left(), area.top() + 6, area.width(), 20);
    const QRect lower(area.left(), area.top() + 28, area.width(), 18);
    paintText(painter, upper, text, theme.font(Type::Strong), cell.text);
    if (const auto severity = index.data(CanaryListModel::StateSeverityRole); severity.isValid()) {
        const int width = severityBadgeWidth(theme, state);
        paintSeverityBadge(
            painter, theme, QPointF(area.right() - width, upper.top()), static_cast<Severity>(severity.toInt()), state,
            cell.frozen);
    } else {
        paintText(painter, upper, state, theme.font(Type::Body), cell.muted, Qt::AlignRight | Qt::AlignVCenter);
    }
    paintText(painter, lower, format::shortId(index.data(IdRole).toString()), theme.font(Type::Mono), cell.text);
    paintText(
        painter, lower, index.data(CanaryListModel::SecondRole).toString(), theme.font(Type::Small), cell.muted,
        Qt::AlignRight | Qt::AlignVCenter);
}

} // namespace penelope::ui::canaries
