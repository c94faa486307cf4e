#pragma once

#include <QTableView>

#include <functional>
#include <vector>

namespace penelope::ui {

/// Roles that RowDelegate understands beyond Qt's own. A model answers values; colour and glyph are the delegate's.
enum RowRole {
    SeverityRole = Qt::UserRole + 1,  ///< int(Severity): the cell is a badge with DisplayRole as its word
    BarRole,                          ///< bool on column 0: unacknowledged P0, the 4 px bar at the row's left edge
    TypeRole,                         ///< int(Type) of the cell's text; absent = Body
    MutedRole,                        ///< bool: text in muted
    UnknownRole,                      ///< bool: italic badge with "?" or clock icon
    SecondLineRole,                   ///< QString: muted 12 px line below the text (rows of 52)
    IdRole,                           ///< the row's id, for selection that survives a re-sort
    GroupRole,                        ///< bool: the row is a group head (28 px, panel fill)
    NeverElideRole,                   ///< bool: ids and numbers
    SeverityShapeRole,                ///< int(Severity): a shape before the text instead of a badge
    FirstOwnRole = Qt::UserRole + 100 ///< where a page's own roles begin
};

/// The table of look.md: fixed rows, no grid, whole-row hover and selection, the focus ring over all columns.
/// Row heights come from `setRowHeight`-like calls of the page; sections are fixed.
class TableView : public QTableView
{
    Q_OBJECT

public:
    explicit TableView(QWidget* parent = nullptr);

    /// Height of every row in look.md pixels (scaled by the text size).
    void setRowPx(int height);
    /// Rows of different heights: what a row needs in look.md pixels, asked whenever rows, text size or theme change.
    void setRowHeights(std::function<int(int row)> heightOf);
    /// Asks for the heights again; the page calls it when its rows have changed without a reset of the model.
    void layOutRows();
    int hoveredRow() const { return m_hovered; }
    /// All text muted, badges outlined, rows panel-coloured, while a sheet is open.
    void setFrozen(bool frozen);
    bool isFrozen() const { return m_frozen; }
    static constexpr int leastRest = 80;
    /// Widths of the columns in look.md pixels; the one with width 0 takes what is left.
    void setColumnPx(std::vector<int> widths);
    /// Widths for a viewport that has no room for those and `least` for the rest.
    void setNarrowColumnPx(std::vector<int> widths, int least = leastRest);

signals:
    /// Enter or double click.
    void opened(const QModelIndex& index);

protected:
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void updateRow(int row);
    void updateFocus();
    void setHovered(int row);
    void layOutColumns();

    int m_hovered = -1;
    int m_rowPx = 36;
    std::function<int(int)> m_heightOf;
    bool m_frozen = false;
    std::vector<int> m_columns;
    std::vector<int> m_narrowColumns;
    int m_least = leastRest;
};

} // namespace penelope::ui
