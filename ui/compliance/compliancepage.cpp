#include "ui/compliance/compliancepage.h"

#include "ui/charts/timeaxis.h"
#include "ui/charts/timeserieschart.h"
#include "ui/compliance/counted.h"
#include "ui/compliance/principlesmodel.h"
#include "ui/compliance/scorerule.h"
#include "ui/shell/statusstrip.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texttable.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

namespace penelope::ui::compliance_page {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

constexpr auto scoreWindow = 1h;
constexpr int principleRow = 36;
constexpr int lowRow = 28; ///< in a low window the detail needs the room
constexpr int lowPage = 640;
constexpr int widePage = 1100;
constexpr int principleCount = 7;

/// What the cell at the head says of the first Prometheus: how often, how fast, when next; or what is wrong.
QString pollText(const Session& session)
{
    const auto& sources = session.snapshot().live.sources;
    const auto found = std::find_if(
        sources.begin(), sources.end(), [](const auto& entry) { return entry.first.startsWith("prometheus/"_L1); });
    if (found == sources.end())
        return {};
    const auto& source = found->second;
    const auto now = session.now();
    const auto name = sourceName(found->first);
    const auto freshness = engine::freshness(source, now);
    if (freshness == Freshness::Stale || freshness == Freshness::Lost) {
        const auto since = source.lastSampleAt ? format::utcTime(*source.lastSampleAt) : format::absent();
        const auto state = words::freshness(freshness);
        const auto why = source.lastError.section(u'\n', 0, 0);
        //: %1 a source, %2 "STALE" or "LOST", %3 a time, %4 an error in its own words
        return why.isEmpty() ? CompliancePage::tr("%1 %2 since %3").arg(name, state, since)
                             : CompliancePage::tr("%1 %2 since %3: %4").arg(name, state, since, why);
    }
    auto text = CompliancePage::tr("%1 every %2").arg(name, format::duration(source.interval));
    if (source.latency)
        text += u", "_s + CompliancePage::tr("last %1 ms").arg(format::integer(source.latency->count()));
    if (source.nextTryAt && *source.nextTryAt > now)
        text += u", "_s + CompliancePage::tr("next in %1").arg(format::duration(*source.nextTryAt - now));
    return text;
}

} // namespace

CompliancePage::CompliancePage(Session& session, QWidget* parent)
    : Page(session, parent)
{
    build();
    connect(&session, &Session::changed, this, &CompliancePage::refresh);
    connect(&session, &Session::ticked, this, &CompliancePage::refresh);
    refresh();
}

void CompliancePage::build()
{
    setSurface(this, Surface::Panel);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    auto* head = new PageHead(title(), question(), this);
    m_poll = new Label({}, Type::Small, Tone::Muted, head);
    m_pollNow = new KeyButton(tr("Poll now"), u"Ctrl+R"_s, ButtonSize::Tool, head);
    m_setUp = new KeyButton(tr("Set up"), {}, ButtonSize::Tool, head);
    connect(m_pollNow, &KeyButton::clicked, this, [this] { session().refresh(); });
    connect(m_setUp, &KeyButton::clicked, this, [this] { emit openRequested(u"settings"_s, {}); });
    for (auto* tool : std::initializer_list<QWidget*>{m_poll, m_pollNow, m_setUp})
        head->addTool(tool);
    layout->addWidget(head);
    layout->addWidget(buildScore());
    layout->addWidget(new HairLine(Qt::Horizontal, this));
    layout->addWidget(buildTable());
    layout->addWidget(buildSelected(), 1);
}

