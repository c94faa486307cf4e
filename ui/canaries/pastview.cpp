#include "ui/canaries/pastview.h"

#include "core/canary/labelset.h"
#include "core/prometheus/promql.h"
#include "ui/canaries/retrospective.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace penelope::ui::canaries {
namespace {

Result<Instant> momentIn(const QLineEdit& field)
{
    if (const auto moment = instantFromIso(field.text().trimmed()))
        return *moment;
    return failure(
        ErrorCode::Malformed,
        //: %1 is what was typed
        PastView::tr("\"%1\" is no moment such as 2026-08-22T03:41:20Z.").arg(field.text()), field.accessibleName());
}

Result<std::map<QString, QString>> armIn(const QLineEdit& field)
{
    auto arm = canary::labelSetFrom(field.text());
    if (arm)
        return arm;
    return failure(
        ErrorCode::Malformed,
        //: %1 is a place such as "column 8", %2 a sentence that says what is wrong there
        PastView::tr("%1: %2").arg(arm.error().where, words::told(arm.error().message)), field.accessibleName());
}

QString othersOf(const canary::PastEvidence& evidence)
{
    QStringList parts;
    for (const auto& [word, number] : evidence.others)
        //: a count of intervals and why they were not counted, such as "12 stale"
        parts.append(PastView::tr("%1 %2").arg(number).arg(words::judged(word)));
    return parts.join(QStringLiteral(", "));
}

/// What the verdicts are made of, so that gaps and restarts are seen before they are believed.
QString aboutPast(const PastView::Wish& wish, const canary::PastEvidence& evidence)
{
    QStringList sentences{
        //: %1 and %2 are sets of labels, %3 and %4 moments, %5 a share of requests
        PastView::tr("{%1} as if it had been a canary of {%2}, from %3 to %4, with %5 of the requests.")
            .arg(
                prometheus::matchers(wish.range.canary), prometheus::matchers(wish.range.stable),
                format::utcDateTime(evidence.from), format::utcDateTime(evidence.to),
                format::percent(evidence.percent / 100.0)),
        PastView::tr("%n interval(s) counted.", nullptr, evidence.counted)};
    if (!evidence.others.empty())
        //: %1 lists counts with the reason, such as "12 stale, 3 both_absent"
        sentences << PastView::tr("Not counted: %1.").arg(othersOf(evidence));
    if (evidence.restarts > 0)
        sentences << PastView::tr("The canary's counters began anew %n time(s).", nullptr, evidence.restarts);
    if (!evidence.trouble.isEmpty())
        sentences << words::told(evidence.trouble);
    return sentences.join(u' ');
}

} // namespace

