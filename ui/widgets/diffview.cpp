#include "ui/widgets/diffview.h"

#include "ui/theme/theme.h"
#include "ui/widgets/diffmetrics.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui {

using namespace diff;

DiffView::DiffView(QWidget* parent)
    : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Diff"));
    viewport()->setAutoFillBackground(false);
    viewport()->setAttribute(Qt::WA_OpaquePaintEvent); // else every scroll paints all of it
    verticalScrollBar()->setAccessibleName(tr("Lines of the diff"));
    horizontalScrollBar()->setAccessibleName(tr("Columns of the diff"));
}

void DiffView::setDiff(const QByteArray& diff)
{
    if (diff == m_index.text())
        return;
    m_index = DiffIndex(diff);
    m_syntax.clear();
    m_words.clear();
    m_notes.clear();
    m_search.search(m_index, m_search.text(), 0);
    m_seen.assign(m_index.hunks().size(), false);
    m_currentHunk = 0;
    m_longest = 0;
    for (const auto& line : m_index.lines())
        m_longest = std::max(m_longest, static_cast<int>(line.length));
    layOut();
    verticalScrollBar()->setValue(0);
    horizontalScrollBar()->setValue(0);
    markSeen();
    describe();
    viewport()->update();
    emit currentHunkChanged();
    emit seenChanged();
    emit foundChanged();
}

int DiffView::hunkCount() const
{
    return static_cast<int>(m_index.hunks().size());
}

int DiffView::seenCount() const
{
    return static_cast<int>(std::count(m_seen.begin(), m_seen.end(), true));
}

bool DiffView::isSeen(int hunk) const
{
    return hunk >= 0 && hunk < hunkCount() && m_seen[static_cast<std::size_t>(hunk)];
}

QString DiffView::currentFile() const
{
    if (m_index.files().empty())
        return {};
    if (m_currentHunk >= hunkCount())
        return m_index.files().front();
    return m_index.files()[static_cast<std::size_t>(m_index.hunks()[static_cast<std::size_t>(m_currentHunk)].file)];
}

void DiffView::nextHunk()
{
    moveTo(m_currentHunk + 1);
}

void DiffView::previousHunk()
{
    moveTo(m_currentHunk - 1);
}

void DiffView::setWrap(bool wrap)
{
    if (m_wrap == wrap)
        return;
    m_wrap = wrap;
    layOut();
    markSeen();
    viewport()->update();
}

void DiffView::setSplit(bool split)
{
    if (m_split == split)
        return;
    m_split = split;
    layOut();
    keepHunkInView();
    markSeen();
    viewport()->update();
}

/// Another layout moves every line: the hunk that was read stays where the eyes are.
void DiffView::keepHunkInView()
{
    if (hunkCount() == 0)
        return;
    m_moving = true;
    verticalScrollBar()->setValue(topOf(m_index.hunks()[static_cast<std::size_t>(m_currentHunk)].firstLine));
    m_moving = false;
}

void DiffView::setIgnoreSpaces(bool ignore)
{
    if (m_ignoreSpaces == ignore)
        return;
    m_ignoreSpaces = ignore;
    viewport()->update();
}

/// A hunk that is taller than the view is shown from its head; one further step shows its end before the next one.
void DiffView::moveTo(int hunk)
{
    if (hunkCount() == 0)
        return;
    const auto& shown = m_index.hunks()[static_cast<std::size_t>(m_currentHunk)];
    const int end = bottomOf(shown.lastLine);
    const int bottom = verticalScrollBar()->value() + viewport()->height();
    m_moving = true;
    if (hunk > m_currentHunk && end > bottom && !isSeen(m_currentHunk)) {
        verticalScrollBar()->setValue(verticalScrollBar()->value() + std::min(end - bottom, viewport()->height()));
    } else {
        m_currentHunk = std::clamp(hunk, 0, hunkCount() - 1);
        const auto& next = m_index.hunks()[static_cast<std::size_t>(m_currentHunk)];
        verticalScrollBar()->setValue(topOf(next.firstLine));
    }
    m_moving = false;
    markSeen();
    describe();
    viewport()->update();
    emit currentHunkChanged();
}