QWidget* CompliancePage::buildScore()
{
    auto* pane = new QWidget(this);
    m_headline = new Label({}, Type::Score, Tone::Text, pane);
    m_range = new Label({}, Type::Title, Tone::Muted, pane);
    m_first = new Label({}, Type::Body, Tone::Text, pane);
    m_second = new Label({}, Type::Body, Tone::Muted, pane);
    m_badge = new Badge(pane);
    m_note = new Label({}, Type::Body, Tone::Text, pane);
    m_change = new Label({}, Type::Strong, Tone::Text, pane);
    m_spark = new Sparkline(pane);
    m_rule = new ScoreRule(pane);
    auto* sentences = new QVBoxLayout;
    sentences->setSpacing(0);
    sentences->addWidget(m_first);
    sentences->addWidget(m_second);
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_headline);
    line->addWidget(m_range);
    line->addSpacing(8);
    line->addLayout(sentences);
    line->addSpacing(16);
    line->addWidget(m_badge);
    line->addWidget(m_note);
    line->addStretch();
    m_trend = new QWidget(pane);
    auto* trend = new QHBoxLayout(m_trend);
    trend->setContentsMargins({});
    trend->setSpacing(8);
    trend->addWidget(new Label(tr("24 h"), Type::Body, Tone::Muted, m_trend));
    trend->addWidget(m_spark);
    trend->addWidget(m_change);
    line->addWidget(m_trend);
    auto* layout = new QVBoxLayout(pane);
    layout->setContentsMargins(16, 4, 16, 8);
    layout->setSpacing(4);
    layout->addLayout(line);
    layout->addWidget(m_rule);
    return pane;
}

QWidget* CompliancePage::buildTable()
{
    m_model = new PrinciplesModel(this);
    m_table = new TableView(this);
    m_table->setAccessibleName(tr("Principles"));
    m_table->setItemDelegate(new PrinciplesDelegate(m_table));
    m_table->setRowPx(principleRow);
    m_table->setModel(m_model);
    m_table->setColumnPx({296, 64, 208, 104, 136, 104, 64, 0});
    m_table->setNarrowColumnPx({152, 56, 164, 92, 100, 100, 60, 0});
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(
        m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        [this](const QModelIndex& now, const QModelIndex& before) {
            const auto* row = m_model->rowAt(now.row());
            if (!row)
                return;
            m_chosen = m_chosen || before.isValid();
            m_selected = row->principle;
            showSelected();
        });
    return m_table;
}

QWidget* CompliancePage::buildSelected()
{
    auto* pane = new QWidget(this);
    m_tabs = new QTabBar(pane);
    m_tabs->setAccessibleName(tr("Parts of the principle"));
    m_tabs->setDrawBase(true);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);
    m_parts = new QStackedWidget(pane);
    m_counted = new TextTable(this);
    m_counted->setHead({tr("Time UTC"), tr("Service"), tr("What was counted")});
    m_bands = new TextTable(this);
    m_bands->setHead({tr("Measured"), tr("Points"), {}});
    m_raw = new TextTable(this);
    m_raw->setHead({tr("Time UTC"), tr("Counted"), tr("Of"), tr("Value"), tr("Points")}, {1, 2, 3, 4});
    auto* counted = new QWidget(m_parts);
    auto* countedLayout = new QVBoxLayout(counted);
    countedLayout->setContentsMargins({});
    countedLayout->setSpacing(0);
    m_nothing = new Label({}, Type::Body, Tone::Muted, counted);
    m_nothing->setContentsMargins(16, 12, 16, 12);
    auto* countedTable = buildPart(m_counted, tr("What was counted"), counted);
    countedTable->setColumnPx({184, 200, 0});
    countedLayout->addWidget(m_nothing);
    countedLayout->addWidget(countedTable, 1);
    auto* bands = buildPart(m_bands, tr("Bands"), m_parts);
    bands->setColumnPx({200, 200, 0});
    auto* raw = buildPart(m_raw, tr("Raw series"), m_parts);
    raw->setColumnPx({0, 104, 104, 128, 104});
    const std::pair<QWidget*, QString> parts[] = {
        {buildChart(m_parts), tr("24 h")},
        {counted, tr("What was counted")},
        {bands, tr("Bands")},
        {raw, tr("Raw series")}};
    for (const auto& [part, name] : parts) {
        m_parts->addWidget(part);
        m_tabs->addTab(name);
    }
    connect(m_tabs, &QTabBar::currentChanged, this, &CompliancePage::showSelected);
    connect(countedTable, &TableView::opened, this, [this](const QModelIndex& index) {
        if (const auto item = index.data(IdRole).toString(); !item.isEmpty())
            emit openRequested(u"audit"_s, item);
    });
    auto* layout = new QVBoxLayout(pane);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_tabs);
    layout->addWidget(m_parts, 1);
    layout->addWidget(buildQuery(pane));
    return pane;
}

