#include "ui/widgets/diffview.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui {

namespace {

constexpr int linePx = 20;
constexpr int headPx = 28;
constexpr int gutterPx = 44;
constexpr int signPx = 24;
constexpr int rulerPx = 12;
constexpr int padPx = 16;
constexpr int bytesPerRow = 16;
/// What a screen reader is given of one hunk at most.
constexpr int describedLines = 200;

} // namespace

/// What every painted line needs, found once for each paint.
struct DiffView::Draw
{
    QPainter& painter;
    Theme theme;
    QFont mono;
    QFont strong;
    int charWidth = 8;
    int codeLeft = 0;
    int columns = 0; ///< characters of one row while wrapping
};

DiffView::DiffView(QWidget* parent)
    : QAbstractScrollArea(parent)
{
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Diff"));
    viewport()->setAutoFillBackground(false);
    verticalScrollBar()->setAccessibleName(tr("Lines of the diff"));
    horizontalScrollBar()->setAccessibleName(tr("Columns of the diff"));
}

void DiffView::setDiff(const QByteArray& diff)
{
    if (diff == m_index.text())
        return;
    m_index = DiffIndex(diff);
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
    const int end = m_tops[static_cast<std::size_t>(shown.lastLine) + 1];
    const int bottom = verticalScrollBar()->value() + viewport()->height();
    m_moving = true;
    if (hunk > m_currentHunk && end > bottom && !isSeen(m_currentHunk)) {
        verticalScrollBar()->setValue(verticalScrollBar()->value() + std::min(end - bottom, viewport()->height()));
    } else {
        m_currentHunk = std::clamp(hunk, 0, hunkCount() - 1);
        const auto& next = m_index.hunks()[static_cast<std::size_t>(m_currentHunk)];
        verticalScrollBar()->setValue(m_tops[static_cast<std::size_t>(next.firstLine)]);
    }
    m_moving = false;
    markSeen();
    describe();
    viewport()->update();
    emit currentHunkChanged();
}

int DiffView::lineCount() const
{
    if (m_index.isReadable())
        return static_cast<int>(m_index.lines().size());
    return static_cast<int>((m_index.text().size() + bytesPerRow - 1) / bytesPerRow);
}

int DiffView::rowsOf(const DiffIndex::Line& line) const
{
    if (!m_wrap || line.length == 0)
        return 1;
    const auto theme = Theme::of(this);
    const int charWidth = QFontMetrics(theme.font(Type::MonoBody)).horizontalAdvance(u'0');
    const int width = viewport()->width() - theme.px(2 * gutterPx + signPx + rulerPx + padPx);
    const int columns = std::max(20, width / std::max(1, charWidth));
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

void DiffView::layOut()
{
    m_tops.clear();
    const int count = lineCount();
    m_tops.reserve(static_cast<std::size_t>(count) + 1);
    const int bytesHeight = Theme::of(this).px(linePx);
    int y = 0;
    for (int line = 0; line < count; ++line) {
        m_tops.push_back(y);
        y += m_index.isReadable() ? heightOf(m_index.lines()[static_cast<std::size_t>(line)]) : bytesHeight;
    }
    m_tops.push_back(y);
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
    const int room = viewport()->width() - theme.px(2 * gutterPx + signPx + rulerPx + padPx);
    const int width = m_wrap ? 0 : m_longest * charWidth;
    horizontalScrollBar()->setRange(0, std::max(0, width - room));
    horizontalScrollBar()->setPageStep(std::max(1, room));
    horizontalScrollBar()->setSingleStep(charWidth * 4);
}

int DiffView::lineAt(int y) const
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
    for (int hunk = 0; hunk < hunkCount(); ++hunk) {
        const auto last = static_cast<std::size_t>(m_index.hunks()[static_cast<std::size_t>(hunk)].lastLine);
        const bool endInView = m_tops[last] >= top && m_tops[last + 1] <= bottom;
        if (endInView && !m_seen[static_cast<std::size_t>(hunk)]) {
            m_seen[static_cast<std::size_t>(hunk)] = true;
            changed = true;
        }
    }
    if (!changed)
        return;
    viewport()->update();
    emit seenChanged();
}

void DiffView::findCurrent()
{
    if (m_moving || hunkCount() == 0)
        return;
    const int y = verticalScrollBar()->value() + viewport()->height() / 3;
    int current = 0;
    for (int hunk = 0; hunk < hunkCount(); ++hunk) {
        if (m_tops[static_cast<std::size_t>(m_index.hunks()[static_cast<std::size_t>(hunk)].firstLine)] <= y)
            current = hunk;
    }
    if (current == m_currentHunk)
        return;
    m_currentHunk = current;
    describe();
    viewport()->update();
    emit currentHunkChanged();
}

