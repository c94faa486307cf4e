#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/diffdraw.h"
#include "ui/widgets/diffmetrics.h"

#include <QFontMetrics>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <tuple>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui {

using namespace diff;

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
    draw.advance = QFontMetricsF(draw.mono).horizontalAdvance(u'0');
    draw.columns = columnsOf(draw.charWidth);
    painter.fillRect(event->rect(), theme->base);
    const int scroll = verticalScrollBar()->value();
    const int width = viewport()->width() - theme.px(rulerPx);
    const int count = rowCount();
    for (int row = rowAt(scroll + event->rect().top()); row < count; ++row) {
        const auto at = static_cast<std::size_t>(row);
        const QRect area(0, m_tops[at] - scroll, width, m_tops[at + 1] - m_tops[at]);
        if (area.top() > event->rect().bottom())
            break;
        // Between a head that changed and the lines that came into view nothing is to be painted.
        if (area.height() == 0 || !event->region().intersects(area))
            continue;
        if (m_index.isReadable())
            paintRow(draw, m_rows[at], area);
        else
            paintBytes(draw, row, area);
    }
    if (event->rect().intersects(rulerRect()))
        paintRuler(draw);
    if (hasFocus())
        paintRing(painter, theme, viewport()->rect());
}

void DiffView::paintRow(const Draw& draw, const DiffRow& row, const QRect& area)
{
    if (row.note >= 0) {
        paintNote(draw, m_notes[static_cast<std::size_t>(row.note)], area);
        return;
    }
    const auto kind = m_index.lines()[static_cast<std::size_t>(std::max(row.left, row.right))].kind;
    const bool head = kind == DiffIndex::Kind::HunkHead || kind == DiffIndex::Kind::FileHead;
    if (!m_split || head) {
        paintLine(draw, row.left, area);
        return;
    }
    const int half = area.width() / 2;
    const QRect left(area.left(), area.top(), half, area.height());
    const QRect right(area.left() + half, area.top(), area.width() - half, area.height());
    for (const auto& [line, side, numbers] :
         {std::tuple{row.left, left, Numbers::Old}, {row.right, right, Numbers::New}}) {
        if (line >= 0)
            paintCode(draw, line, side, numbers);
        else
            draw.painter.fillRect(side, draw.theme->panel);
    }
    ui::paintLine(draw.painter, right, Qt::LeftEdge, draw.theme->line);
}