TableView* CompliancePage::buildPart(TextTable* model, const QString& name, QWidget* parent)
{
    auto* table = new TableView(parent);
    table->setAccessibleName(name);
    table->setItemDelegate(new RowDelegate(table));
    table->setRowPx(lowRow);
    table->setModel(model);
    return table;
}

QWidget* CompliancePage::buildChart(QWidget* parent)
{
    auto* pane = new QWidget(parent);
    m_chart = new charts::TimeSeriesChart(m_time, pane);
    m_lane = new charts::EventLane(m_time, pane);
    m_lane->setAccessibleName(tr("What was counted, over time"));
    constexpr int laneHeight = 20;
    m_lane->setFixedHeight(laneHeight);
    m_axis = new charts::TimeAxis(m_time, pane);
    constexpr int axisHeight = 24;
    m_axis->setFixedHeight(axisHeight);
    auto* layout = new QVBoxLayout(pane);
    layout->setContentsMargins(16, 4, 16, 0);
    layout->setSpacing(0);
    layout->addWidget(m_chart, 1);
    layout->addWidget(m_lane);
    layout->addWidget(m_axis);
    return pane;
}

QWidget* CompliancePage::buildQuery(QWidget* parent)
{
    auto* row = new QWidget(parent);
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

void CompliancePage::setPart(Part part)
{
    m_tabs->setCurrentIndex(static_cast<int>(part));
}

/// Seven rows and their head, never more: what is below them is the detail of one.
void CompliancePage::fitRows()
{
    const auto theme = Theme::of(this);
    const int row = height() < theme.px(lowPage) ? lowRow : principleRow;
    m_table->setRowPx(row);
    m_table->setFixedHeight(theme.px(row) * principleCount + theme.px(28) + 2);
    // The sentences say more than the curve where there is room for one of them; the chart below has the curve too.
    m_trend->setVisible(width() >= theme.px(widePage));
}

void CompliancePage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    fitRows();
}

void CompliancePage::showPoll()
{
    const bool live = session().mode() == Session::Mode::Live;
    const auto text = pollText(session());
    const bool none = live && text.isEmpty();
    m_poll->show(
        none ? tr("No Prometheus configured: the score is counted from the journal, canaries cannot be judged") : text);
    m_poll->setVisible(!m_poll->text().isEmpty());
    m_pollNow->setVisible(live && !none);
    m_setUp->setVisible(none);
}

void CompliancePage::refresh()
{
    // The score moves with events, and with the clock only as its window does: once in 15 s is enough.
    showPoll();
    const auto now = session().now();
    const auto seq = session().state().seq;
    const auto verified = session().snapshot().live.verified.to;
    const bool same = seq == m_shownSeq && verified == m_shownVerified && now >= m_shownAt && now - m_shownAt < 15s;
    if (same)
        return;
    m_shownSeq = seq;
    m_shownVerified = verified;
    m_shownAt = now;
    const bool live = session().mode() == Session::Mode::Live;
    auto fresh = view(
        session().snapshot(), now, scoreWindow,
        live ? std::optional{session().snapshot().live.heartbeat} : std::nullopt);
    if (fresh != m_view || m_first->text().isEmpty()) {
        m_view = std::move(fresh);
        Attention attention;
        attention.severity = m_view.severity;
        attention.count = m_view.severity && m_view.total ? static_cast<int>(*m_view.total + 0.5) : 0;
        attention.word = m_view.headline + u' ' + m_view.standingWord.toLower();
        if (attention != m_attention) {
            m_attention = attention;
            emit attentionChanged();
        }
        showView();
    }
    showSelected();
}