/// The current hunk as text: a custom-painted widget says nothing to a screen reader by itself.
void DiffView::describe()
{
    if (!m_index.isReadable()) {
        setAccessibleDescription(m_index.text().isEmpty() ? tr("No diff") : tr("This patch cannot be read as text"));
        return;
    }
    QStringList lines;
    //: %1 and %2 are numbers of hunks, %3 a file
    lines.append(tr("Hunk %1 of %2 in %3").arg(m_currentHunk + 1).arg(hunkCount()).arg(currentFile()));
    const auto& hunk = m_index.hunks()[static_cast<std::size_t>(m_currentHunk)];
    const int last = std::min(hunk.lastLine, hunk.firstLine + describedLines);
    for (int at = hunk.firstLine + 1; at <= last; ++at) {
        const auto& line = m_index.lines()[static_cast<std::size_t>(at)];
        const auto text = m_index.shown(line);
        switch (line.kind) {
        case DiffIndex::Kind::Added: lines.append(tr("added %1: %2").arg(line.newNumber).arg(text)); break;
        case DiffIndex::Kind::Removed: lines.append(tr("removed %1: %2").arg(line.oldNumber).arg(text)); break;
        case DiffIndex::Kind::Context:
        case DiffIndex::Kind::Other:
        case DiffIndex::Kind::FileHead:
        case DiffIndex::Kind::HunkHead: lines.append(text); break;
        }
    }
    setAccessibleDescription(lines.join(u'\n'));
}

QRect DiffView::rulerRect() const
{
    const int width = Theme::of(this).px(rulerPx);
    return {viewport()->width() - width, 0, width, viewport()->height()};
}

void DiffView::paintEvent(QPaintEvent* event)
{
    QPainter painter(viewport());
    const auto theme = Theme::of(this);
    Draw draw{painter, theme, theme.font(Type::MonoBody), theme.font(Type::MonoBody)};
    draw.strong.setWeight(QFont::Bold);
    draw.charWidth = QFontMetrics(draw.mono).horizontalAdvance(u'0');
    draw.codeLeft = theme.px(2 * gutterPx + signPx);
    draw.columns = std::max(
        20, (viewport()->width() - theme.px(2 * gutterPx + signPx + rulerPx + padPx)) / std::max(1, draw.charWidth));
    painter.fillRect(event->rect(), theme->base);
    const int scroll = verticalScrollBar()->value();
    const int width = viewport()->width() - theme.px(rulerPx);
    const int count = lineCount();
    for (int line = lineAt(scroll + event->rect().top()); line < count; ++line) {
        const auto at = static_cast<std::size_t>(line);
        const QRect area(0, m_tops[at] - scroll, width, m_tops[at + 1] - m_tops[at]);
        if (area.top() > event->rect().bottom())
            break;
        if (area.height() == 0)
            continue;
        if (m_index.isReadable())
            paintLine(draw, m_index.lines()[at], area);
        else
            paintBytes(draw, line, area);
    }
    paintRuler(draw);
    if (hasFocus())
        paintRing(painter, theme, viewport()->rect());
}

void DiffView::paintLine(const Draw& draw, const DiffIndex::Line& line, const QRect& area) const
{
    switch (line.kind) {
    case DiffIndex::Kind::HunkHead: paintHunkHead(draw, line, area); return;
    case DiffIndex::Kind::FileHead: paintFileHead(draw, line, area); return;
    case DiffIndex::Kind::Context:
    case DiffIndex::Kind::Added:
    case DiffIndex::Kind::Removed:
    case DiffIndex::Kind::Other: paintCode(draw, line, area); return;
    }
    Q_UNREACHABLE();
}

void DiffView::paintHunkHead(const Draw& draw, const DiffIndex::Line& line, const QRect& area) const
{
    auto& painter = draw.painter;
    const auto& theme = draw.theme;
    painter.fillRect(area, theme->panel);
    ui::paintLine(painter, area, Qt::TopEdge, theme->line);
    ui::paintLine(painter, area, Qt::BottomEdge, theme->line);
    QRect text = area.adjusted(theme.px(padPx), 0, -theme.px(96), 0);
    paintText(painter, text, m_index.shown(line), theme.font(Type::Mono), theme->muted);
    if (isSeen(line.hunk)) {
        const int right = area.right() - theme.px(padPx);
        const QString word = tr("seen");
        const int width = QFontMetrics(theme.font(Type::Small)).horizontalAdvance(word);
        const QRect at(right - width, area.top(), width + 2, area.height());
        paintText(painter, at, word, theme.font(Type::Small), theme->muted);
        paintIcon(
            painter, QPointF(at.left() - theme.px(20), area.center().y() - theme.px(7)), Icon::Check, theme->muted,
            theme.px(16));
    }
    if (line.hunk == m_currentHunk)
        painter.fillRect(QRect(area.left(), area.top(), theme.px(3), area.height()), theme->text);
}

void DiffView::paintFileHead(const Draw& draw, const DiffIndex::Line& line, const QRect& area) const
{
    auto& painter = draw.painter;
    const auto& theme = draw.theme;
    painter.fillRect(area, theme->panel);
    const QRect text = area.adjusted(theme.px(padPx), 0, -theme.px(padPx), 0);
    auto shown = m_index.shown(line);
    const bool isPath = shown.startsWith("+++ "_L1);
    if (isPath) {
        shown.remove(0, 4);
        if (shown.startsWith("b/"_L1))
            shown.remove(0, 2);
        if (shown == "/dev/null"_L1)
            shown = tr("file removed");
    }
    paintText(painter, text, shown, isPath ? draw.strong : theme.font(Type::Mono), isPath ? theme->text : theme->muted);
}

