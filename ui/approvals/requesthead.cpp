#include "ui/approvals/requesthead.h"

#include "core/engine/sentences.h"
#include "ui/approvals/rows.h"
#include "ui/approvals/sentences.h"
#include "ui/shell/waiting.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"

#include <QClipboard>
#include <QFontMetrics>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

RequestHead::RequestHead(QWidget* parent)
    : QWidget(parent)
    , m_title(new QGridLayout)
    , m_badge(new Badge(this))
    , m_service(new Label({}, Type::Title, Tone::Text, this))
    , m_what(new Label({}, Type::Lead, Tone::Text, this))
    , m_id(new Label({}, Type::Mono, Tone::Muted, this))
    , m_copy(new KeyButton(tr("Copy"), {}, ButtonSize::Strip, this))
    , m_lead(new Label({}, Type::Body, Tone::Text, this))
    , m_left(new Label({}, Type::Countdown, Tone::Text, this))
    , m_at(new Label({}, Type::Body, Tone::Muted, this))
    , m_asked(new Label({}, Type::Small, Tone::Muted, this))
    , m_next(new QWidget(this))
    , m_bar(new CountdownBar(m_next))
    , m_quietName(new Label({}, Type::Body, Tone::Muted, m_next))
    , m_quiet(new Label({}, Type::Body, Tone::Text, m_next))
    , m_ifName(new Label(tr("If approved"), Type::Body, Tone::Muted, m_next))
    , m_if(new Label({}, Type::Body, Tone::Text, m_next))
    , m_nothingName(new Label(tr("If nothing"), Type::Body, Tone::Muted, m_next))
    , m_nothing(new Label({}, Type::Body, Tone::Text, m_next))
{
    auto* all = new QVBoxLayout(this);
    m_title->setColumnStretch(2, 1);
    m_title->addWidget(m_badge, 0, 0);
    m_title->addWidget(m_service, 0, 1);
    m_what->setWordWrap(true);
    m_what->setMinimumWidth(1);
    placeWhat();
    m_title->addWidget(m_id, 0, 3);
    m_copy->setFlatLook(true);
    m_copy->setAccessibleName(tr("Copy id"));
    connect(m_copy, &KeyButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_wholeId); });
    m_title->addWidget(m_copy, 0, 4);
    all->addLayout(m_title);

    auto* time = new QHBoxLayout;
    time->addWidget(m_lead, 0, Qt::AlignBottom);
    time->addWidget(m_left, 0, Qt::AlignBottom);
    time->addWidget(m_at, 0, Qt::AlignBottom);
    time->addStretch(1);
    time->addWidget(m_asked, 0, Qt::AlignBottom);
    all->addLayout(time);
    m_bar->setAccessibleName(tr("Time left"));
    auto* next = new QVBoxLayout(m_next);
    next->setContentsMargins({});
    next->addWidget(m_bar);
    all->addWidget(m_next);

    auto* grid = new QGridLayout;
    grid->setColumnStretch(1, 1);
    const std::pair<Label*, Label*> lines[] = {{m_quietName, m_quiet}, {m_ifName, m_if}, {m_nothingName, m_nothing}};
    for (int row = 0; const auto& [name, words] : lines) {
        words->setWordWrap(true);
        grid->addWidget(name, row, 0, Qt::AlignTop);
        grid->addWidget(words, row++, 1);
    }
    addGap(next, m_next, 4);
    next->addLayout(grid);
    atEachZoom(this, [this, all, time, next, grid](const Theme& theme) {
        all->setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12));
        all->setSpacing(theme.px(4));
        m_title->setHorizontalSpacing(theme.px(8));
        m_title->setVerticalSpacing(theme.px(4));
        time->setSpacing(theme.px(8));
        next->setSpacing(theme.px(4));
        grid->setHorizontalSpacing(theme.px(12));
        grid->setVerticalSpacing(theme.px(8));
        grid->setColumnMinimumWidth(0, theme.px(96));
        // One baseline: the small letters end higher above the bottom than the large ones.
        const int lift =
            QFontMetrics(theme.font(Type::Countdown)).descent() - QFontMetrics(theme.font(Type::Body)).descent();
        for (auto* label : {m_lead, m_at, m_asked})
            label->setContentsMargins(0, 0, 0, lift);
    });
}