void CompliancePage::showView()
{
    m_headline->show(m_view.headline);
    m_range->show(m_view.range);
    m_first->show(m_view.first);
    m_second->show(m_view.second);
    if (m_view.severity)
        m_badge->show(m_view.severity, m_view.standingWord);
    else if (!m_view.total)
        m_badge->showUnknown(m_view.standingWord);
    else
        m_badge->show(std::nullopt, m_view.standingWord);
    constexpr double warning = 70;
    m_note->show(m_view.total && *m_view.total >= warning && m_view.low < warning ? tr("may be below 70") : QString());
    m_change->show(m_view.change.isEmpty() ? format::absent() : m_view.change);
    m_spark->show(m_view.trend);
    m_rule->show(m_view.total, m_view.low, m_view.high);
    m_model->show(m_view.rows);
    const int row = m_chosen ? m_model->rowOf(m_selected) : 0;
    if (row >= 0 && m_table->currentIndex().row() != row)
        m_table->selectRow(row);
}

void CompliancePage::showSelected()
{
    if (!isVisible())
        return;
    const auto name = words::principle(m_selected).section(u':', 0, 0);
    //: %1 is a principle
    m_tabs->setTabText(0, tr("%1, 24 h").arg(name));
    m_parts->setCurrentIndex(m_tabs->currentIndex());
    showChart();
    showLists();
    m_query->setText(promql(m_selected));
    m_query->setCursorPosition(0);
}

void CompliancePage::showChart()
{
    const auto now = session().now();
    const auto name = words::principle(m_selected).section(u':', 0, 0);
    charts::Plot plot;
    plot.name = name;
    plot.canary = history(session().snapshot(), m_selected, now);
    const bool measured = std::any_of(
        plot.canary.begin(), plot.canary.end(), [](const charts::Point& point) { return point.value.has_value(); });
    if (!measured)
        plot.missing = charts::Missing{now - 24h, tr("UNMEASURED in 24 h")};
    plot.lowest = 0;
    plot.highest = 100;
    plot.named = false;
    plot.limit = charts::Limit{70, charts::Side::Above, tr("warning 70")};
    plot.breachSeverity = Severity::P1;
    plot.description =
        tr("Points of 100 over 24 hours, %1 now; below 70 is a warning")
            .arg(plot.canary.back().value ? format::number(*plot.canary.back().value, 0) : tr("unmeasured"));
    m_time.follow({now - 24h, now});
    m_chart->show(plot);
    m_lane->show(countedMarks(session().state(), m_selected, now, 24h));
}

/// Only the list in view is made: a day of scores is some work.
void CompliancePage::showLists()
{
    const auto now = session().now();
    const auto& state = session().state();
    switch (static_cast<Part>(m_tabs->currentIndex())) {
    case Part::Chart: return;
    case Part::Counted: {
        auto lines = countedLines(state, m_selected, now, scoreWindow);
        m_nothing->show(
            lines.empty() ? tr("Nothing was counted in the hour before now.")
                          : tr("Counted in the hour before now. Enter opens it in the audit."));
        m_counted->show(std::move(lines));
        return;
    }
    case Part::Bands: m_bands->show(bandLines(scoreOf(session().snapshot(), m_selected, now, scoreWindow))); return;
    case Part::Raw: m_raw->show(rawLines(session().snapshot(), m_selected, now, scoreWindow)); return;
    }
}

void CompliancePage::takeFocus()
{
    m_table->setFocus();
}

void CompliancePage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    showSelected();
}

} // namespace penelope::ui::compliance_page
