#include "ui/canaries/canariespage.h"

#include "ui/canaries/canarylist.h"
#include "ui/canaries/judgedtable.h"
#include "ui/canaries/retrospective.h"
#include "ui/canaries/stepruler.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texttable.h"

#include <QAction>
#include <QStackedWidget>

#include <algorithm>

namespace penelope::ui::canaries {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int listWidth = 240;
enum Body { Charts, Table, Evidence, Retrospective, Past };

} // namespace

CanariesPage::CanariesPage(Session& session, QWidget* parent, Sources sources)
    : Page(session, parent)
    , m_sources(std::move(sources))
    , m_still(new Stillness(*this))
{
    buildActions();
    build();
    connect(&session, &Session::changed, this, &CanariesPage::refresh);
    connect(&session, &Session::ticked, this, &CanariesPage::refresh);
    connect(m_still, &Stillness::over, this, &CanariesPage::refresh);
    refresh();
}

void CanariesPage::buildActions()
{
    const auto action = [this](const QString& text, const QKeySequence& key) {
        auto* made = new QAction(text, this);
        made->setShortcut(key);
        made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        addAction(made);
        return made;
    };
    m_pause = action(tr("Pause"), Qt::Key_P);
    m_promote = action(tr("Promote…"), Qt::Key_M);
    m_abort = action(tr("Abort…"), Qt::Key_B);
    m_showTable = action(tr("Table"), Qt::Key_T);
    m_showEvidence = action(tr("Evidence"), Qt::Key_E);
    m_showRetrospective = action(tr("Retrospective"), Qt::Key_R);
    m_showRetrospective->setVisible(static_cast<bool>(m_sources.retrials));
    m_showPast = action(tr("Past range"), Qt::SHIFT | Qt::Key_R);
    for (auto* body : {m_showTable, m_showEvidence, m_showRetrospective, m_showPast})
        body->setCheckable(true);
    m_showPast->setVisible(m_sources.past || m_sources.counts);
    m_export = action(tr("Export…"), Qt::CTRL | Qt::Key_E);
    connect(m_pause, &QAction::triggered, this, [this] {
        openSheet(m_detail && m_detail->canResume ? Verb::Resume : Verb::Pause);
    });
    connect(m_promote, &QAction::triggered, this, [this] { openSheet(Verb::Promote); });
    connect(m_abort, &QAction::triggered, this, [this] { openSheet(Verb::Abort); });
    connect(m_showTable, &QAction::triggered, this, [this](bool on) { showBody(on ? Table : Charts); });
    connect(m_showEvidence, &QAction::triggered, this, [this](bool on) { showBody(on ? Evidence : Charts); });
    connect(m_showRetrospective, &QAction::triggered, this, [this](bool on) { showBody(on ? Retrospective : Charts); });
    connect(m_showPast, &QAction::triggered, this, [this](bool on) { showBody(on ? Past : Charts); });
    connect(m_export, &QAction::triggered, this, &CanariesPage::askForExport);
}

void CanariesPage::refresh()
{
    showAttention();
    if (isVisible())
        showList();
    showDetail();
}

void CanariesPage::showAttention()
{
    Attention attention;
    for (const auto& row : running(session().state())) {
        ++attention.count;
        if (row.severity && (!attention.severity || *row.severity < *attention.severity))
            attention.severity = row.severity;
    }
    attention.word = tr("%n running", nullptr, attention.count);
    if (attention != m_attention) {
        m_attention = attention;
        emit attentionChanged();
    }
}

void CanariesPage::showList()
{
    auto list = rows(session().state(), session().now());
    const bool hadFocus = m_empty->hasFocus() || m_listView->hasFocus();
    m_stack->setCurrentIndex(list.empty() ? 0 : 1);
    if (hadFocus)
        takeFocus();
    if (list.empty()) {
        m_empty->show(
            tr("No canary is running"), tr("A canary begins when an approved patch passes its gates. Finished ones "
                                           "stay here for 12 hours, and in Audit for ever."));
        return;
    }
    const bool selectedStill =
        std::any_of(list.begin(), list.end(), [this](const Row& row) { return row.id == m_selected; });
    if (!selectedStill)
        m_selected = list.front().id;
    if (m_list->show(std::move(list), !m_sheet && !m_still->isActive()))
        m_listView->layOutRows();
    const int row = m_list->rowOf(m_selected);
    if (row >= 0 && m_listView->currentIndex().row() != row)
        m_listView->selectRow(row);
}

