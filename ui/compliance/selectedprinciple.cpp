#include "ui/compliance/selectedprinciple.h"

#include "core/engine/competenceview.h"
#include "ui/charts/timeaxis.h"
#include "ui/charts/timeserieschart.h"
#include "ui/compliance/competencestrip.h"
#include "ui/compliance/counted.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/rowdelegate.h"
#include "ui/widgets/tableview.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

namespace penelope::ui::compliance_page {

using namespace std::chrono_literals;
using compliance::Principle;

namespace {

constexpr int detailRow = 28;
constexpr auto day = 24h;

QString plainName(Principle principle)
{
    return words::principle(principle).section(u':', 0, 0);
}

QVBoxLayout* stackOf(QWidget* parent)
{
    auto* layout = new QVBoxLayout(parent);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    return layout;
}

} // namespace

SelectedPrinciple::SelectedPrinciple(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_counted(new TextTable(this))
    , m_bands(new TextTable(this))
    , m_raw(new TextTable(this))
    , m_exported(new TextTable(this))
{
    m_counted->setHead({tr("Time UTC"), tr("Service"), tr("What was counted")});
    m_bands->setHead({tr("Measured"), tr("Points"), {}});
    m_raw->setHead({tr("Time UTC"), tr("Counted"), tr("Of"), tr("Value"), tr("Points")}, {1, 2, 3, 4});
    m_exported->setHead({tr("Series"), tr("Value")}, {1});
    auto* layout = stackOf(this);
    layout->addWidget(buildTabs());
    m_parts = new QStackedWidget(this);
    layout->addWidget(m_parts, 1);
    layout->addWidget(buildQuery());
    auto* bands = buildTable(m_bands, tr("Bands"), m_parts);
    bands->setColumnPx({200, 200, 0});
    auto* raw = buildTable(m_raw, tr("Raw series"), m_parts);
    raw->setColumnPx({0, 104, 104, 128, 104});
    const std::pair<QWidget*, QString> parts[] = {
        {buildChart(), tr("24 h")},
        {buildCounted(), tr("What was counted")},
        {bands, tr("Bands")},
        {raw, tr("Raw series")},
        {buildExported(), tr("Prometheus series")}};
    for (const auto& [part, name] : parts) {
        m_parts->addWidget(part);
        m_tabs->addTab(name);
    }
    connect(m_tabs, &QTabBar::currentChanged, this, &SelectedPrinciple::partChanged);
}

QWidget* SelectedPrinciple::buildTabs()
{
    auto* row = new QWidget(this);
    m_tabs = new QTabBar(row);
    m_tabs->setAccessibleName(tr("Parts of the principle"));
    m_tabs->setDrawBase(true);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);
    m_beside = new Label({}, Type::Small, Tone::Muted, row);
    m_beside->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_beside->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    // The line goes on below the words, and the tabs stand on it.
    auto* line = new HairLine(Qt::Horizontal, row);
    line->lower();
    auto* layout = new QGridLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->setColumnStretch(1, 1);
    layout->addWidget(line, 0, 0, 1, 2, Qt::AlignBottom);
    layout->addWidget(m_tabs, 0, 0);
    layout->addWidget(m_beside, 0, 1);
    m_beside->setContentsMargins(16, 0, 16, 0);
    return row;
}

QWidget* SelectedPrinciple::buildCounted()
{
    auto* pane = new QWidget(m_parts);
    m_competence = new CompetenceStrip(pane);
    m_nothing = new Label({}, Type::Body, Tone::Muted, pane);
    m_nothing->setContentsMargins(16, 12, 16, 12);
    auto* table = buildTable(m_counted, tr("What was counted"), pane);
    table->setColumnPx({184, 200, 0});
    connect(table, &TableView::opened, this, [this](const QModelIndex& index) {
        if (const auto item = index.data(IdRole).toString(); !item.isEmpty())
            emit recordRequested(item);
    });
    auto* layout = stackOf(pane);
    layout->addWidget(m_competence);
    layout->addWidget(m_nothing);
    layout->addWidget(table, 1);
    return pane;
}

QWidget* SelectedPrinciple::buildExported()
{
    auto* pane = new QWidget(m_parts);
    m_note = new Label({}, Type::Body, Tone::Muted, pane);
    m_note->setContentsMargins(16, 12, 16, 12);
    m_note->setWordWrap(true);
    auto* table = buildTable(m_exported, tr("Prometheus series"), pane);
    table->setColumnPx({0, 160});
    auto* layout = stackOf(pane);
    layout->addWidget(m_note);
    layout->addWidget(table, 1);
    return pane;
}

TableView* SelectedPrinciple::buildTable(TextTable* model, const QString& name, QWidget* parent)
{
    auto* table = new TableView(parent);
    table->setAccessibleName(name);
    table->setItemDelegate(new RowDelegate(table));
    table->setRowPx(detailRow);
    table->setModel(model);
    return table;
}

QWidget* SelectedPrinciple::buildChart()
{
    auto* pane = new QWidget(m_parts);
    m_lane = new charts::EventLane(m_time, pane);
    m_lane->setAccessibleName(tr("What was counted, over time"));
    constexpr int laneHeight = 20;
    m_lane->setFixedHeight(laneHeight);
    m_axis = new charts::TimeAxis(m_time, pane);
    constexpr int axisHeight = 24;
    m_axis->setFixedHeight(axisHeight);
    m_chartPane = stackOf(pane);
    m_chartPane->setContentsMargins(16, 4, 16, 0);
    m_chartPane->addWidget(m_lane);
    m_chartPane->addWidget(m_axis);
    return pane;
}

/// The first chart opens the module of charts: not before somebody looks at one.
charts::TimeSeriesChart& SelectedPrinciple::chart()
{
    if (!m_chart) {
        m_chart = new charts::TimeSeriesChart(m_time, m_lane->parentWidget());
        m_chartPane->insertWidget(0, m_chart, 1);
    }
    return *m_chart;
}

QWidget* SelectedPrinciple::buildQuery()
{
    auto* row = new QWidget(this);
    m_query = new QLineEdit(row);
    m_query->setReadOnly(true);
    m_query->setAccessibleName(tr("The same question for Prometheus"));
    setType(m_query, Type::Mono);
    auto* copy = new KeyButton(tr("Copy PromQL"), {}, ButtonSize::Tool, row);
    connect(copy, &KeyButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_query->text()); });
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(16, 4, 16, 12);
    layout->setSpacing(8);
    layout->addWidget(m_query, 1);
    layout->addWidget(copy);
    return row;
}

