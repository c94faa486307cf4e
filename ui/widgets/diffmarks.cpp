#include "ui/theme/paint.h"
#include "ui/widgets/diffdraw.h"
#include "ui/widgets/diffmetrics.h"

#include <QScrollBar>

#include <algorithm>

namespace penelope::ui {

using namespace diff;

namespace {

/// How much of the text's colour is in the ground of a changed word: seen at a glance, and text on it stays above 4.5:1
/// (7:1 in high contrast).
constexpr double markShare = 0.14;

QColor mixed(const QColor& ground, const QColor& text)
{
    const auto part = [](int from, int to) { return qRound(from + (to - from) * markShare); };
    return {part(ground.red(), text.red()), part(ground.green(), text.green()), part(ground.blue(), text.blue())};
}

} // namespace

const std::vector<Span>& DiffView::changedWords(int at)
{
    static const std::vector<Span> none;
    const auto& line = m_index.lines()[static_cast<std::size_t>(at)];
    if (line.pair < 0 || (m_ignoreSpaces && line.spacesOnly))
        return none;
    if (const auto known = m_words.find(at); known != m_words.end())
        return known->second;
    const int old = line.kind == DiffIndex::Kind::Removed ? at : line.pair;
    const int fresh = line.kind == DiffIndex::Kind::Removed ? line.pair : at;
    const auto text = [this](int each) { return m_index.shown(m_index.lines()[static_cast<std::size_t>(each)]); };
    const auto marks = wordMarks(text(old), text(fresh));
    m_words[old] = marks.before;
    m_words[fresh] = marks.after;
    return m_words[at];
}

/// Below the letters: the ground of changed words, and a box around each place that was searched for.
void DiffView::paintMarks(const Draw& draw, const QString& text, int line, QPointF topLeft, int from, int count)
{
    const auto& theme = draw.theme;
    const auto row = QStringView(text).mid(from, count);
    const auto areaOf = [&](const Span& span) {
        const int begin = std::clamp(span.at - from, 0, static_cast<int>(row.size()));
        const int end = std::clamp(span.at + span.length - from, 0, static_cast<int>(row.size()));
        const double left = topLeft.x() + draw.xOf(row, begin);
        return QRectF(left, topLeft.y() + 1, topLeft.x() + draw.xOf(row, end) - left, theme.px(linePx) - 2);
    };
    const bool added = m_index.lines()[static_cast<std::size_t>(line)].kind == DiffIndex::Kind::Added;
    for (const auto& span : changedWords(line)) {
        if (const auto area = areaOf(span); area.width() > 0)
            draw.painter.fillRect(area, mixed(added ? theme->add : theme->remove, theme->text));
    }
    const auto* current = m_search.currentMatch();
    for (const auto& match : m_search.in(line)) {
        const auto area = areaOf(match.span);
        if (area.width() > 0)
            paintBox(draw.painter, area, theme->text, Qt::transparent, 0, current && *current == match ? 2 : 1);
    }
}

int DiffView::codeLeft() const
{
    return Theme::of(this).px(m_split ? gutterPx + signPx : 2 * gutterPx + signPx);
}

void DiffView::setNotes(std::vector<DiffNote> notes)
{
    const auto count = static_cast<int>(m_index.lines().size());
    std::erase_if(notes, [count](const DiffNote& note) { return note.line < 0 || note.line >= count; });
    std::stable_sort(
        notes.begin(), notes.end(), [](const DiffNote& left, const DiffNote& right) { return left.line < right.line; });
    if (notes == m_notes)
        return;
    m_notes = std::move(notes);
    layOut();
    keepHunkInView();
    markSeen();
    describe();
    viewport()->update();
}

std::vector<DiffRow> DiffView::withNotes(std::vector<DiffRow> rows) const
{
    if (m_notes.empty())
        return rows;
    std::vector<DiffRow> all;
    all.reserve(rows.size() + m_notes.size());
    for (const auto& row : rows) {
        all.push_back(row);
        for (std::size_t at = 0; at < m_notes.size(); ++at) {
            if (m_notes[at].line == row.left || m_notes[at].line == row.right)
                all.push_back({m_notes[at].line, m_notes[at].line, static_cast<int>(at)});
        }
    }
    return all;
}

/// A sentence that warns is never elided: it takes a second line.
int DiffView::heightOfNote(const DiffNote& note) const
{
    const auto theme = Theme::of(this);
    const int room =
        viewport()->width() - theme.px(rulerPx) - codeLeft() - noteTitleWidth() - theme.px(notePadPx + padPx);
    const auto lines = QFontMetrics(theme.font(Type::Small))
                           .boundingRect(0, 0, std::max(room, theme.px(80)), 0, Qt::TextWordWrap, note.text);
    return std::max(theme.px(headPx), lines.height() + theme.px(12));
}

void DiffView::paintNote(const Draw& draw, const DiffNote& note, const QRect& area) const
{
    auto& painter = draw.painter;
    const auto& theme = draw.theme;
    const QRect box = area.adjusted(codeLeft(), 0, 0, 0);
    painter.fillRect(area, theme->base);
    paintBox(painter, box, theme->border, theme->panel);
    const int side = theme.px(10);
    const int above = (theme.px(headPx) - side) / 2;
    paintShape(
        painter, QRectF(box.left() + theme.px(10), box.top() + above, side, side), note.severity,
        theme->fill(note.severity), theme->text);
    QRect text = box.adjusted(theme.px(notePadPx), 0, -theme.px(padPx), 0);
    const auto title = tr("Note");
    const QRect head(text.left(), text.top(), noteTitleWidth(), theme.px(headPx));
    paintText(painter, head, title, theme.font(Type::Badge), theme->text);
    text.setLeft(head.right() + 1);
    painter.setFont(theme.font(Type::Small));
    painter.setPen(theme->text);
    painter.drawText(text, Qt::TextWordWrap | Qt::AlignVCenter, note.text);
}

/// With the gap behind it.
int DiffView::noteTitleWidth() const
{
    const auto theme = Theme::of(this);
    return QFontMetrics(theme.font(Type::Badge)).horizontalAdvance(tr("Note")) + theme.px(8);
}

void DiffView::find(const QString& text)
{
    const int row = rowAt(verticalScrollBar()->value());
    const bool hasRow = row < static_cast<int>(m_rows.size());
    const auto* current = m_search.currentMatch();
    const int from = current ? current->line : hasRow ? std::max(0, m_rows[static_cast<std::size_t>(row)].left) : 0;
    m_search.search(m_index, text, from);
    showMatch();
}

void DiffView::findNext()
{
    m_search.step(1);
    showMatch();
}

void DiffView::findPrevious()
{
    m_search.step(-1);
    showMatch();
}

void DiffView::showMatch()
{
    if (const auto* match = m_search.currentMatch()) {
        const int top = topOf(match->line);
        const int bottom = bottomOf(match->line);
        const int scroll = verticalScrollBar()->value();
        if (top < scroll || bottom > scroll + viewport()->height())
            verticalScrollBar()->setValue(top - viewport()->height() / 3);
        const int letter = QFontMetrics(Theme::of(this).font(Type::MonoBody)).horizontalAdvance(u'0');
        const int left = match->span.at * letter;
        if (!m_wrap &&
            (left < horizontalScrollBar()->value() || left + letter > horizontalScrollBar()->value() + codeWidth()))
            horizontalScrollBar()->setValue(left - codeWidth() / 3);
    }
    viewport()->update();
    emit foundChanged();
}

} // namespace penelope::ui
