#include "ui/canaries/canariespage.h"
#include "ui/canaries/retrospective.h"
#include "ui/canaries/stepruler.h"
#include "ui/charts/chartexport.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/widgets/filedialogs.h"
#include "ui/widgets/tableview.h"

#include <QFileDialog>
#include <QLayout>
#include <QPointer>
#include <QStackedWidget>

#include <algorithm>

/// What is done from the page: sheets, their commands, files.
namespace penelope::ui::canaries {
namespace {

QString commandOf(Verb verb)
{
    switch (verb) {
    case Verb::Promote: return QStringLiteral("canary_promote");
    case Verb::Abort: return QStringLiteral("canary_abort");
    case Verb::Pause: return QStringLiteral("canary_pause");
    case Verb::Resume: return QStringLiteral("canary_resume");
    }
    Q_UNREACHABLE();
}

QString consequenceOf(Verb verb, const Detail& detail)
{
    switch (verb) {
    case Verb::Promote:
        //: %1 is the sentence that says what the evidence is
        return CanariesPage::tr("It goes one step on at once, against what the evidence says now: %1")
            .arg(detail.sentence);
    case Verb::Abort:
        return CanariesPage::tr("All traffic goes back to the stable arm at once. It counts as a rollback.");
    case Verb::Pause: return CanariesPage::tr("It keeps its share until somebody resumes it; its evidence goes on.");
    case Verb::Resume: return CanariesPage::tr("Its step goes on from where it stood.");
    }
    Q_UNREACHABLE();
}

} // namespace

void CanariesPage::openSheet(Verb verb)
{
    if (!m_detail || m_sheet)
        return;
    m_sheet = new CanarySheet(
        verb, m_detail->service, format::shortId(m_detail->id.value()), consequenceOf(verb, *m_detail), m_pane);
    placeSheet();
    m_sheet->show();
    m_sheet->raise();
    m_listView->setFrozen(true);
    connect(m_sheet, &CanarySheet::closeRequested, this, &CanariesPage::closeSheet);
    connect(m_sheet, &CanarySheet::committed, this, &CanariesPage::carryOut);
}

/// Below the steps, over what is charted.
void CanariesPage::placeSheet()
{
    if (!m_sheet)
        return;
    m_pane->layout()->activate(); // what stands above it has its place first
    const auto theme = Theme::of(this);
    const int side = theme.px(16);
    const int top = m_ruler->geometry().bottom() + theme.px(8);
    const int room = m_pane->height() - top - theme.px(8);
    m_sheet->setGeometry(side, top, m_pane->width() - 2 * side, std::min(theme.px(300), room));
}

void CanariesPage::closeSheet()
{
    if (!m_sheet)
        return;
    m_sheet->deleteLater();
    m_sheet = nullptr;
    m_listView->setFrozen(false);
    m_listView->setFocus();
}

void CanariesPage::carryOut(Verb verb, const QString& reason)
{
    auto args = Json::object({{QStringLiteral("id"), Json{m_detail->id.value()}}});
    if (!reason.isEmpty())
        args.set(QStringLiteral("reason"), Json{reason});
    session().send(commandOf(verb), std::move(args), [page = QPointer(this)](const Result<engine::Outcome>& outcome) {
        if (!page || !page->m_sheet)
            return;
        if (outcome)
            page->closeSheet();
        else
            page->m_sheet->showError(words::told(outcome.error()));
    });
}

void CanariesPage::askForSeries()
{
    if (!m_sources.series || m_selected.value().isEmpty())
        return;
    if (session().mode() != Session::Mode::Live && session().mode() != Session::Mode::ReadOnly) {
        // What was read when it was live knows more than that moment did.
        m_observed.clear();
        m_asked = {};
        return;
    }
    if (m_asked == m_selected)
        return;
    m_asked = m_selected;
    m_observed.clear();
    m_sources.series(m_selected, [page = QPointer(this), id = m_selected](const Result<engine::Outcome>& outcome) {
        // An error leaves the judged points alone, and the page says so.
        if (!page || page->m_selected != id || page->m_asked != id || !outcome)
            return;
        page->m_observed = canary::observedFrom(outcome->result);
        page->showDetail();
    });
}

void CanariesPage::askForRetrials()
{
    if (!m_sources.retrials || m_body->currentWidget() != m_retrospective || m_isRetrying)
        return;
    const auto canary = session().state().canaries.find(m_selected);
    if (!canary || canary == m_retried)
        return;
    if (!m_retried || m_retried->id != canary->id)
        m_retrospective->showWaiting();
    m_retried = canary;
    m_isRetrying = true;
    m_retrying = m_sources.retrials(
        canary->id, session().state().seq, [this, canary](const Result<std::vector<canary::Retrial>>& trials) {
            m_isRetrying = false;
            if (canary->id != m_selected)
                return askForRetrials();
            if (trials)
                m_retrospective->show(*canary, *trials);
            else
                m_retrospective->showTrouble(words::told(trials.error().message));
        });
}

/// The selected canary's service, arms and time, once: what was typed stays.
void CanariesPage::preparePast()
{
    std::vector<patch::Registration> services;
    for (const auto& service : session().state().services.rows()) {
        if (!service->retired)
            services.push_back(service->registration);
    }
    const auto canary = session().state().canaries.find(m_selected);
    m_past->setServices(services, canary ? canary->service : ServiceName{});
    if (canary) {
        const auto began = canary->startedAt.value_or(canary->createdAt);
        m_past->showRange({{}, {}, began, canary->finishedAt.value_or(session().now()), canary->scrape, {}});
    }
}

void CanariesPage::askForPast(const PastView::Wish& wish)
{
    m_sources.past(wish, [page = QPointer(this), wish, number = ++m_pastAsked](const Result<PastView::Judged>& judged) {
        if (page && page->m_pastAsked == number)
            page->m_past->show(wish, judged);
    });
}

void CanariesPage::askForFile()
{
    auto* dialog = openDialog(this, tr("File of counts"), {tr("Counts (*.json)"), tr("Any file (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &CanariesPage::judgeFile);
    dialog->open();
}

void CanariesPage::judgeFile(const QString& path)
{
    ++m_pastAsked;
    showBody(m_body->indexOf(m_past));
    m_counting = m_sources.counts(
        path, [this, path](const Result<std::vector<QJsonObject>>& answers) { m_past->showCounts(path, answers); });
}

Status CanariesPage::exportCharts(const QString& path)
{
    constexpr int head = 40;
    const auto theme = Theme::of(this);
    const auto size = m_charts->size() + QSize(32, head + 16);
    //: %1 is a service, %2 the short id of a canary, %3 a moment
    const auto title = tr("%1, canary %2, %3")
                           .arg(
                               m_detail ? m_detail->service : QString(), format::shortId(m_selected.value()),
                               format::utcDateTime(session().now()));
    const auto paint = [&](QPainter& painter) {
        painter.fillRect(QRect({}, size), theme->panel);
        paintText(painter, QRect(16, 0, size.width() - 32, head), title, theme.font(Type::Title), theme->text);
        painter.translate(16, head);
        m_charts->draw(painter);
    };
    return charts::writeExport({size, paint, title}, path);
}

void CanariesPage::askForExport()
{
    if (!m_detail)
        return;
    auto* dialog = saveDialog(
        this, tr("Export charts"),
        {{tr("Vector picture (*.svg)"), QStringLiteral("svg")}, {tr("Picture (*.png)"), QStringLiteral("png")}},
        charts::exportName(
            {QStringLiteral("canary"), m_detail->service, format::shortId(m_selected.value())}, QStringLiteral("svg")));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        const auto status = exportCharts(path);
        //: %1 is a file
        m_exported->show(status ? tr("Written: %1").arg(path) : words::told(status.error()));
    });
    dialog->open();
}

} // namespace penelope::ui::canaries
