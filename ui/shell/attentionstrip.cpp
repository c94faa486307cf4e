#include "ui/shell/attentionstrip.h"

#include "ui/shell/startwindow.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/widgets/badge.h"

#include <QEvent>
#include <QHBoxLayout>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

AttentionStrip::AttentionStrip(Session& session, HeldDecision& held, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_held(held)
    , m_button(new KeyButton(tr("Open"), tr("Enter"), ButtonSize::Strip, this))
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 0, 16, 0);
    layout->addStretch(1);
    layout->addWidget(m_button);
    setFixedHeight(Theme::of(this).px(36));
    connect(m_button, &QPushButton::clicked, this, &AttentionStrip::activate);
    connect(&session, &Session::changed, this, &AttentionStrip::refresh);
    connect(&session, &Session::ticked, this, &AttentionStrip::refresh);
    connect(&held, &HeldDecision::changed, this, &AttentionStrip::refresh);
    refresh();
}

void AttentionStrip::takeFocus()
{
    if (m_button->isVisible())
        m_button->setFocus(Qt::ShortcutFocusReason);
}

void AttentionStrip::refresh()
{
    const auto& watched = m_session.watched();
    m_waiting = waitingAt(watched.state(), watched.operatorName(), watched.now());
    const bool holding = m_held.phase() == HeldDecision::Phase::Holding;
    const bool decided = m_held.phase() == HeldDecision::Phase::Done;
    // "Go" leaves the past.
    m_button->setText(holding ? tr("Undo") : isBehind() ? tr("Go") : tr("Open"));
    m_button->setKey(holding ? u"Ctrl+Z"_s : tr("Enter"));
    const bool waits = m_waiting.next || (isBehind() && m_waiting.total() > 0);
    m_button->setVisible(holding || decided || (m_held.phase() == HeldDecision::Phase::Idle && waits));
    QString sentence;
    for (const Part& part : parts())
        sentence += part.text + u' ';
    setAccessibleName(sentence.trimmed());
    m_button->setAccessibleName(m_button->text() + u": "_s + sentence.trimmed());
    update();
}

void AttentionStrip::activate()
{
    if (m_held.phase() == HeldDecision::Phase::Holding)
        m_held.undo();
    else if (m_held.phase() == HeldDecision::Phase::Done)
        emit openRequested(u"audit"_s, QString::number(m_held.resultSeq()));
    else if (m_waiting.next || isBehind()) {
        const auto item = m_waiting.next ? m_waiting.next->id.value() : QString{};
        m_session.backToPresent();
        emit openRequested(u"approvals"_s, item);
    }
}

/// What came of the decision, as far as the journal knows by now.
QString AttentionStrip::followUp() const
{
    const auto& request = m_held.request();
    if (m_held.phase() != HeldDecision::Phase::Done || request.kind != HeldDecision::Kind::Approve)
        return {};
    const auto approval = m_session.watched().state().approvals.find(request.approval);
    if (approval && approval->status == approval::Status::Pending)
        return tr("· one more approval is needed");
    QString word;
    const auto& state = m_session.watched().state();
    const auto since = state.at - std::chrono::hours{1}; // a result stands for a minute
    state.canaries.forEachSince(since, [&](const CanaryId&, const auto& canary) {
        if (canary->patch != request.patch)
            return;
        word = canary->startedAt ? tr("· canary started") : tr("· canary starting");
        if (!canary->isActive())
            word = canary->rollbackCode.isEmpty() ? tr("· canary over: %1").arg(words::canaryStatus(canary->status))
                                                  : tr("· canary rolled back");
    });
    return word;
}

std::vector<AttentionStrip::Part> AttentionStrip::holdParts() const
{
    if (m_held.phase() != HeldDecision::Phase::Holding && m_held.phase() != HeldDecision::Phase::Sending)
        return {{m_held.resultText()}, {followUp(), false, true}};
    const auto& request = m_held.request();
    const QString patch = format::shortId(request.patch.value());
    const QString service = request.service.value();
    if (m_held.phase() == HeldDecision::Phase::Sending)
        return {{tr("Sending the decision for %1 …").arg(service)}};
    const int seconds = m_held.secondsLeft();
    //: %1 is a patch, %2 a service, %3 a number of seconds
    return {
        {request.kind == HeldDecision::Kind::Approve
             ? tr("Approving %1 for %2 in %3 s …").arg(patch, service).arg(seconds)
             : tr("Rejecting %1 for %2 in %3 s …").arg(patch, service).arg(seconds),
         true}};
}

