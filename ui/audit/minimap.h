#pragma once

#include "ui/audit/auditreader.h"

#include <QWidget>

namespace penelope::ui {

/// Events over the whole journal as columns, with marks for breaches and bookmarks, over an axis of
/// UTC dates. A column's height is the root of its count. A click or a drag is a range of
/// time; so are the arrow keys, Shift and Enter.
class MiniMap : public QWidget
{
    Q_OBJECT

public:
    explicit MiniMap(QWidget* parent = nullptr);

    void show(AuditReader::Timeline timeline);
    void showBookmarks(std::vector<Instant> bookmarks);
    /// The range that the query asks for; both absent = all.
    void showRange(std::optional<Instant> from, std::optional<Instant> to);

    /// One column as it is drawn.
    struct Column
    {
        qint64 count = 0;
        qint64 breaches = 0;
        Instant from{};
        Instant to{};
    };
    const std::vector<Column>& columns() const { return m_columns; }
    /// What a column says in words.
    QString sentence(int column) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void rangeChosen(Instant from, Instant to);
    void rangeCleared();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;

private:
    void arrange();
    void describe();
    int columnAt(double x) const;
    int columnOf(Instant moment) const;
    double left(int column) const;
    void choose();
    void moveTo(int column, bool extend);
    void paintAxis(QPainter& painter) const;
    void paintMarks(QPainter& painter) const;

    AuditReader::Timeline m_timeline;
    std::vector<Column> m_columns;
    std::vector<Instant> m_bookmarks;
    std::optional<Instant> m_from;
    std::optional<Instant> m_to;
    int m_cursor = -1;
    int m_anchor = -1;
    bool m_dragging = false;
};

} // namespace penelope::ui
