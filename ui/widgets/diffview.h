#pragma once

#include "ui/widgets/diffnote.h"
#include "ui/widgets/diffrows.h"
#include "ui/widgets/diffsearch.h"
#include "ui/widgets/diffsyntax.h"
#include "ui/widgets/wordmarks.h"

#include <QAbstractScrollArea>
#include <QPixmap>

#include <map>
#include <vector>

namespace penelope::ui {

class Theme;

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
    /// Boxes below their lines, one for each note; of the diff that is shown.
    void setNotes(std::vector<DiffNote> notes);
    const std::vector<DiffNote>& notes() const { return m_notes; }

    int hunkCount() const;
    int seenCount() const;
    bool isSeen(int hunk) const;
    int currentHunk() const { return m_currentHunk; }
    QString currentFile() const;
    bool wraps() const { return m_wrap; }
    bool isSplit() const { return m_split; }
    bool ignoresSpaces() const { return m_ignoreSpaces; }
    const DiffSearch& found() const { return m_search; }

public slots:
    void nextHunk();
    void previousHunk();
    void setWrap(bool wrap);
    /// The old text at the left of the new one.
    void setSplit(bool split);
    /// Lines that differ in blanks only are drawn as context.
    void setIgnoreSpaces(bool ignore);
    /// Marks every place of the text and goes to the first one from the top of the view on; empty takes the marks away.
    void find(const QString& text);
    void findNext();
    void findPrevious();

signals:
    void seenChanged();
    void currentHunkChanged();
    void foundChanged();

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
    /// Which line numbers stand before the code: of both files, or of one half.
    enum class Numbers { Both, Old, New };

    void layOut();
    void placeBars();
    void keepHunkInView();
    int heightOf(const DiffRow& row) const;
    int heightOf(const DiffIndex::Line& line) const;
    int rowsOf(const DiffIndex::Line& line) const;
    int heightOfNote(const DiffNote& note) const;
    int noteTitleWidth() const;
    /// Where the code begins, and notes with it.
    int codeLeft() const;
    std::vector<DiffRow> withNotes(std::vector<DiffRow> rows) const;
    int rowAt(int y) const;
    int rowCount() const;
    int topOf(int line) const { return m_tops[static_cast<std::size_t>(m_rowOf[static_cast<std::size_t>(line)])]; }
    int bottomOf(int line) const
    {
        return m_tops[static_cast<std::size_t>(m_rowOf[static_cast<std::size_t>(line)]) + 1];
    }
    /// Room for code in one line, in pixels.
    int codeWidth() const;
    int columnsOf(int charWidth) const;
    QRect rulerRect() const;
    void moveTo(int hunk);
    void showMatch();
    const std::vector<Span>& changedWords(int line);
    void markSeen();
    void findCurrent();
    void updateHead(int hunk);
    void describe();
    void paintRow(const Draw& draw, const DiffRow& row, const QRect& area);
    void paintLine(const Draw& draw, int line, const QRect& area);
    void paintHunkHead(const Draw& draw, const DiffIndex::Line& line, const QRect& area) const;
    void paintFileHead(const Draw& draw, const DiffIndex::Line& line, const QRect& area) const;
    void paintCode(const Draw& draw, int line, const QRect& area, Numbers numbers);
    void paintMarks(const Draw& draw, const QString& text, int line, QPointF topLeft, int from, int count);
    void paintNote(const Draw& draw, const DiffNote& note, const QRect& area) const;
    void paintWords(const Draw& draw, const QString& text, int line, QPointF at, int from, int count);
    void paintBytes(const Draw& draw, int row, const QRect& area) const;
    void paintRuler(const Draw& draw);
    void drawRuler(QPainter& painter, const Theme& theme, const QSize& size) const;

    DiffIndex m_index;
    DiffSyntax m_syntax{m_index};
    std::map<int, std::vector<Span>> m_words; ///< that changed, of lines that were in view
    DiffSearch m_search;
    std::vector<DiffNote> m_notes; ///< by line
    std::vector<DiffRow> m_rows;   ///< empty while bytes are shown
    std::vector<int> m_rowOf;      ///< the row of each line
    std::vector<int> m_tops;       ///< y of each row, and the end
    std::vector<bool> m_seen;
    QPixmap m_ruler;   ///< of a long diff it has thousands of marks; null = to be drawn
    int m_longest = 0; ///< bytes of the longest line
    int m_currentHunk = 0;
    bool m_moving = false; ///< a jump set the current hunk: scrolling does not
    bool m_wrap = false;
    bool m_split = false;
    bool m_ignoreSpaces = false;
};

} // namespace penelope::ui