void SelectedPrinciple::setPart(Part part)
{
    m_tabs->setCurrentIndex(static_cast<int>(part));
}

void SelectedPrinciple::show(Principle principle, Milliseconds window, const Comparison& comparison)
{
    m_principle = principle;
    m_window = window;
    //: %1 is a principle
    m_tabs->setTabText(0, tr("%1, 24 h").arg(plainName(principle)));
    m_parts->setCurrentIndex(m_tabs->currentIndex());
    showChart();
    showList();
    showBeside(comparison);
    m_query->setText(compliance_page::promql(principle));
    m_query->setCursorPosition(0);
}

void SelectedPrinciple::showBeside(const Comparison& comparison)
{
    m_beside->show(besideSentence(m_session, comparison, m_principle));
    m_beside->setToolTip(comparison.trouble.toHtmlEscaped());
    if (static_cast<Part>(m_tabs->currentIndex()) == Part::Exported)
        m_note->show(seriesNote(m_session, comparison, m_principle));
}

void SelectedPrinciple::showChart()
{
    const auto now = m_session.now();
    charts::Plot plot;
    plot.name = plainName(m_principle);
    plot.canary = history(m_session.snapshot(), m_principle, now);
    const bool measured = std::any_of(
        plot.canary.begin(), plot.canary.end(), [](const charts::Point& point) { return point.value.has_value(); });
    if (!measured)
        plot.missing = charts::Missing{now - day, tr("UNMEASURED in 24 h")};
    plot.lowest = 0;
    plot.highest = 100;
    plot.named = false;
    plot.limit = charts::Limit{70, charts::Side::Above, tr("warning 70")};
    plot.breachSeverity = Severity::P1;
    plot.description =
        tr("Points of 100 over 24 hours, %1 now; below 70 is a warning")
            .arg(plot.canary.back().value ? format::number(*plot.canary.back().value, 0) : tr("unmeasured"));
    m_time.follow({now - day, now});
    chart().show(plot);
    m_lane->show(countedMarks(m_session.state(), m_principle, now, day));
}

/// Only the list in view is made.
void SelectedPrinciple::showList()
{
    const auto now = m_session.now();
    const auto& snapshot = m_session.snapshot();
    switch (static_cast<Part>(m_tabs->currentIndex())) {
    case Part::Chart: return;
    case Part::Counted: showCounted(); return;
    case Part::Bands: m_bands->show(bandLines(scoreOf(snapshot, m_principle, now, m_window))); return;
    case Part::Raw: m_raw->show(rawLines(snapshot, m_principle, now, m_window)); return;
    case Part::Exported: m_exported->show(seriesLines(snapshot.live.exported, m_principle)); return;
    }
}

void SelectedPrinciple::showCounted()
{
    auto lines = countedLines(m_session.state(), m_principle, m_session.now(), m_window);
    m_nothing->show(
        lines.empty() ? tr("Nothing was counted in the hour before now.")
                      : tr("Counted in the hour before now. Enter opens it in the audit."));
    m_counted->show(std::move(lines));
    const bool humility = m_principle == Principle::Tapeinophrosyne;
    m_competence->setVisible(humility);
    if (humility)
        m_competence->show(engine::competenceStatistics(m_session.state()));
}

} // namespace penelope::ui::compliance_page