int DiffView::rowCount() const
{
    if (m_index.isReadable())
        return static_cast<int>(m_rows.size());
    return static_cast<int>((m_index.text().size() + bytesPerRow - 1) / bytesPerRow);
}

int DiffView::codeWidth() const
{
    const auto theme = Theme::of(this);
    const int all = viewport()->width() - theme.px(rulerPx);
    return m_split ? all / 2 - theme.px(gutterPx + signPx) : all - theme.px(2 * gutterPx + signPx + padPx);
}

int DiffView::columnsOf(int charWidth) const
{
    return std::max(20, codeWidth() / std::max(1, charWidth));
}

int DiffView::rowsOf(const DiffIndex::Line& line) const
{
    if (!m_wrap || line.length == 0)
        return 1;
    const auto theme = Theme::of(this);
    const int charWidth = QFontMetrics(theme.font(Type::MonoBody)).horizontalAdvance(u'0');
    const int columns = columnsOf(charWidth);
    const auto length = static_cast<int>(m_index.shown(line).size());
    return std::max(1, (length + columns - 1) / columns);
}

int DiffView::heightOf(const DiffIndex::Line& line) const
{
    const auto theme = Theme::of(this);
    switch (line.kind) {
    case DiffIndex::Kind::HunkHead: return theme.px(headPx);
    case DiffIndex::Kind::FileHead: {
        // The path is said once; what else git notes of a file (modes, renames) stays visible.
        const auto bytes = m_index.bytes(line);
        if (bytes.startsWith("+++ "))
            return m_index.files().size() > 1 ? theme.px(headPx) : 0;
        if (bytes.startsWith("--- ") || bytes.startsWith("diff --git ") || bytes.startsWith("index ") ||
            bytes.isEmpty())
            return 0;
        return theme.px(linePx);
    }
    case DiffIndex::Kind::Context:
    case DiffIndex::Kind::Added:
    case DiffIndex::Kind::Removed:
    case DiffIndex::Kind::Other: return theme.px(linePx) * rowsOf(line);
    }
    Q_UNREACHABLE();
}

int DiffView::heightOf(const DiffRow& row) const
{
    if (row.note >= 0)
        return heightOfNote(m_notes[static_cast<std::size_t>(row.note)]);
    const auto of = [this](int line) {
        return line < 0 ? 0 : heightOf(m_index.lines()[static_cast<std::size_t>(line)]);
    };
    return std::max(of(row.left), of(row.right));
}

void DiffView::layOut()
{
    m_tops.clear();
    m_rows = withNotes(m_split ? splitRows(m_index) : unifiedRows(m_index));
    m_rowOf.assign(m_index.lines().size(), 0);
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
        if (m_rows[row].note >= 0)
            continue;
        for (const int line : {m_rows[row].left, m_rows[row].right}) {
            if (line >= 0)
                m_rowOf[static_cast<std::size_t>(line)] = static_cast<int>(row);
        }
    }
    const int count = rowCount();
    m_tops.reserve(static_cast<std::size_t>(count) + 1);
    const int bytesHeight = Theme::of(this).px(linePx);
    int y = 0;
    for (int row = 0; row < count; ++row) {
        m_tops.push_back(y);
        y += m_index.isReadable() ? heightOf(m_rows[static_cast<std::size_t>(row)]) : bytesHeight;
    }
    m_tops.push_back(y);
    m_ruler = {};
    placeBars();
}

void DiffView::placeBars()
{
    const auto theme = Theme::of(this);
    const int charWidth = QFontMetrics(theme.font(Type::MonoBody)).horizontalAdvance(u'0');
    const int height = viewport()->height();
    const int end = m_tops.empty() ? 0 : m_tops.back();
    verticalScrollBar()->setRange(0, std::max(0, end - height));
    verticalScrollBar()->setPageStep(std::max(1, height - theme.px(linePx)));
    verticalScrollBar()->setSingleStep(theme.px(linePx));
    const int room = codeWidth();
    const int width = m_wrap ? 0 : m_longest * charWidth;
    horizontalScrollBar()->setRange(0, std::max(0, width - room));
    horizontalScrollBar()->setPageStep(std::max(1, room));
    horizontalScrollBar()->setSingleStep(charWidth * 4);
}

