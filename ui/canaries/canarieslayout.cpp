#include "ui/canaries/canariespage.h"
#include "ui/canaries/canarylist.h"
#include "ui/canaries/judgedtable.h"
#include "ui/canaries/retrospective.h"
#include "ui/canaries/stepruler.h"
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

/// What the page is made of and how its parts are connected.
namespace penelope::ui::canaries {
namespace {

constexpr int activeRow = 52;
constexpr int finishedRow = 28;

} // namespace

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

} // namespace penelope::ui::canaries
