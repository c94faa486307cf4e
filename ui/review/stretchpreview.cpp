#include "ui/review/stretchpreview.h"

#include "ui/review/lanesview.h"
#include "ui/review/reviewwords.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"

#include <QHBoxLayout>

namespace penelope::ui::review {

StretchPreview::StretchPreview(ReplaySession& replay, QWidget* parent)
    : QWidget(parent)
    , m_replay(replay)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(new HairLine(Qt::Horizontal, this));
    auto* row = new QHBoxLayout;
    spaceAtEachZoom(this, row, {16, 12, 16, 4}, 8);
    m_title = new Label({}, Type::Title, Tone::Text, this);
    m_words = new Label({}, Type::Body, Tone::Muted, this);
    auto* enter = new KeyButton(tr("Review it"), tr("Enter"), ButtonSize::Tool, this);
    row->addWidget(m_title);
    row->addWidget(m_words, 1);
    row->addWidget(enter);
    column->addLayout(row);
    m_lanes = new LanesView(this);
    column->addWidget(m_lanes);
    connect(enter, &QPushButton::clicked, this, [this] {
        if (m_stretch)
            emit enterRequested(m_stretch->span, m_stretch->at);
    });
    connect(m_lanes, &LanesView::chosen, this, [this](Instant at) {
        if (m_shown)
            emit enterRequested(*m_shown, at);
    });
    hide();
}

void StretchPreview::show(const engine::Suggestion& stretch)
{
    if (m_stretch == stretch)
        return;
    m_stretch = stretch;
    m_reading =
        m_replay.peek(stretch.span, [this, stretch](const Result<ReplaySession::Peek>& peek) { take(stretch, peek); });
}

void StretchPreview::clear()
{
    m_reading = {};
    m_stretch.reset();
    m_shown.reset();
    hide();
}

void StretchPreview::take(const engine::Suggestion& stretch, const Result<ReplaySession::Peek>& peek)
{
    m_title->show(suggestionWords(stretch));
    m_lanes->setVisible(peek.has_value());
    if (!peek) {
        m_shown.reset();
        //: %1 is a sentence that says why
        m_words->show(tr("It could not be read: %1").arg(words::told(peek.error())));
    } else {
        m_shown = peek->lanes.span;
        //: %1 and %2 are times of day
        const auto times = tr("%1 to %2").arg(format::utcMinute(stretch.span.from), format::utcMinute(stretch.span.to));
        m_words->show(times + QStringLiteral(", ") + tr("%n event(s)", nullptr, static_cast<int>(peek->events)));
        m_lanes->show(peek->lanes);
        m_lanes->setMoment(peek->lanes.span.to);
    }
    QWidget::show();
}

} // namespace penelope::ui::review