/// A narrow head gives it a line of its own.
void RequestHead::placeWhat()
{
    if (isNarrow())
        m_title->addWidget(m_what, 1, 0, 1, 5);
    else
        m_title->addWidget(m_what, 0, 2);
}

void RequestHead::setBrief(bool brief)
{
    m_next->setVisible(!brief);
}

void RequestHead::showTitle(Severity severity, const QString& service, const QString& what, const QString& id)
{
    m_badge->show(severity, words::severity(severity));
    m_service->show(service);
    m_what->show(what);
    m_what->setToolTip(what);
    m_id->show(format::shortId(id));
    m_wholeId = id;
}

bool RequestHead::isNarrow() const
{
    constexpr int leastForAll = 540;
    return width() < Theme::of(this).px(leastForAll);
}

void RequestHead::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeWhat();
    m_asked->setVisible(!isNarrow() && !m_asked->text().isEmpty());
    showDeadline();
}

/// A narrow head has room for one clock only.
void RequestHead::showDeadline()
{
    if (!m_deadline)
        return;
    const auto told = format::twoClocks(*m_deadline, Theme::of(this).isLocalFirst());
    const bool isOne = isNarrow() || told.second.isEmpty();
    m_at->show(
        isOne ? tr("at %1").arg(told.first)
              //: a time, the same by another clock
              : tr("at %1, %2").arg(told.first, told.second));
}

void RequestHead::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        showDeadline();
}

void RequestHead::showTime(const approval::Approval& approval, Instant now)
{
    const bool pending = approval.isPending() && now < approval.deadline;
    m_left->setVisible(pending);
    m_bar->setVisible(pending);
    m_asked->setVisible(!isNarrow());
    m_asked->show(tr("asked %1").arg(format::utcTime(approval.requestedAt)));
    if (pending) {
        m_lead->show(tr("Expires in"));
        m_left->show(format::countdown(approval.deadline - now));
        m_deadline = approval.deadline;
        showDeadline();
        m_bar->show(approval.requestedAt, approval.deadline, now);
        return;
    }
    m_deadline.reset();
    const auto at = approval.decidedAt.value_or(approval.deadline);
    if (approval.isPending()) {
        m_lead->show(tr("Expired at %1: not approved").arg(format::utcTime(at)));
    } else {
        const auto by = operatorOf(approval.decidedBy);
        const auto verb = words::approvalStatus(approval.status);
        const auto sentence = by.isEmpty() ? tr("%1 at %2").arg(verb, format::utcTime(at))
                                           //: a state such as "approved", who, when
                                           : tr("%1 by %2 at %3").arg(verb, by, format::utcTime(at));
        m_lead->show(format::capital(sentence));
    }
    m_at->show(approval.reason);
}

/// Who keeps it from calling again, and how long: 15 minutes after an acknowledgement (domain.md 9) nobody remembers.
void RequestHead::showQuiet(const approval::Approval& approval, Instant now)
{
    const auto until = quietUntil(approval, now);
    for (auto* label : {m_quietName, m_quiet})
        label->setVisible(until.has_value());
    if (!until)
        return;
    if (until != approval.snoozedUntil) {
        showTaken(approval.acknowledgedBy, *until, now);
        return;
    }
    m_quietName->show(tr("Snoozed"));
    //: %1 is a time, %2 a count-down such as "12:03"
    m_quiet->show(
        tr("Until %1, %2 left; then it calls again.").arg(format::utcTime(*until), format::countdown(*until - now)));
}

void RequestHead::showTaken(const QString& actor, Instant until, Instant now)
{
    m_quietName->show(tr("Acknowledged"));
    //: %1 is a person, %2 a time, %3 a count-down such as "12:03"
    m_quiet->show(tr("By %1 until %2, %3 left; then it calls again.")
                      .arg(operatorOf(actor), format::utcTime(until), format::countdown(until - now)));
}

