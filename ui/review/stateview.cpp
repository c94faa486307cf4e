#include "ui/review/stateview.h"

#include "ui/audit/auditmodel.h"
#include "ui/shell/sourcevalues.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/parts.h"

#include <QHBoxLayout>

#include <algorithm>

namespace penelope::ui::review {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t eventsTold = 3;
constexpr std::size_t notesTold = 3;

QString eventLine(const journal::Event& event)
{
    const auto reason = reasonOf(event);
    const auto what = words::actor(event.actor) + u": "_s + words::eventKind(event.kind);
    return format::utcTime(event.time).chopped(1) + u"  "_s + (reason.isEmpty() ? what : what + u", "_s + reason);
}

QString waitingText(const engine::ConsoleState& state)
{
    QStringList names;
    state.approvals.forEach([&names](const ApprovalId&, const auto& approval) {
        if (approval->isPending())
            //: %1 is a service, %2 votes given, %3 votes needed
            names
                << StateView::tr("%1 %2 of %3").arg(approval->service.value()).arg(approval->got()).arg(approval->need);
    });
    return names.isEmpty() ? StateView::tr("nothing") : format::integer(names.size()) + u"  "_s + names.join(u", "_s);
}

QString canariesText(const engine::ConsoleState& state)
{
    QStringList names;
    state.canaries.forEach([&names](const CanaryId&, const auto& canary) {
        if (canary->isActive())
            //: %1 is a service, %2 a share of traffic, %3 a step, %4 how many steps
            names << StateView::tr("%1 %2 %, step %3 of %4")
                         .arg(canary->service.value())
                         .arg(canary->percent())
                         .arg(canary->step())
                         .arg(canary->steps.size());
    });
    return names.isEmpty() ? StateView::tr("none runs") : names.join(u", "_s);
}

QString scoreText(const engine::ConsoleState& state, Instant now)
{
    const auto window =
        state.policy.settings.contains(u"compliance.window"_s) ? state.policy.duration(u"compliance.window"_s) : 1h;
    const auto score = compliance::score(state.ledger, {}, now, window);
    if (!score.total)
        return StateView::tr("unmeasured");
    //: %1 is the score, %2 and %3 the range in which it lies
    return StateView::tr("%1, range %2–%3")
        .arg(format::number(*score.total, 0), format::number(score.low, 0), format::number(score.high, 0));
}

} // namespace

StateView::StateView(QWidget* parent)
    : QWidget(parent)
    , m_form(new DetailForm(this))
    , m_events(new QVBoxLayout)
    , m_notes(new QVBoxLayout)
{
    auto* columns = new QHBoxLayout(this);
    spaceAtEachZoom(this, columns, {16, 12, 16, 8}, 24);
    columns->addWidget(m_form, 5, Qt::AlignTop);
    for (const auto& [title, column] :
         {std::pair{tr("Last three events"), m_events}, std::pair{tr("Notes"), m_notes}}) {
        auto* pane = new QVBoxLayout;
        spaceAtEachZoom(this, pane, {}, 4);
        pane->addWidget(new Label(title, Type::Strong, Tone::Text, this));
        spaceAtEachZoom(this, column, {}, 4);
        pane->addLayout(column);
        pane->addStretch(1);
        columns->addLayout(pane, column == m_events ? 5 : 4);
    }
}

std::vector<StateView::Line> StateView::linesAt(const engine::ConsoleState& state, Instant now)
{
    std::vector<Line> lines{{tr("Waiting"), waitingText(state), std::nullopt, {}}};
    state.breakers.forEach([&](const ServiceName& service, const auto& breaker) {
        if (breaker->phase == breaker::Phase::Closed)
            return;
        const auto left = breaker::left(*breaker, now);
        const bool open = breaker->phase == breaker::Phase::Open;
        lines.push_back(
            {tr("Breaker"),
             //: %1 is a service, %2 a time left
             left && left->count() > 0 ? tr("%1, %2 left").arg(service.value(), format::countdown(*left))
                                       : service.value(),
             open ? Severity::P0 : Severity::P2, open ? tr("OPEN") : tr("HALF-OPEN")});
    });
    if (lines.size() == 1)
        lines.push_back({tr("Breakers"), tr("all closed"), std::nullopt, {}});
    lines.push_back({tr("Canaries"), canariesText(state), std::nullopt, {}});
    lines.push_back({tr("Score"), scoreText(state, now), std::nullopt, {}});
    for (const auto& [key, source] : state.sources) {
        const bool known = source.freshness == Freshness::Fresh || source.freshness == Freshness::Late;
        if (known)
            // The samples between two changes are not in the journal.
            //: %1 is "OK" or "late", %2 a time
            lines.push_back(
                {sourceName(key),
                 tr("%1 since %2").arg(words::freshness(source.freshness), sinceText(source.changedAt, now)),
                 std::nullopt,
                 {}});
        else
            lines.push_back(
                {sourceName(key),
                 //: %1 is a time
                 source.lastSampleAt ? tr("last sample %1").arg(format::utcTime(*source.lastSampleAt)) : QString{},
                 std::nullopt, words::freshness(source.freshness), true});
    }
    return lines;
}

void StateView::showLines(std::vector<Line> lines)
{
    if (lines == m_lines)
        return;
    m_lines = std::move(lines);
    m_form->clear();
    for (const auto& line : m_lines) {
        if (line.badge.isEmpty()) {
            m_form->addRow(line.label, line.text);
            continue;
        }
        auto* row = new QWidget(m_form);
        auto* layout = new QHBoxLayout(row);
        spaceAtEachZoom(row, layout, {}, 8);
        auto* badge = new Badge(row);
        if (line.unknown)
            badge->showUnknown(line.badge, Icon::Clock);
        else
            badge->show(line.severity, line.badge);
        layout->addWidget(badge);
        layout->addWidget(new Label(line.text, Type::Body, Tone::Text, row), 1);
        m_form->addRow(line.label, row);
    }
}

void StateView::showList(QVBoxLayout* column, std::vector<Label*>& shown, const QStringList& texts, QWidget* parent)
{
    while (shown.size() < static_cast<std::size_t>(texts.size())) {
        shown.push_back(new Label({}, Type::Body, Tone::Text, parent));
        shown.back()->setWordWrap(true);
        column->addWidget(shown.back());
    }
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const bool used = i < static_cast<std::size_t>(texts.size());
        shown[i]->setVisible(used);
        shown[i]->show(used ? texts[static_cast<qsizetype>(i)] : QString{});
    }
}

void StateView::show(const engine::ConsoleState& state, Instant now, const engine::Past& past)
{
    showLines(linesAt(state, now));
    QStringList events;
    QStringList notes;
    const auto count = engine::happenedAt(past, now);
    for (auto index = count; index > 0; --index) {
        const auto& event = past.events[index - 1];
        if (engine::isStep(event) && static_cast<std::size_t>(events.size()) < eventsTold)
            events << eventLine(event);
        if (event.kind == "NoteAdded"_L1 && static_cast<std::size_t>(notes.size()) < notesTold)
            notes << format::utcTime(event.time).chopped(1) + u"  "_s + words::actor(event.actor) + u": "_s +
                         event.payload[u"text"].toString();
        if (static_cast<std::size_t>(events.size()) == eventsTold &&
            static_cast<std::size_t>(notes.size()) == notesTold)
            break;
    }
    if (events.isEmpty())
        events << tr("None yet in this stretch");
    if (notes.isEmpty())
        notes << tr("None yet in this stretch");
    showList(m_events, m_eventLabels, events, this);
    showList(m_notes, m_noteLabels, notes, this);
}

} // namespace penelope::ui::review
