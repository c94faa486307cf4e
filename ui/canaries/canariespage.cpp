#include "ui/canaries/canariespage.h"

#include "ui/canaries/canarylist.h"
#include "ui/canaries/judgedtable.h"
#include "ui/canaries/retrospective.h"
#include "ui/canaries/stepruler.h"
#include "ui/text/format.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texttable.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace penelope::ui::canaries {
namespace {

constexpr int listWidth = 240;
constexpr int activeRow = 52;
constexpr int finishedRow = 28;
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

void CanariesPage::build()
{
    setSurface(this, Surface::Panel);
    m_stack = new QStackedWidget(this);
    auto* none = new QWidget(m_stack);
    m_empty = new EmptyState(none);
    m_empty->setFocusPolicy(Qt::StrongFocus); // it has the keyboard until there is a list
    auto* column = new QVBoxLayout(none);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(new PageHead(title(), question(), none));
    column->addWidget(m_empty, 1);
    auto* full = new QWidget(m_stack);
    auto* columns = new QHBoxLayout(full);
    columns->setContentsMargins({});
    columns->setSpacing(0);
    columns->addWidget(buildList());
    columns->addWidget(new HairLine(Qt::Vertical, full));
    columns->addWidget(buildDetail(), 1);
    m_stack->addWidget(none);
    m_stack->addWidget(full);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_stack);
}

QWidget* CanariesPage::buildList()
{
    auto* pane = new QWidget(this);
    m_listPane = pane;
    m_list = new CanaryListModel(this);
    m_listView = new TableView(pane);
    m_listView->setAccessibleName(tr("Canaries"));
    m_listView->horizontalHeader()->hide();
    m_listView->setItemDelegate(new CanaryListDelegate(m_listView));
    m_listView->setRowPx(activeRow);
    m_listView->setModel(m_list);
    m_listView->setColumnPx({0});
    m_listView->setRowHeights(
        [this](int row) { return m_list->isHead(row) || m_list->isFinished(row) ? finishedRow : activeRow; });
    connect(
        m_listView->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
            if (const auto id = m_list->idAt(now.row()))
                select(*id);
        });
    connect(m_listView, &TableView::opened, this, [this] { m_charts->setFocus(); });
    auto* layout = new QVBoxLayout(pane);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(new PageHead(title(), {}, pane));
    layout->addWidget(new HairLine(Qt::Horizontal, pane));
    layout->addWidget(m_listView, 1);
    return pane;
}

QWidget* CanariesPage::buildHead()
{
    auto* head = new QWidget(m_pane);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins({});
    atEachZoom(head, [row](const Theme& theme) { row->setSpacing(theme.px(8)); });
    m_badge = new Badge(head);
    m_service = new Label({}, Type::Title, Tone::Text, head);
    m_state = new Label({}, Type::Body, Tone::Muted, head);
    row->addWidget(m_badge);
    row->addWidget(m_service);
    row->addWidget(m_state);
    m_question = new Label(question(), Type::Body, Tone::Muted, head);
    row->addWidget(m_question);
    row->addStretch();
    for (auto* action : {m_pause, m_promote, m_abort})
        row->addWidget(new KeyButton(action, ButtonSize::Main, head));
    return head;
}

QWidget* CanariesPage::buildDetail()
{
    m_pane = new QWidget(this);
    auto* layout = new QVBoxLayout(m_pane);
    layout->addWidget(buildHead());

    auto* sentence = new QHBoxLayout;
    atEachZoom(m_pane, [layout, sentence](const Theme& theme) {
        layout->setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8));
        layout->setSpacing(theme.px(4));
        sentence->setSpacing(theme.px(4));
    });
    m_lead = new Label({}, Type::Strong, Tone::Text, m_pane);
    m_sentence = new Label({}, Type::Body, Tone::Text, m_pane);
    m_sentence->setWordWrap(true);
    m_next = new Label({}, Type::Body, Tone::Text, m_pane);
    sentence->addWidget(m_lead, 0, Qt::AlignTop);
    sentence->addWidget(m_sentence, 1, Qt::AlignTop);
    sentence->addWidget(m_next, 0, Qt::AlignTop);
    layout->addLayout(sentence);

    auto* steps = new QHBoxLayout;
    m_ruler = new StepRuler(m_pane);
    m_flags = new Label({}, Type::Small, Tone::Muted, m_pane);
    m_flags->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    atEachZoom(m_flags, [this](const Theme& theme) {
        m_flags->setFixedWidth(theme.px(charts::ChartStack::readoutWidth) - theme.px(12));
    });
    steps->addWidget(m_ruler, 1);
    steps->addWidget(m_flags);
    layout->addLayout(steps);

    m_outlook = new Label({}, Type::Body, Tone::Text, m_pane);
    m_outlook->setWordWrap(true);
    layout->addWidget(m_outlook);
    buildBody();
    layout->addWidget(m_body, 1);
    layout->addWidget(buildTools());
    return m_pane;
}

