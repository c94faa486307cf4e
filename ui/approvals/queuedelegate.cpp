#include "ui/approvals/queuedelegate.h"

#include "ui/approvals/queuemodel.h"
#include "ui/approvals/sentences.h"
#include "ui/text/words.h"
#include "ui/widgets/badge.h"

#include <QFontMetrics>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

namespace {

constexpr int cellPad = 6;      ///< of RowDelegate
constexpr int leastIntent = 64; ///< less of it would say nothing
constexpr Qt::Alignment besideLeft = Qt::AlignLeft | Qt::AlignVCenter;
constexpr int intentIndent = 126; ///< of the change in a row of one line, from the service's left

} // namespace

QueueDelegate::QueueDelegate(TableView* view)
    : RowDelegate(view)
    , m_view(view)
{}

QRect QueueDelegate::across(const QModelIndex& index, int first, int last) const
{
    return m_view->visualRect(index.siblingAtColumn(first)).united(m_view->visualRect(index.siblingAtColumn(last)));
}

void QueueDelegate::paintContent(QPainter& painter, const Cell& cell, const QModelIndex& index) const
{
    const auto* row = index.data(QueueModel::RowValueRole).value<const Row*>();
    if (!row)
        paintHead(painter, cell, index);
    else if (row->group == Group::Waiting)
        paintWaiting(painter, cell, index, *row);
    else
        paintShort(painter, cell, index, *row);
}

void QueueDelegate::paintHead(QPainter& painter, const Cell& cell, const QModelIndex& index) const
{
    const auto& theme = cell.theme;
    const QRect whole = across(index, 0, QueueModel::columnCount_ - 1);
    const bool open = index.data(QueueModel::GroupOpenRole).toBool();
    const int side = theme.px(12);
    paintIcon(
        painter, QPointF(whole.left() + theme.px(16), whole.center().y() - side / 2.0), open ? Icon::Down : Icon::Right,
        cell.muted, side);
    paintText(
        painter, whole.adjusted(theme.px(36), 0, -theme.px(16), -1),
        index.siblingAtColumn(0).data(Qt::DisplayRole).toString(), theme.font(Type::Label), cell.muted, besideLeft,
        &m_lines);
}

void QueueDelegate::paintWaiting(QPainter& painter, const Cell& cell, const QModelIndex& index, const Row& row) const
{
    const auto& theme = cell.theme;
    const auto text = index.data(Qt::DisplayRole).toString();
    const int middle = cell.area.top() + cell.area.height() / 2;
    const QRect upper(cell.area.left(), middle - theme.px(18), cell.area.width(), theme.px(18));
    switch (index.column()) {
    case QueueModel::Left:
        if (index.data(QueueModel::MarkRole).toBool())
            paintIcon(
                painter, QPointF(cell.area.left() - theme.px(11), middle - theme.px(6)), Icon::Check, cell.text,
                theme.px(12));
        paintText(
            painter, cell.area.adjusted(theme.px(-10), 0, 0, 0), text, theme.font(Type::Strong), cell.text,
            Qt::AlignRight | Qt::AlignVCenter);
        return;
    case QueueModel::Sev: {
        const int top = cell.area.top() + (cell.area.height() - badgeHeight(theme)) / 2; // on whole pixels
        paintSeverityBadge(painter, theme, QPoint(cell.area.left(), top), row.severity, text, cell.frozen);
        return;
    }
    case QueueModel::Service:
    case QueueModel::Change: {
        const bool name = index.column() == QueueModel::Service;
        paintText(
            painter, upper, text, theme.font(name ? Type::Strong : Type::Body),
            name                                 ? cell.text
            : row.subject == Subject::Escalation ? cell.muted
                                                 : cell.text);
        const QRect both = across(index, QueueModel::Service, QueueModel::Change);
        const QRect lower(both.left() + theme.px(cellPad), middle, both.width() - theme.px(2 * cellPad), theme.px(18));
        paintText(
            painter, lower, index.data(QueueModel::SymptomRole).toString(), theme.font(Type::Small), cell.muted,
            besideLeft, &m_lines);
        return;
    }
    case QueueModel::StateColumn: paintState(painter, cell, index, row); return;
    default: paintText(painter, cell.area, text, theme.font(Type::Body), cell.text, Qt::AlignRight | Qt::AlignVCenter);
    }
}

void QueueDelegate::paintShort(QPainter& painter, const Cell& cell, const QModelIndex& index, const Row& row) const
{
    const auto& theme = cell.theme;
    const auto text = index.data(Qt::DisplayRole).toString();
    if (index.column() == QueueModel::Left) {
        paintText(
            painter, cell.area.adjusted(theme.px(-10), 0, 0, 0), text, theme.font(Type::Body), cell.muted,
            Qt::AlignRight | Qt::AlignVCenter);
    } else if (index.column() == QueueModel::Sev) {
        paintText(painter, cell.area, text, theme.font(Type::Small), cell.muted);
    } else if (index.column() == QueueModel::StateColumn) {
        paintState(painter, cell, index, row);
    } else {
        const QRect middle = across(index, QueueModel::Service, QueueModel::Need);
        const int indent = theme.px(intentIndent);
        const QRect name(middle.left() + theme.px(cellPad), middle.top(), indent - theme.px(12), middle.height() - 1);
        const QRect own = m_view->visualRect(index);
        if (own.intersects(name))
            paintText(painter, name, row.service.value(), theme.font(Type::Body), cell.text, besideLeft, &m_lines);
        const auto change = isProposal(row) && !row.intent.isEmpty() ? proposalText(row)
                                                                     : index.data(QueueModel::SymptomRole).toString();
        const QRect rest(
            name.left() + indent, middle.top(), middle.width() - indent - theme.px(12), middle.height() - 1);
        if (rest.width() >= theme.px(leastIntent) && own.intersects(rest))
            paintText(painter, rest, change, theme.font(Type::Body), cell.muted, besideLeft, &m_lines);
    }
}

/// The verb in text colour, who did it muted; a row nobody need look at is muted as a whole.
void QueueDelegate::paintState(QPainter& painter, const Cell& cell, const QModelIndex& index, const Row& row) const
{
    const auto& theme = cell.theme;
    const QRect& area = cell.area;
    const auto font = theme.font(Type::Body);
    const auto whole = index.data(Qt::DisplayRole).toString();
    const bool quiet = row.state == State::Seen || row.state == State::Acknowledged || row.state == State::Observed ||
                       row.state == State::Snoozed || row.state == State::Healing || row.state == State::Trying ||
                       row.state == State::Judging;
    if (row.outcome) {
        // That it was approved goes without saying where the room is for one word.
        const bool fits = QFontMetrics(font).horizontalAdvance(whole) <= area.width();
        paintText(painter, area, fits ? whole : words::patchStatus(*row.outcome), font, cell.text);
        return;
    }
    const auto verb = stateVerb(row);
    if (quiet || row.by.isEmpty() || !whole.startsWith(verb)) {
        paintText(painter, area, whole, font, quiet ? cell.muted : cell.text);
        return;
    }
    paintText(painter, area, verb, font, cell.text);
    // A name is whole or left to the detail.
    const QFontMetrics metrics(font);
    const int after = metrics.horizontalAdvance(verb + u' ');
    if (after + metrics.horizontalAdvance(row.by) <= area.width())
        paintText(painter, area.adjusted(after, 0, 0, 0), row.by, font, cell.muted);
}

} // namespace penelope::ui::approvals
