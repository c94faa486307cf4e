#include "ui/shell/shiftnotes.h"

#include "ui/shell/handoverdialog.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/theme/paint.h"
#include "ui/widgets/diffindex.h"
#include "ui/widgets/keybutton.h"

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t notesShown = 3;
constexpr int noteTextLeft = 56;
constexpr int noteHead = 36;

} // namespace

std::vector<std::shared_ptr<const engine::Note>> newestShiftNotes(const engine::ConsoleState& state, std::size_t most)
{
    std::vector<std::shared_ptr<const engine::Note>> notes;
    state.notes.forEach([&notes](const NoteId&, const auto& note) {
        if (note->scope == "shift"_L1)
            notes.push_back(note);
    });
    std::sort(notes.begin(), notes.end(), [](const auto& left, const auto& right) { return left->at > right->at; });
    notes.resize(std::min(notes.size(), most));
    return notes;
}

ShiftNotes::ShiftNotes(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_add(new KeyButton(tr("Add"), {}, ButtonSize::Strip, this))
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setAccessibleName(tr("Shift notes"));
    m_add->setFlatLook(true);
    m_add->setAccessibleName(tr("Add a shift note"));
    connect(m_add, &QPushButton::clicked, this, &ShiftNotes::writeRequested);
    connect(&session, &Session::changed, this, &ShiftNotes::refresh);
    refresh();
}

void ShiftNotes::refresh()
{
    std::vector<Line> lines;
    for (const auto& note : newestShiftNotes(m_session.state(), notesShown))
        lines.push_back({format::clock(note->at), words::actor(note->actor), visibleText(note->text)});
    m_add->setVisible(HandoverDialog::canWrite(m_session));
    if (lines == m_lines)
        return;
    m_lines = std::move(lines);
    QStringList spoken;
    for (const Line& line : m_lines)
        spoken << line.time + u' ' + line.who + u": "_s + line.text;
    setAccessibleDescription(spoken.join(u". "_s)); // they are painted, and long ones are cut
    updateGeometry();
    update();
}

int ShiftNotes::textHeight(const QString& text) const
{
    const Theme theme = Theme::of(this);
    const int wide = std::max(theme.px(100), width() - theme.px(noteTextLeft + 12));
    return QFontMetrics(theme.font(Type::Small)).boundingRect(QRect(0, 0, wide, 1000), Qt::TextWordWrap, text).height();
}

QSize ShiftNotes::sizeHint() const
{
    const Theme theme = Theme::of(this);
    int height = theme.px(noteHead);
    for (const Line& line : m_lines)
        height += theme.px(16) + std::min(textHeight(line.text), theme.px(64)) + theme.px(8);
    if (m_lines.empty())
        height += theme.px(24);
    return {theme.px(176), height + theme.px(8)};
}

void ShiftNotes::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    painter.fillRect(rect(), theme->window);
    paintLine(painter, rect(), Qt::TopEdge, theme->line);
    m_add->adjustSize();
    m_add->move(width() - m_add->width() - theme.px(8), theme.px(8));
    paintText(
        painter, QRect(theme.px(16), theme.px(8), theme.px(110), theme.px(24)), tr("Shift notes"),
        theme.font(Type::Badge), theme->text);
    int y = theme.px(noteHead);
    const int left = theme.px(noteTextLeft);
    if (m_lines.empty())
        paintText(
            painter, QRect(theme.px(16), y, width() - theme.px(24), theme.px(16)),
            m_session.reading() ? format::absent() : tr("None yet"), theme.font(Type::Small), theme->muted);
    for (const Line& line : m_lines) {
        const int tall = std::min(textHeight(line.text), theme.px(64));
        paintText(
            painter, QRect(theme.px(16), y, theme.px(40), theme.px(16)), line.time, theme.font(Type::Small),
            theme->muted);
        paintText(
            painter, QRect(left, y, width() - left - theme.px(8), theme.px(16)), line.who, theme.font(Type::Label),
            theme->text);
        painter.setFont(theme.font(Type::Small));
        painter.setPen(theme->text);
        painter.drawText(
            QRect(left, y + theme.px(16), width() - left - theme.px(12), tall), Qt::TextWordWrap, line.text);
        y += theme.px(16) + tall + theme.px(8);
    }
}

} // namespace penelope::ui
