#include "ui/compliance/compliancepage.h"

#include "ui/charts/timeaxis.h"
#include "ui/charts/timeserieschart.h"
#include "ui/compliance/principlesmodel.h"
#include "ui/compliance/scorerule.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/tableview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace penelope::ui::compliance_page {
namespace {

using namespace std::chrono_literals;

constexpr auto scoreWindow = 1h;
constexpr int principleRow = 36;
constexpr int principleCount = 7;

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
    layout->addWidget(new PageHead(title(), question(), this));
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
    line->addWidget(new Label(tr("24 h"), Type::Body, Tone::Muted, pane));
    line->addWidget(m_spark);
    line->addWidget(m_change);
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
    m_table->setColumnPx({320, 72, 240, 120, 152, 104, 0});
    m_table->setNarrowColumnPx({232, 60, 140, 96, 136, 92, 0});
    constexpr int head = 28;
    m_table->setFixedHeight(Theme::of(this).px(principleRow) * principleCount + head);
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
    m_selectedTitle = new Label({}, Type::Strong, Tone::Text, pane);
    m_chart = new charts::TimeSeriesChart(m_time, pane);
    m_axis = new charts::TimeAxis(m_time, pane);
    constexpr int axisHeight = 24;
    m_axis->setFixedHeight(axisHeight);
    m_query = new QLineEdit(pane);
    m_query->setReadOnly(true);
    m_query->setAccessibleName(tr("The same question for Prometheus"));
    setType(m_query, Type::Mono);
    auto* copy = new KeyButton(tr("Copy PromQL"), {}, ButtonSize::Tool, pane);
    connect(copy, &KeyButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_query->text()); });
    auto* head = new QHBoxLayout;
    head->addWidget(m_selectedTitle);
    head->addStretch();
    head->addWidget(
        new Label(tr("from the journal, each point over the hour before it"), Type::Small, Tone::Muted, pane));
    auto* query = new QHBoxLayout;
    query->setSpacing(8);
    query->addWidget(m_query, 1);
    query->addWidget(copy);
    auto* layout = new QVBoxLayout(pane);
    layout->setContentsMargins(16, 12, 16, 12);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_chart, 1);
    layout->addWidget(m_axis);
    layout->addLayout(query);
    return pane;
}

void CompliancePage::refresh()
{
    // The score moves with events, and with the clock only as its window does: once in 15 s is enough.
    const auto now = session().now();
    const auto seq = session().state().seq;
    const auto verified = session().snapshot().live.verified.to;
    const bool same = seq == m_shownSeq && verified == m_shownVerified && now >= m_shownAt && now - m_shownAt < 15s;
    if (same)
        return;
    m_shownSeq = seq;
    m_shownVerified = verified;
    m_shownAt = now;
    auto fresh = view(session().snapshot(), now, scoreWindow);
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
    const auto now = session().now();
    const auto name = words::principle(m_selected).section(u':', 0, 0);
    //: %1 is a principle
    m_selectedTitle->show(tr("%1, 24 h").arg(name));
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
        tr("Points of 100 over 24 hours, %1 now")
            .arg(plot.canary.back().value ? format::number(*plot.canary.back().value, 0) : tr("unmeasured"));
    m_time.follow({now - 24h, now});
    m_chart->show(plot);
    m_query->setText(promql(m_selected));
    m_query->setCursorPosition(0);
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