void CanariesPage::buildBody()
{
    m_body = new QStackedWidget(m_pane);
    m_charts = new charts::ChartStack(m_body);
    m_judged = new JudgedTableModel(this);
    m_table = new TableView(m_body);
    m_table->setAccessibleName(tr("Judged intervals"));
    m_table->setItemDelegate(new RowDelegate(m_table));
    m_table->setRowPx(24);
    m_table->setModel(m_judged);
    m_body->addWidget(m_charts);
    m_body->addWidget(m_table);
    m_body->addWidget(buildEvidence());
    m_retrospective = new RetrospectiveView(m_body);
    m_body->addWidget(m_retrospective);
    m_past = new PastView(static_cast<bool>(m_sources.past), m_body);
    m_body->addWidget(m_past);
    connect(m_past, &PastView::wished, this, &CanariesPage::askForPast);
    connect(m_past, &PastView::fileRequested, this, &CanariesPage::askForFile);
}

QWidget* CanariesPage::buildEvidence()
{
    m_evidence = new TextTable(this);
    m_evidence->setHead(
        {tr("Metric"), tr("Worse than stable"), tr("Over its limit"), tr("Safe to promote"),
         tr("Against stable, 95 % at all looks"), tr("Needed to go up"), tr("When")},
        {1, 2, 3});
    m_evidenceView = new TableView(m_body);
    m_evidenceView->setAccessibleName(tr("Evidence"));
    m_evidenceView->setItemDelegate(new RowDelegate(m_evidenceView));
    m_evidenceView->setRowPx(36);
    m_evidenceView->setModel(m_evidence);
    m_evidenceView->setColumnPx({140, 124, 110, 120, 0, 200, 110});
    return m_evidenceView;
}

QWidget* CanariesPage::buildTools()
{
    auto* bar = new QWidget(m_pane);
    auto* rows = new QVBoxLayout(bar);
    rows->setContentsMargins({});
    // A row of its own: beside the tools it would be cut in a narrow window or a longer language.
    m_legend = new Label({}, Type::Small, Tone::Muted, bar);
    m_legend->setWordWrap(true);
    rows->addWidget(m_legend);
    auto* tools = new QHBoxLayout;
    rows->addLayout(tools);
    atEachZoom(bar, [rows, tools](const Theme& theme) {
        rows->setSpacing(theme.px(4));
        tools->setSpacing(theme.px(8));
    });
    for (auto* action : {m_showTable, m_showEvidence, m_showRetrospective, m_showPast, m_export})
        tools->addWidget(new KeyButton(action, ButtonSize::Tool, bar));
    m_exported = new Label({}, Type::Small, Tone::Text, bar);
    tools->addWidget(m_exported);
    tools->addStretch();
    return bar;
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
    showList();
    showDetail();
}

void CanariesPage::showList()
{
    auto list = rows(session().state(), session().now());
    Attention attention;
    for (const auto& row : list) {
        if (row.finished)
            continue;
        ++attention.count;
        if (row.severity && (!attention.severity || *row.severity < *attention.severity))
            attention.severity = row.severity;
    }
    attention.word = tr("%n running", nullptr, attention.count);
    if (attention != m_attention) {
        m_attention = attention;
        emit attentionChanged();
    }
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
    showDetail();
}

} // namespace penelope::ui::canaries
