#pragma once

#include "ui/widgets/diffindex.h"

#include <QAbstractScrollArea>

#include <vector>

namespace penelope::ui {

/// A unified diff to be read by somebody who decides (look.md "Diff"). Only lines in view are laid out. A hunk counts
/// as seen when its last line has been in view. GUI thread.
class DiffView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit DiffView(QWidget* parent = nullptr);

    /// The same bytes again change nothing; other bytes start anew with nothing seen.
    void setDiff(const QByteArray& diff);
    const DiffIndex& index() const { return m_index; }

    int hunkCount() const;
    int seenCount() const;
    bool isSeen(int hunk) const;
    int currentHunk() const { return m_currentHunk; }
    QString currentFile() const;
    bool wraps() const { return m_wrap; }
    bool ignoresSpaces() const { return m_ignoreSpaces; }

public slots:
    void nextHunk();
    void previousHunk();
    void setWrap(bool wrap);
    /// Lines that differ in blanks only are drawn as context.
    void setIgnoreSpaces(bool ignore);

signals:
    void seenChanged();
    void currentHunkChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Draw;

    void layOut();
    void placeBars();
    int heightOf(const DiffIndex::Line& line) const;
    int rowsOf(const DiffIndex::Line& line) const;
    int lineAt(int y) const;
    int lineCount() const;
    QRect rulerRect() const;
    void moveTo(int hunk);
    void markSeen();
    void findCurrent();
    void describe();
    void paintLine(const Draw& draw, const DiffIndex::Line& line, const QRect& area) const;
    void paintHunkHead(const Draw& draw, const DiffIndex::Line& line, const QRect& area) const;
    void paintFileHead(const Draw& draw, const DiffIndex::Line& line, const QRect& area) const;
    void paintCode(const Draw& draw, const DiffIndex::Line& line, const QRect& area) const;
    void paintBytes(const Draw& draw, int row, const QRect& area) const;
    void paintRuler(const Draw& draw) const;

    DiffIndex m_index;
    std::vector<int> m_tops; ///< y of each line, and the end
    std::vector<bool> m_seen;
    int m_longest = 0; ///< bytes of the longest line
    int m_currentHunk = 0;
    bool m_moving = false; ///< a jump set the current hunk: scrolling does not
    bool m_wrap = false;
    bool m_ignoreSpaces = false;
};

} // namespace penelope::ui