PastView::PastView(bool asks, QWidget* parent)
    : QWidget(parent)
    , m_asks(asks)
    , m_result(new RetrospectiveView(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(buildFields());
    layout->addWidget(m_result, 1);
    m_result->say(
        asks
            ? tr("Any two sets of labels over a past range of Prometheus, judged as if the one had been a canary of "
                 "the other; or a file of counts.")
            : tr("A file of counts, as \"penelopectl canary judge --vector\" writes it. A past range of Prometheus can "
                 "be asked for while the core runs in this window."));
}

QWidget* PastView::buildFields()
{
    auto* fields = new QWidget(this);
    auto* rows = new QVBoxLayout(fields);
    rows->setContentsMargins({});
    rows->setSpacing(4);
    auto* arms = new QHBoxLayout;
    auto* times = new QHBoxLayout;
    const auto field = [this, fields](QHBoxLayout* row, const QString& name, int stretch) {
        auto* edit = new QLineEdit(fields);
        edit->setAccessibleName(name);
        auto* caption = new Label(name, Type::Small, Tone::Muted, fields);
        caption->setBuddy(edit);
        caption->setVisible(m_asks);
        edit->setVisible(m_asks);
        row->addWidget(caption);
        row->addWidget(edit, stretch);
        connect(edit, &QLineEdit::returnPressed, this, &PastView::judge);
        return edit;
    };
    m_service = new QComboBox(fields);
    m_service->setAccessibleName(tr("Service whose metrics are asked for"));
    m_service->setVisible(m_asks);
    connect(m_service, &QComboBox::activated, this, &PastView::fillArms);
    arms->addWidget(m_service);
    m_stable = field(arms, tr("Stable labels"), 1);
    m_canary = field(arms, tr("Canary labels"), 1);
    m_from = field(times, tr("From (UTC)"), 1);
    m_to = field(times, tr("To (UTC)"), 1);
    m_step = field(times, tr("Step (s)"), 0);
    m_step->setText(QStringLiteral("15"));
    auto* judge = new KeyButton(tr("Judge"), tr("Enter"), ButtonSize::Tool, fields);
    judge->setVisible(m_asks);
    auto* file = new KeyButton(tr("File of counts…"), {}, ButtonSize::Tool, fields);
    connect(judge, &QPushButton::clicked, this, &PastView::judge);
    connect(file, &QPushButton::clicked, this, &PastView::fileRequested);
    times->addWidget(judge);
    times->addWidget(file);
    if (!m_asks)
        times->addStretch();
    rows->addLayout(arms);
    rows->addLayout(times);
    setFocusProxy(m_asks ? static_cast<QWidget*>(m_stable) : file);
    return fields;
}

void PastView::setServices(const std::vector<patch::Registration>& services, const ServiceName& selected)
{
    if (m_services == services)
        return;
    const bool first = m_services.empty();
    const auto before = m_service->currentText();
    m_services = services;
    m_service->clear();
    for (const auto& service : m_services)
        m_service->addItem(service.name.value());
    m_service->setCurrentText(first ? selected.value() : before);
    if (first)
        fillArms();
}

void PastView::fillArms()
{
    const auto at = m_service->currentIndex();
    if (at < 0)
        return;
    const auto& service = m_services[static_cast<std::size_t>(at)];
    m_stable->setText(prometheus::matchers(service.stableArm));
    m_canary->setText(prometheus::matchers(service.canaryArm));
}

void PastView::showRange(const canary::PastRange& range)
{
    if (!m_from->text().isEmpty())
        return;
    using std::chrono::floor;
    using std::chrono::seconds;
    m_from->setText(toIso(floor<seconds>(range.from)));
    m_to->setText(toIso(floor<seconds>(range.to)));
    m_step->setText(QString::number(std::max<qint64>(1, range.step.count() / 1000)));
}

Result<PastView::Wish> PastView::wish() const
{
    const auto stable = armIn(*m_stable);
    const auto canary = armIn(*m_canary);
    const auto from = momentIn(*m_from);
    const auto to = momentIn(*m_to);
    if (!stable || !canary)
        return Failure{stable ? canary.error() : stable.error()};
    if (!from || !to)
        return Failure{from ? to.error() : from.error()};
    bool isNumber = false;
    const auto step = m_step->text().trimmed().toInt(&isNumber);
    if (!isNumber || step < 1)
        return failure(ErrorCode::Malformed, tr("a whole number of seconds is needed"), m_step->accessibleName());
    return Wish{ServiceName{m_service->currentText()}, {*stable, *canary, *from, *to, std::chrono::seconds{step}, {}}};
}

void PastView::judge()
{
    const auto wanted = wish();
    if (!wanted) {
        //: %1 is a field, %2 what is wrong in it
        m_result->say(tr("%1: %2").arg(wanted.error().where, words::told(wanted.error().message)));
        return;
    }
    m_result->say(tr("Asking Prometheus …"));
    emit wished(*wanted);
}

void PastView::show(const Wish& wish, const Result<Judged>& judged)
{
    if (!judged) {
        m_result->showTrouble(words::told(judged.error().message));
        return;
    }
    canary::Canary canary;
    if (!judged->evidence.events.empty())
        apply(canary, judged->evidence.events.front());
    canary.judge.clear();
    m_result->showPast(aboutPast(wish, judged->evidence), canary, judged->trials);
}

void PastView::showCounts(const QString& file, const Result<std::vector<QJsonObject>>& answers)
{
    if (!answers)
        m_result->showTrouble(words::told(answers.error().message));
    else
        //: %1 is a file
        m_result->showCounts(tr("The counts of %1, by each judge.").arg(file), *answers);
}

} // namespace penelope::ui::canaries
