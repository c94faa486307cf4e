#include "ui/widgets/tableview.h"

#include "ui/theme/paint.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

namespace penelope::ui {

TableView::TableView(QWidget* parent)
    : QTableView(parent)
{
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setCornerButtonEnabled(false);
    // Hidden but fixed: with another mode the header would ask every row for its height.
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(1);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setMinimumSectionSize(1);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setSectionsClickable(false);
    // Below the last row the pane shows, not an empty field.
    viewport()->setBackgroundRole(QPalette::Window);
    setRowPx(m_rowPx);
}

void TableView::setRowPx(int height)
{
    m_rowPx = height;
    const Theme theme = Theme::of(this);
    verticalHeader()->setDefaultSectionSize(theme.px(height));
    verticalScrollBar()->setSingleStep(theme.px(height));
}

void TableView::setRowHeights(std::function<int(int row)> heightOf)
{
    m_heightOf = std::move(heightOf);
    layOutRows();
}

void TableView::layOutRows()
{
    if (!m_heightOf || !model())
        return;
    const Theme theme = Theme::of(this);
    const auto& header = *verticalHeader();
    const int count = model()->rowCount();
    int asked = -1;
    int height = 0;
    for (int row = 0; row < count; ++row) {
        if (const int wanted = m_heightOf(row); wanted != asked) {
            asked = wanted;
            height = theme.px(wanted);
        }
        if (header.sectionSize(row) != height)
            setRowHeight(row, height);
    }
}

void TableView::setFrozen(bool frozen)
{
    if (m_frozen == frozen)
        return;
    m_frozen = frozen;
    viewport()->update();
}

void TableView::setColumnPx(std::vector<int> widths)
{
    m_columns = std::move(widths);
    layOutColumns();
}

void TableView::setNarrowColumnPx(std::vector<int> widths, int least)
{
    m_narrowColumns = std::move(widths);
    m_least = least;
    layOutColumns();
}

void TableView::layOutColumns()
{
    if (m_columns.empty() || !model())
        return;
    const Theme theme = Theme::of(this);
    const int least = theme.px(leastRest);
    const auto restOf = [&](const std::vector<int>& widths) {
        int rest = viewport()->width();
        for (const int width : widths)
            rest -= theme.px(width);
        return rest;
    };
    const bool narrow = !m_narrowColumns.empty() && restOf(m_columns) < theme.px(m_least);
    const auto& widths = narrow ? m_narrowColumns : m_columns;
    const int count = std::min(model()->columnCount(), static_cast<int>(widths.size()));
    for (int column = 0; column < count; ++column) {
        const int width = widths[static_cast<std::size_t>(column)];
        setColumnWidth(column, width > 0 ? theme.px(width) : std::max(restOf(widths), least));
    }
}

void TableView::updateRow(int row)
{
    if (row < 0 || !model())
        return;
    const int top = rowViewportPosition(row);
    viewport()->update(0, top, viewport()->width(), rowHeight(row));
}

void TableView::setHovered(int row)
{
    if (m_hovered == row)
        return;
    updateRow(std::exchange(m_hovered, row));
    updateRow(m_hovered);
}

void TableView::mouseMoveEvent(QMouseEvent* event)
{
    setHovered(rowAt(event->position().toPoint().y()));
    QTableView::mouseMoveEvent(event);
}

void TableView::leaveEvent(QEvent* event)
{
    setHovered(-1);
    QTableView::leaveEvent(event);
}

void TableView::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && currentIndex().isValid() && event->modifiers() == Qt::NoModifier) {
        emit opened(currentIndex());
        return;
    }
    // A letter is a key of the page, not the beginning of a search in the rows.
    if (!event->text().isEmpty() && event->text().front().isPrint() && event->key() != Qt::Key_Space) {
        event->ignore();
        return;
    }
    QTableView::keyPressEvent(event);
}

/// Rows are chosen, not cells: Home and End go to the first and the last of them.
QModelIndex TableView::moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers)
{
    if (action == MoveHome || action == MoveEnd)
        modifiers |= Qt::ControlModifier;
    return QTableView::moveCursor(action, modifiers);
}

void TableView::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    layOutColumns();
}

void TableView::changeEvent(QEvent* event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        setRowPx(m_rowPx);
        layOutRows();
        layOutColumns();
    }
}

void TableView::focusInEvent(QFocusEvent* event)
{
    QTableView::focusInEvent(event);
    updateFocus();
}

void TableView::focusOutEvent(QFocusEvent* event)
{
    QTableView::focusOutEvent(event);
    updateFocus();
}

void TableView::updateFocus()
{
    if (currentIndex().isValid())
        updateRow(currentIndex().row());
    else
        viewport()->update();
}

/// Without a row that could have it the ring is around the table.
void TableView::paintEvent(QPaintEvent* event)
{
    QTableView::paintEvent(event);
    if (!hasFocus() || currentIndex().isValid())
        return;
    QPainter painter(viewport());
    paintRing(painter, Theme::of(this), viewport()->rect());
}

void TableView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTableView::currentChanged(current, previous);
    updateRow(previous.row());
    updateRow(current.row());
    if (hasFocus() && previous.isValid() != current.isValid())
        viewport()->update();
}

} // namespace penelope::ui