void CanariesPage::showDetail()
{
    if (!isVisible())
        return;
    askForSeries();
    auto now = detail(session().snapshot(), m_selected, session().now(), m_trail, m_observed);
    if (!now)
        return;
    // What may be done depends on the session too, which the detail does not tell.
    showActions(*now);
    askForRetrials();
    if (now == m_detail)
        return;
    m_detail = std::move(now);
    const auto& shown = *m_detail;
    m_badge->setVisible(shown.severity.has_value());
    if (shown.severity)
        m_badge->show(shown.severity, shown.state);
    m_state->setVisible(!shown.severity);
    m_state->show(shown.state);
    m_service->show(shown.service);
    m_lead->show(shown.lead);
    m_sentence->show(shown.sentence);
    m_next->show(shown.next);
    m_outlook->show(shown.outlook);
    m_outlook->setVisible(!shown.outlook.isEmpty());
    const auto legend =
        tr("canary: thick line · control: thin line · dashed: limit · grey area: 95 % interval of the canary");
    m_legend->show(shown.source.isEmpty() ? legend : legend + u" · "_s + shown.source);
    m_flags->show(shown.flags.join(u'\n'));
    m_ruler->show(shown.steps);
    m_charts->show(shown.charts, shown.marks, shown.range);
    std::vector<TextTable::Line> evidence;
    evidence.reserve(shown.evidence.size());
    for (const auto& row : shown.evidence)
        evidence.push_back({{row.metric, row.worse, row.over, row.safe, row.ratio, row.needed, row.after}, {}, false});
    m_evidence->show(std::move(evidence));
    m_judged->show(session().state().canaries.find(shown.id));
    m_table->setColumnPx(std::vector<int>(static_cast<std::size_t>(std::max(1, m_judged->columnCount())), 120));
}

void CanariesPage::showActions(const Detail& shown)
{
    const bool may = session().canDecide();
    // Nothing can be done in the past or to a file: a disabled verb would say that it could be.
    for (auto* verb : {m_pause, m_promote, m_abort})
        verb->setVisible(session().mode() == Session::Mode::Live);
    m_pause->setText(shown.canResume ? tr("Resume…") : tr("Pause…"));
    m_pause->setEnabled(may && (shown.canPause || shown.canResume));
    m_promote->setEnabled(may && shown.canPromote);
    m_abort->setEnabled(may && shown.canAbort);
}

void CanariesPage::select(const CanaryId& id)
{
    if (m_selected == id)
        return;
    m_selected = id;
    closeSheet();
    showDetail();
}

void CanariesPage::showBody(int index)
{
    m_showTable->setChecked(index == Table);
    m_showEvidence->setChecked(index == Evidence);
    m_showRetrospective->setChecked(index == Retrospective);
    m_showPast->setChecked(index == Past);
    if (index == Past)
        preparePast();
    m_body->setCurrentIndex(index);
    m_legend->setVisible(index == Charts); // elsewhere there are no curves
    askForRetrials();
    m_body->currentWidget()->setFocus();
}

void CanariesPage::takeFocus()
{
    if (m_stack->currentIndex() == 0)
        m_empty->setFocus();
    else
        m_listView->setFocus();
}

void CanariesPage::open(const QString& item)
{
    const int row = m_list->rowOf(CanaryId{item});
    if (row >= 0)
        m_listView->selectRow(row);
}

void CanariesPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    const auto theme = Theme::of(this);
    // The verbs need the room first.
    constexpr int leastForQuestion = 1040;
    m_question->setVisible(width() >= theme.px(leastForQuestion));
    // Large text in a small window leaves the charts the greater part.
    m_listPane->setFixedWidth(std::min(theme.px(listWidth), width() / 3));
    placeSheet();
}

void CanariesPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    m_asked = {}; // what Prometheus knows now
    showList();
    showDetail();
}

} // namespace penelope::ui::canaries