void DiffView::paintCode(const Draw& draw, const DiffIndex::Line& line, const QRect& area) const
{
    auto& painter = draw.painter;
    const auto& theme = draw.theme;
    const bool quiet = m_ignoreSpaces && line.spacesOnly;
    const bool added = line.kind == DiffIndex::Kind::Added && !quiet;
    const bool removed = line.kind == DiffIndex::Kind::Removed && !quiet;
    if (added || removed)
        painter.fillRect(area, added ? theme->add : theme->remove);
    const int gutter = theme.px(gutterPx);
    const QRect first(area.left(), area.top(), area.width(), theme.px(linePx));
    const auto number = [&](int value, int right) {
        if (value > 0)
            paintText(
                painter, QRect(right - gutter, first.top(), gutter - theme.px(4), first.height()),
                QString::number(value), theme.font(Type::Mono), theme->muted, Qt::AlignRight | Qt::AlignVCenter);
    };
    number(line.oldNumber, area.left() + gutter);
    number(line.newNumber, area.left() + 2 * gutter);
    if (added || removed)
        paintText(
            painter, QRect(area.left() + 2 * gutter, first.top(), theme.px(signPx), first.height()),
            added ? u"+"_s : QString(QChar(0x2212)), draw.strong, theme->text, Qt::AlignCenter);
    const QString text = m_index.shown(line);
    const auto color = line.kind == DiffIndex::Kind::Other ? theme->muted : theme->text;
    painter.save();
    painter.setClipRect(QRect(draw.codeLeft, area.top(), area.width() - draw.codeLeft, area.height()));
    painter.setFont(draw.mono);
    painter.setPen(color);
    const QFontMetrics metrics(draw.mono);
    const int base = (theme.px(linePx) + metrics.ascent() - metrics.descent()) / 2;
    const int rows = m_wrap ? std::max(1, area.height() / theme.px(linePx)) : 1;
    for (int row = 0; row < rows; ++row) {
        const auto part = m_wrap ? text.mid(row * draw.columns, draw.columns) : text;
        painter.drawText(
            QPointF(draw.codeLeft - horizontalScrollBar()->value(), area.top() + row * theme.px(linePx) + base), part);
    }
    painter.restore();
}

void DiffView::paintBytes(const Draw& draw, int row, const QRect& area) const
{
    const auto bytes = m_index.text().mid(row * bytesPerRow, bytesPerRow);
    QString printable;
    for (const char byte : bytes)
        printable.append(byte >= 0x20 && byte < 0x7F ? QChar(QLatin1Char(byte)) : QChar(u'·'));
    const auto offset = QString::number(row * bytesPerRow, 16).rightJustified(8, u'0');
    const auto hex = QString::fromLatin1(bytes.toHex(' ')).leftJustified(bytesPerRow * 3, u' ');
    const QRect text = area.adjusted(draw.theme.px(padPx), 0, 0, 0);
    paintText(
        draw.painter, text, offset + u"  "_s + hex + u"  "_s + printable, draw.theme.font(Type::Mono),
        draw.theme->text);
}

void DiffView::paintRuler(const Draw& draw) const
{
    auto& painter = draw.painter;
    const auto& theme = draw.theme;
    const QRect ruler = rulerRect();
    painter.fillRect(ruler, theme->panel);
    ui::paintLine(painter, ruler, Qt::LeftEdge, theme->line);
    const int end = m_tops.empty() ? 0 : m_tops.back();
    if (end == 0 || !m_index.isReadable())
        return;
    const double scale = std::min(1.0, double(ruler.height()) / end);
    const auto& lines = m_index.lines();
    std::size_t at = 0;
    while (at < lines.size()) {
        const auto kind = lines[at].kind;
        const auto from = at;
        while (at < lines.size() && lines[at].kind == kind)
            ++at;
        if (kind != DiffIndex::Kind::Added && kind != DiffIndex::Kind::Removed)
            continue;
        const int top = static_cast<int>(m_tops[from] * scale);
        const int height = std::max(4, static_cast<int>((m_tops[at] - m_tops[from]) * scale));
        paintBox(
            painter, QRectF(ruler.left() + 2, top, ruler.width() - 3, height), theme->border,
            kind == DiffIndex::Kind::Added ? theme->add : theme->remove);
    }
}

void DiffView::resizeEvent(QResizeEvent* event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (m_wrap)
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
    const int ring = hasFocus() ? Theme::of(this).ring() : 0;
    if (dx != 0 || ring > 0) {
        viewport()->update();
    } else {
        viewport()->scroll(0, dy, viewport()->rect().adjusted(0, 0, -rulerRect().width(), 0));
        viewport()->update(rulerRect());
    }
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