int DiffView::rowAt(int y) const
{
    const auto after = std::upper_bound(m_tops.begin(), m_tops.end(), y);
    return std::max(0, static_cast<int>(std::distance(m_tops.begin(), after)) - 1);
}

void DiffView::markSeen()
{
    if (!isVisible() || m_tops.empty() || viewport()->height() < Theme::of(this).px(linePx))
        return;
    const int top = verticalScrollBar()->value();
    const int bottom = top + viewport()->height();
    bool changed = false;
    const auto& hunks = m_index.hunks();
    const auto first = std::partition_point(
        hunks.begin(), hunks.end(), [this, top](const DiffIndex::Hunk& hunk) { return topOf(hunk.lastLine) < top; });
    for (auto hunk = first; hunk != hunks.end() && bottomOf(hunk->lastLine) <= bottom; ++hunk) {
        const auto at = static_cast<std::size_t>(hunk - hunks.begin());
        if (m_seen[at])
            continue;
        m_seen[at] = true;
        changed = true;
        updateHead(static_cast<int>(at));
    }
    if (changed)
        emit seenChanged();
}

void DiffView::findCurrent()
{
    if (m_moving || hunkCount() == 0)
        return;
    const int y = verticalScrollBar()->value() + viewport()->height() / 3;
    const auto& hunks = m_index.hunks();
    const auto below = std::partition_point(
        hunks.begin(), hunks.end(), [this, y](const DiffIndex::Hunk& hunk) { return topOf(hunk.firstLine) <= y; });
    const int current = std::max(0, static_cast<int>(below - hunks.begin()) - 1);
    if (current == m_currentHunk)
        return;
    updateHead(m_currentHunk);
    m_currentHunk = current;
    updateHead(m_currentHunk);
    describe();
    emit currentHunkChanged();
}

/// Only the heads say which hunk is the current one and which were seen.
void DiffView::updateHead(int hunk)
{
    const int line = m_index.hunks()[static_cast<std::size_t>(hunk)].firstLine;
    const int top = topOf(line) - verticalScrollBar()->value();
    viewport()->update(0, top, viewport()->width() - rulerRect().width(), bottomOf(line) - topOf(line));
}

void DiffView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (m_wrap || !m_notes.empty())
        layOut();
    else
        placeBars();
    markSeen();
}

void DiffView::showEvent(QShowEvent* event)
{
    QAbstractScrollArea::showEvent(event);
    markSeen();
}

void DiffView::changeEvent(QEvent* event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange) {
        layOut();
        viewport()->update();
    }
}

void DiffView::scrollContentsBy(int dx, int dy)
{
    // The ring and the ruler stand still.
    const int ring = hasFocus() ? Theme::of(this).ring() : 0;
    if (dx != 0)
        viewport()->update();
    else
        viewport()->scroll(0, dy, viewport()->rect().adjusted(ring, ring, -std::max(rulerRect().width(), ring), -ring));
    markSeen();
    findCurrent();
}

void DiffView::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Home)
        verticalScrollBar()->setValue(0);
    else if (event->key() == Qt::Key_End)
        verticalScrollBar()->setValue(verticalScrollBar()->maximum());
    else
        QAbstractScrollArea::keyPressEvent(event);
}

void DiffView::mousePressEvent(QMouseEvent* event)
{
    if (!rulerRect().contains(event->pos()) || m_tops.empty()) {
        QAbstractScrollArea::mousePressEvent(event);
        return;
    }
    const double scale = std::min(1.0, double(viewport()->height()) / std::max(1, m_tops.back()));
    const int y = static_cast<int>(event->pos().y() / scale);
    verticalScrollBar()->setValue(y - viewport()->height() / 2);
}

} // namespace penelope::ui
