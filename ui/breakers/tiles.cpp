#include "ui/breakers/tiles.h"

#include "ui/breakers/breakermodel.h"
#include "ui/text/format.h"
#include "ui/widgets/badge.h"

#include <QKeyEvent>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::breakers {

namespace {

constexpr int tileWidthPx = 160;
constexpr int tileHeightPx = 72;
constexpr int tileGapPx = 8;
constexpr int halfGapPx = tileGapPx / 2;

/// The third line: the one number that matters in this state.
QString tileLine(const BreakerRow& row, Instant now)
{
    if (row.isUnknown())
        return failuresText(row, now);
    switch (row.view) {
    case breaker::View::Open:
        //: %1 is a time left such as 41:10
        return TilesView::tr("%1 left").arg(format::countdown(row.left.value_or(Milliseconds{0})));
    case breaker::View::HalfOpen:
        return row.probe.isEmpty() ? TilesView::tr("no probe yet")
                                   : TilesView::tr("probe %1").arg(format::shortId(row.probe));
    case breaker::View::OpenReady: return TilesView::tr("next attempt probes");
    case breaker::View::Closed:
        return row.failures > 0 ? TilesView::tr("failures %1").arg(failuresText(row, now)) : QString{};
    case breaker::View::NeverUsed: return {};
    }
    Q_UNREACHABLE();
}

} // namespace

void TileModel::setRows(std::vector<BreakerRow> rows, Instant now)
{
    const bool same =
        std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(), [](const auto& left, const auto& right) {
            return left.service == right.service;
        });
    m_now = now;
    if (same) {
        m_rows = std::move(rows);
        if (!m_rows.empty())
            emit dataChanged(index(0), index(rowCount() - 1));
        return;
    }
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

const BreakerRow* TileModel::rowAt(int row) const
{
    return row >= 0 && row < rowCount() ? &m_rows[static_cast<std::size_t>(row)] : nullptr;
}

int TileModel::rowOf(const ServiceName& service) const
{
    const auto found =
        std::find_if(m_rows.begin(), m_rows.end(), [&](const auto& row) { return row.service == service; });
    return found == m_rows.end() ? -1 : static_cast<int>(std::distance(m_rows.begin(), found));
}

int TileModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant TileModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto& row = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return row.service.value();
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole: return spoken(row, m_now);
    default: return {};
    }
}

TilesView::TilesView(QWidget* parent)
    : QListView(parent)
    , m_model(new TileModel(this))
{
    const auto theme = Theme::of(this);
    setModel(m_model);
    setItemDelegate(new TileDelegate(this));
    setViewMode(QListView::IconMode);
    setMovement(QListView::Static);
    setResizeMode(QListView::Adjust);
    setUniformItemSizes(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setMouseTracking(true);
    setViewportMargins(theme.px(16 - halfGapPx), theme.px(4), theme.px(8), theme.px(4));
    setAccessibleName(tr("Circuit breakers as tiles"));
    connect(this, &QListView::doubleClicked, this, &TilesView::opened);
}

void TilesView::select(const ServiceName& service)
{
    const int row = m_model->rowOf(service);
    if (row >= 0 && currentIndex().row() != row)
        setCurrentIndex(m_model->index(row));
}

void TilesView::setFrozen(bool frozen)
{
    m_frozen = frozen;
    viewport()->update();
}

void TilesView::keyPressEvent(QKeyEvent* event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && event->modifiers() == Qt::NoModifier) {
        emit opened();
        return;
    }
    // A letter is a key of the page, not the beginning of a search in the tiles.
    if (!event->text().isEmpty() && event->text().front().isPrint()) {
        event->ignore();
        return;
    }
    QListView::keyPressEvent(event);
}

void TilesView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QListView::currentChanged(current, previous);
    if (const auto* row = m_model->rowAt(current.row()))
        emit chosen(row->service);
}

TileDelegate::TileDelegate(TilesView* view)
    : QStyledItemDelegate(view)
    , m_view(view)
{}

QSize TileDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const
{
    const auto theme = Theme::of(m_view);
    return {theme.px(tileWidthPx + tileGapPx), theme.px(tileHeightPx + tileGapPx)};
}

void TileDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto* row = m_view->tiles().rowAt(index.row());
    if (!row)
        return;
    const auto theme = Theme::of(m_view);
    const bool selected = option.state & QStyle::State_Selected;
    const bool hovered = option.state & QStyle::State_MouseOver;
    const int half = theme.px(halfGapPx);
    const QRect tile = option.rect.adjusted(half, half, -half, -half);
    QColor fill = m_view->isFrozen() ? theme->panel : theme->base;
    if (hovered && theme->hover.alpha() > 0)
        fill = theme->hover;
    if (selected)
        fill = theme->sel;
    paintBox(*painter, tile, theme->border, fill);
    const auto muted = selected ? theme->mutedOnSel : theme->muted;
    const auto text = m_view->isFrozen() ? muted : selected ? theme->onSel : theme->text;
    const QRect inside = tile.adjusted(theme.px(8), theme.px(4), -theme.px(8), -theme.px(4));
    const int line = inside.height() / 3;
    const QRect name(inside.left(), inside.top(), inside.width(), line);
    paintText(*painter, name, row->service.value(), theme.font(Type::Strong), text);
    const QRect state = name.translated(0, line);
    if (row->isAbnormal())
        paintBreakerState(*painter, theme, state, *row, m_view->isFrozen());
    else
        paintText(*painter, state, stateWord(*row), theme.font(Type::Body), muted);
    paintText(
        *painter, state.translated(0, line), tileLine(*row, m_view->tiles().now()),
        theme.font(row->isUnknown() ? Type::Unknown : Type::Small), muted);
    if (m_view->hasFocus() && m_view->currentIndex() == index)
        paintRing(*painter, theme, tile);
}

} // namespace penelope::ui::breakers