void RequestHead::showRequest(const approval::Approval& approval, const engine::ConsoleState& state, Instant now)
{
    const auto patch = state.patches.find(approval.patch);
    showTitle(approval.severity, approval.service.value(), patch ? patch->intent : QString{}, approval.patch.value());
    m_copy->setToolTip(tr("Copy the patch's id"));
    showTime(approval, now);
    showQuiet(approval, now);
    const bool pending = approval.isPending() && now < approval.deadline;
    const auto outcome = patch ? outcomeText(approval, *patch) : QString{};
    for (auto* label : {m_ifName, m_if})
        label->setVisible(pending || !outcome.isEmpty());
    for (auto* label : {m_nothingName, m_nothing})
        label->setVisible(pending);
    if (!pending) {
        m_ifName->show(tr("Since then"));
        m_if->show(outcome);
        return;
    }
    m_ifName->show(tr("If approved"));
    m_nothingName->show(tr("If nothing"));
    m_if->show(ifApproved(approval, state, now));
    m_nothing->show(ifNothing(approval, state, now));
}

void RequestHead::showAnomaly(const sophia::Anomaly& anomaly, Instant now)
{
    showTitle(anomaly.severity, anomaly.service.value(), words::anomalyType(anomaly.type), anomaly.id.value());
    m_copy->setToolTip(tr("Copy the anomaly's id"));
    m_deadline.reset();
    m_left->hide();
    m_bar->hide();
    m_asked->setVisible(true);
    m_asked->show(tr("detected %1").arg(format::utcTime(anomaly.detectedAt)));
    const auto* decision = anomaly.decision();
    if (anomaly.resolvedAt) {
        m_lead->show(tr("Resolved at %1").arg(format::utcTime(*anomaly.resolvedAt)));
        m_at->show(anomaly.withoutIntervention ? tr("without intervention") : QString{});
    } else {
        m_lead->show(tr("Open for %1").arg(format::duration(now - anomaly.startsAt)));
        const auto told = format::twoClocks(anomaly.startsAt, Theme::of(this).isLocalFirst());
        m_at->show(
            told.second.isEmpty() ? tr("since %1").arg(told.first) : tr("since %1, %2").arg(told.first, told.second));
    }
    const bool escalated = anomaly.isEscalated();
    const bool looks = decision && decision->reviewAt && anomaly.isOpen();
    const auto quiet = escalated ? quietUntil(anomaly, now) : std::nullopt;
    for (auto* label : {m_quietName, m_quiet})
        label->setVisible(quiet.has_value());
    if (quiet)
        showTaken(anomaly.acknowledged->by, *quiet, now);
    for (auto* label : {m_ifName, m_if})
        label->hide();
    m_nothingName->show(tr("If nothing"));
    m_nothingName->setVisible(escalated || looks);
    m_nothing->setVisible(escalated || looks);
    if (escalated)
        m_nothing->show(tr("It stays open, and in this list, until it resolves or a person closes it."));
    else if (looks)
        m_nothing->show(tr("The core looks again at %1.").arg(format::utcTime(*decision->reviewAt)));
}

void RequestHead::showPatch(const patch::Patch& patch, const QString& state)
{
    showTitle(Severity::P2, patch.service.value(), patch.intent, patch.id.value());
    m_copy->setToolTip(tr("Copy the patch's id"));
    m_deadline.reset();
    m_left->hide();
    m_bar->hide();
    m_asked->setVisible(true);
    m_asked->show(tr("proposed %1").arg(format::utcTime(patch.proposedAt)));
    m_lead->show(format::capital(state));
    m_at->show(patch.endedAt ? tr("at %1").arg(format::utcTime(*patch.endedAt)) : QString{});
    for (auto* label : {m_quietName, m_quiet, m_ifName, m_if})
        label->hide();
    m_nothingName->setVisible(patch.refusal.has_value());
    m_nothing->setVisible(patch.refusal.has_value());
    if (!patch.refusal)
        return;
    m_nothingName->show(tr("Because"));
    m_nothing->show(format::capital(words::told(engine::sentences::refused(*patch.refusal))));
}

} // namespace penelope::ui::approvals