void DiffView::paintLine(const Draw& draw, int at, const QRect& area)
{
    const auto& line = m_index.lines()[static_cast<std::size_t>(at)];
    switch (line.kind) {
    case DiffIndex::Kind::HunkHead: paintHunkHead(draw, line, area); return;
    case DiffIndex::Kind::FileHead: paintFileHead(draw, line, area); return;
    case DiffIndex::Kind::Context:
    case DiffIndex::Kind::Added:
    case DiffIndex::Kind::Removed:
    case DiffIndex::Kind::Other: paintCode(draw, at, area, Numbers::Both); return;
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

void DiffView::paintCode(const Draw& draw, int at, const QRect& area, Numbers numbers)
{
    auto& painter = draw.painter;
    const auto& theme = draw.theme;
    const auto& line = m_index.lines()[static_cast<std::size_t>(at)];
    const bool quiet = m_ignoreSpaces && line.spacesOnly;
    const bool added = line.kind == DiffIndex::Kind::Added && !quiet;
    const bool removed = line.kind == DiffIndex::Kind::Removed && !quiet;
    if (added || removed)
        painter.fillRect(area, added ? theme->add : theme->remove);
    const int gutter = theme.px(gutterPx);
    const QRect first(area.left(), area.top(), area.width(), theme.px(linePx));
    int left = area.left();
    const auto number = [&](int value) {
        if (value > 0)
            paintText(
                painter, QRect(left, first.top(), gutter - theme.px(4), first.height()), QString::number(value),
                theme.font(Type::Mono), theme->muted, Qt::AlignRight | Qt::AlignVCenter);
        left += gutter;
    };
    if (numbers != Numbers::New)
        number(line.oldNumber);
    if (numbers != Numbers::Old)
        number(line.newNumber);
    if (added || removed)
        paintText(
            painter, QRect(left, first.top(), theme.px(signPx), first.height()),
            added ? u"+"_s : QString(QChar(0x2212)), draw.strong, theme->text, Qt::AlignCenter);
    left += theme.px(signPx);
    const QString text = m_index.shown(line);
    painter.save();
    painter.setClipRect(QRect(left, area.top(), area.right() - left + 1, area.height()));
    const QFontMetrics metrics(draw.mono);
    const int base = (theme.px(linePx) + metrics.ascent() - metrics.descent()) / 2;
    const int rows = m_wrap ? std::max(1, area.height() / theme.px(linePx)) : 1;
    for (int row = 0; row < rows; ++row) {
        const int from = m_wrap ? row * draw.columns : 0;
        const int count = m_wrap ? draw.columns : static_cast<int>(text.size());
        const QPointF corner(left - horizontalScrollBar()->value(), area.top() + row * theme.px(linePx));
        const QPointF baseline = corner + QPointF(0, base);
        paintMarks(draw, text, at, corner, from, count);
        paintWords(draw, text, at, baseline, from, count);
    }
    painter.restore();
}

/// Keywords in bold and comments muted: rank without a hue, which is kept for the abnormal. On the darker ground of a
/// changed word muted text would be too faint. Every letter of the mono
/// font is as wide as any other; a line that leaves it for other scripts is drawn in one piece.
void DiffView::paintWords(const Draw& draw, const QString& text, int line, QPointF at, int from, int count)
{
    auto& painter = draw.painter;
    const auto& theme = draw.theme;
    const bool plain = m_index.lines()[static_cast<std::size_t>(line)].kind == DiffIndex::Kind::Other;
    const auto part = text.mid(from, count);
    const auto stretch = [&](int begin, int end, const QFont& font, const QColor& color) {
        if (begin >= end)
            return;
        painter.setFont(font);
        painter.setPen(color);
        painter.drawText(at + QPointF(begin * draw.advance, 0), part.mid(begin, end - begin));
    };
    const bool even = isEven(part);
    const bool marked = !changedWords(line).empty();
    const auto size = static_cast<int>(part.size());
    if (plain || !even) {
        stretch(0, size, draw.mono, plain ? theme->muted : theme->text);
        return;
    }
    int done = 0;
    for (const auto& token : m_syntax.tokens(line)) {
        const bool keyword = token.kind == source::TokenKind::Keyword;
        if (!keyword && token.kind != source::TokenKind::Comment)
            continue;
        const int begin = std::clamp(static_cast<int>(token.at) - from, 0, size);
        const int end = std::clamp(static_cast<int>(token.at + token.length) - from, 0, size);
        stretch(done, begin, draw.mono, theme->text);
        stretch(begin, end, keyword ? draw.strong : draw.mono, keyword || marked ? theme->text : theme->muted);
        done = std::max(done, end);
    }
    stretch(done, size, draw.mono, theme->text);
}

void DiffView::paintBytes(const Draw& draw, int row, const QRect& area) const
{
    const auto first = qsizetype{row} * bytesPerRow;
    const auto bytes = m_index.text().mid(first, bytesPerRow);
    QString printable;
    for (const char byte : bytes)
        printable.append(byte >= 0x20 && byte < 0x7F ? QChar(QLatin1Char(byte)) : QChar(u'·'));
    const auto offset = QString::number(first, 16).rightJustified(8, u'0');
    const auto hex = QString::fromLatin1(bytes.toHex(' ')).leftJustified(qsizetype{bytesPerRow} * 3, u' ');
    const QRect text = area.adjusted(draw.theme.px(padPx), 0, 0, 0);
    paintText(
        draw.painter, text, offset + u"  "_s + hex + u"  "_s + printable, draw.theme.font(Type::Mono),
        draw.theme->text);
}

void DiffView::paintRuler(const Draw& draw)
{
    const QRect place = rulerRect();
    const auto ratio = devicePixelRatioF();
    if (m_ruler.deviceIndependentSize() != QSizeF(place.size()) || m_ruler.devicePixelRatio() != ratio) {
        m_ruler = QPixmap(place.size() * ratio);
        m_ruler.setDevicePixelRatio(ratio);
        QPainter painter(&m_ruler);
        drawRuler(painter, draw.theme, place.size());
    }
    draw.painter.drawPixmap(place.topLeft(), m_ruler);
}

void DiffView::drawRuler(QPainter& painter, const Theme& theme, const QSize& size) const
{
    const QRect ruler({0, 0}, size);
    painter.fillRect(ruler, theme->panel);
    ui::paintLine(painter, ruler, Qt::LeftEdge, theme->line);
    const int end = m_tops.empty() ? 0 : m_tops.back();
    if (end == 0 || !m_index.isReadable())
        return;
    const double scale = std::min(1.0, double(size.height()) / end);
    const auto& lines = m_index.lines();
    std::size_t at = 0;
    while (at < lines.size()) {
        const auto kind = lines[at].kind;
        const auto from = at;
        while (at < lines.size() && lines[at].kind == kind)
            ++at;
        if (kind != DiffIndex::Kind::Added && kind != DiffIndex::Kind::Removed)
            continue;
        const int begin = topOf(static_cast<int>(from));
        const int top = static_cast<int>(begin * scale);
        const int height = std::max(4, static_cast<int>((bottomOf(static_cast<int>(at) - 1) - begin) * scale));
        paintBox(
            painter, QRectF(1, top, size.width() - 2, height), theme->border,
            kind == DiffIndex::Kind::Added ? theme->add : theme->remove);
    }
}

} // namespace penelope::ui