std::vector<AttentionStrip::Part> AttentionStrip::calmParts() const
{
    if (m_waiting.total() > 0)
        return {{tr("No request has a deadline"), false, true}};
    const auto& last = m_waiting.lastDecision;
    if (!last)
        return {{tr("Nothing waiting. No decision yet."), false, true}};
    //: %1 is a time such as 01:12Z, %2 a person
    return {
        {tr("Nothing waiting. Last decision %1 by %2.").arg(format::utcMinute(last->at), words::actor(last->actor)),
         false, true}};
}

/// Whether anything waits is not known before.
QString AttentionStrip::readingText(const Session::Reading& reading) const
{
    if (!reading.trouble.isEmpty())
        return tr("The journal cannot be read to its end");
    //: %1 says how far, as "0.6 of 10.0 M events"
    return tr("Reading the journal: %1").arg(eventsRead(reading.folded, reading.last));
}

std::vector<AttentionStrip::Part> AttentionStrip::parts() const
{
    if (const auto reading = m_session.reading())
        return {{readingText(*reading), false, true}};
    if (m_held.phase() != HeldDecision::Phase::Idle)
        return holdParts();
    if (isBehind())
        return behindParts();
    if (!m_waiting.next)
        return calmParts();
    return nextParts();
}

/// What the present asks for while the past is looked at.
std::vector<AttentionStrip::Part> AttentionStrip::behindParts() const
{
    const int critical = m_waiting.bySeverity[0];
    std::vector<Part> behind{{tr("LIVE:"), true}};
    if (critical > 0)
        behind.push_back({tr("%n P0 waiting", nullptr, critical), true});
    else if (m_waiting.total() > 0)
        behind.push_back({tr("%n waiting", nullptr, m_waiting.total())});
    for (auto& part : m_waiting.next ? nextParts() : m_waiting.total() > 0 ? std::vector<Part>{} : calmParts())
        behind.push_back(std::move(part));
    return behind;
}

std::vector<AttentionStrip::Part> AttentionStrip::nextParts() const
{
    const auto& next = *m_waiting.next;
    return {
        {tr("Next"), false, true},
        {next.service.value(), true},
        {tr("expires in")},
        {format::countdown(next.deadline - m_session.watched().now()), true},
        {format::twoClocks(next.deadline, Theme::of(this).isLocalFirst()).first, false, true}};
}

void AttentionStrip::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    painter.fillRect(rect(), theme->panel);
    paintLine(painter, rect(), Qt::BottomEdge, theme->line);
    int x = theme.px(16);
    const int top = (height() - 1 - badgeHeight(theme)) / 2;
    for (const auto severity : {Severity::P0, Severity::P1, Severity::P2, Severity::P3}) {
        const int count = m_waiting.bySeverity[static_cast<std::size_t>(severity)];
        if (count > 0)
            x += paintSeverityBadge(
                     painter, theme, QPointF(x, top), severity,
                     words::severity(severity) + u' ' + format::integer(count)) +
                 theme.px(12);
    }
    if (m_waiting.total() > 0) {
        paintLine(painter, QRectF(x, top, 1, badgeHeight(theme)), Qt::LeftEdge, theme->line);
        x += theme.px(13);
    }
    const int right = m_button->isVisible() ? m_button->x() - theme.px(16) : width() - theme.px(16);
    for (const Part& part : parts()) {
        const QRect area(x, 0, right - x, height() - 1);
        x += paintText(
                 painter, area, part.text, theme.font(part.strong ? Type::Strong : Type::Body),
                 part.muted ? theme->muted : theme->text) +
             theme.px(part.muted && !part.strong ? 10 : 5);
    }
}

void AttentionStrip::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        setFixedHeight(Theme::of(this).px(36));
}

} // namespace penelope::ui
