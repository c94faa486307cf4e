#include "ui/breakers/breakermodel.h"

#include "ui/text/format.h"
#include "ui/widgets/badge.h"

#include <QFontMetrics>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::breakers {

namespace {

int paintPips(QPainter& painter, const Theme& theme, const QRect& area, const BreakerRow& row)
{
    const int side = theme.px(11);
    const int step = theme.px(14);
    for (int pip = 0; pip < row.limit; ++pip) {
        const QRect box(area.left() + pip * step, area.top() + (area.height() - side) / 2, side, side);
        paintBox(painter, box, theme->text, pip < row.failures ? theme->text : QColor(Qt::transparent));
    }
    return row.limit * step;
}

void paintSpark(QPainter& painter, const Theme& theme, const QRect& area, const BreakerRow& row)
{
    const int most = std::max(1, *std::max_element(row.spark.begin(), row.spark.end()));
    const int width = theme.px(5);
    const int bottom = area.center().y() + theme.px(7);
    for (int span = 0; span < sparkSpans; ++span) {
        const int count = row.spark[static_cast<std::size_t>(span)];
        const int height = count == 0 ? 1 : std::max(2, theme.px(12) * count / most);
        painter.fillRect(QRect(area.left() + span * width, bottom - height, width - 1, height), theme->border);
    }
}

} // namespace

int paintBreakerState(QPainter& painter, const Theme& theme, const QRect& area, const BreakerRow& row, bool frozen)
{
    const QPoint at(area.left(), area.top() + (area.height() - badgeHeight(theme)) / 2); // on whole pixels
    const auto word = stateWord(row);
    if (row.isUnknown())
        return paintUnknownBadge(painter, theme, at, word, Icon::Unknown);
    switch (row.view) {
    case breaker::View::Open: return paintSeverityBadge(painter, theme, at, Severity::P0, word, frozen);
    case breaker::View::HalfOpen: return paintSeverityBadge(painter, theme, at, Severity::P2, word, frozen);
    case breaker::View::OpenReady: return paintNeutralBadge(painter, theme, at, word);
    case breaker::View::Closed:
    case breaker::View::NeverUsed: return paintText(painter, area, word, theme.font(Type::Body), theme->muted);
    }
    Q_UNREACHABLE();
}

BreakerDelegate::BreakerDelegate(TableView* view)
    : RowDelegate(view)
    , m_view(view)
{}

void BreakerDelegate::paintContent(QPainter& painter, const Cell& cell, const QModelIndex& index) const
{
    const auto& theme = cell.theme;
    const auto* row = index.data(BreakerModel::RowValueRole).value<const BreakerRow*>();
    const auto text = index.data(Qt::DisplayRole).toString();
    if (!row) {
        const QRect whole = m_view->visualRect(index.siblingAtColumn(0))
                                .united(m_view->visualRect(index.siblingAtColumn(BreakerModel::columnCount_ - 1)));
        const int side = theme.px(12);
        paintIcon(
            painter, QPointF(whole.left() + theme.px(16), whole.center().y() - side / 2.0),
            index.data(BreakerModel::OpenRole).toBool() ? Icon::Down : Icon::Right, cell.muted, side);
        paintText(
            painter, whole.adjusted(theme.px(36), 0, 0, -1), index.siblingAtColumn(0).data(Qt::DisplayRole).toString(),
            theme.font(Type::Label), cell.muted);
        return;
    }
    if (!row->isAbnormal()) {
        paintCell(painter, cell, index);
        return;
    }
    QRect area = cell.area;
    switch (index.column()) {
    case BreakerModel::State: paintBreakerState(painter, theme, area, *row, cell.frozen); return;
    case BreakerModel::Failures:
        if (row->isUnknown()) {
            // The hatch of what is not known, its word on a plate.
            const QRect hatched(area.left(), area.center().y() - theme.px(10), theme.px(108), theme.px(20));
            paintHatch(painter, theme, hatched);
            paintBox(painter, hatched, theme->border, QColor(Qt::transparent));
            const QRect plate = hatched.adjusted(theme.px(12), 1, -theme.px(12), -1);
            painter.fillRect(plate, theme->base);
            paintText(painter, plate, text, theme.font(Type::Unknown), theme->text, Qt::AlignCenter);
            return;
        }
        area.setLeft(area.left() + paintPips(painter, theme, area, *row) + theme.px(6));
        paintText(painter, area, text, theme.font(Type::Body), cell.text);
        return;
    case BreakerModel::Cooldown:
        if (row->view == breaker::View::Open) {
            const int needed = QFontMetrics(theme.font(Type::Body)).horizontalAdvance(text + u' ');
            const int room = std::min(theme.px(120), area.width() - needed - theme.px(12));
            if (room < theme.px(24)) {
                paintText(painter, area, text, theme.font(Type::Body), cell.text);
                return;
            }
            const QRect bar(area.left(), area.center().y() - theme.px(4), room, theme.px(8));
            paintBox(painter, bar, theme->text, theme->base);
            painter.fillRect(
                QRectF(bar.left() + 1, bar.top() + 1, (bar.width() - 2) * row->elapsed, bar.height() - 2),
                theme->elapsed);
            area.setLeft(bar.right() + theme.px(12));
        }
        paintText(painter, area, text, theme.font(row->isUnknown() ? Type::Unknown : Type::Body), cell.text);
        return;
    case BreakerModel::Blocked: {
        if (row->isUnknown()) {
            paintText(painter, area, text, theme.font(Type::Body), cell.muted, Qt::AlignRight | Qt::AlignVCenter);
            return;
        }
        const int number = QFontMetrics(theme.font(Type::Body)).horizontalAdvance(u"0000"_s);
        paintSpark(painter, theme, area.adjusted(area.width() - number - theme.px(sparkSpans * 5), 0, 0, 0), *row);
        paintText(painter, area, text, theme.font(Type::Body), cell.text, Qt::AlignRight | Qt::AlignVCenter);
        return;
    }
    default: paintCell(painter, cell, index);
    }
}

} // namespace penelope::ui::breakers
