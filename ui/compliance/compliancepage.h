#pragma once

#include "ui/charts/timecontext.h"
#include "ui/compliance/scoreview.h"
#include "ui/shell/page.h"

class QLineEdit;
class QStackedWidget;
class QTabBar;

namespace penelope::ui {
class Badge;
class KeyButton;
class Label;
class TableView;
class TextTable;
namespace charts {
class EventLane;
class TimeAxis;
class TimeSeriesChart;
} // namespace charts
} // namespace penelope::ui

namespace penelope::ui::compliance_page {

class PrinciplesModel;
class ScoreRule;
class Sparkline;

/// "Is Penelope keeping its seven principles?" (ux.md 5). From the journal, so it also works offline and in replay.
class CompliancePage : public Page
{
    Q_OBJECT

public:
    explicit CompliancePage(Session& session, QWidget* parent = nullptr);

    QString name() const override { return QStringLiteral("compliance"); }
    QString title() const override { return tr("Compliance"); }
    QString question() const override { return tr("Is Penelope keeping its seven principles?"); }
    Attention attention() const override { return m_attention; }
    void takeFocus() override;

    enum class Part { Chart, Counted, Bands, Raw };
    /// The part of the selected principle that is shown below the table.
    void setPart(Part part);

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    QWidget* buildScore();
    QWidget* buildTable();
    QWidget* buildSelected();
    QWidget* buildChart(QWidget* parent);
    TableView* buildPart(TextTable* model, const QString& name, QWidget* parent);
    QWidget* buildQuery(QWidget* parent);
    void fitRows();
    void showPoll();
    void showChart();
    void showLists();
    void refresh();
    void showView();
    void showSelected();

    View m_view;
    Attention m_attention;
    compliance::Principle m_selected = compliance::Principle::Sophia;
    bool m_chosen = false; ///< a person chose the row; else the one that may lose most

    qint64 m_shownSeq = -1;
    qint64 m_shownVerified = -1;
    Instant m_shownAt{};

    charts::TimeContext m_time;
    Label* m_headline = nullptr;
    Label* m_range = nullptr;
    Label* m_first = nullptr;
    Label* m_second = nullptr;
    Badge* m_badge = nullptr;
    Label* m_note = nullptr;
    Label* m_change = nullptr;
    QWidget* m_trend = nullptr;
    Sparkline* m_spark = nullptr;
    ScoreRule* m_rule = nullptr;
    PrinciplesModel* m_model = nullptr;
    TableView* m_table = nullptr;
    Label* m_poll = nullptr;
    KeyButton* m_pollNow = nullptr;
    KeyButton* m_setUp = nullptr;
    QTabBar* m_tabs = nullptr;
    QStackedWidget* m_parts = nullptr;
    TextTable* m_counted = nullptr;
    TextTable* m_bands = nullptr;
    TextTable* m_raw = nullptr;
    Label* m_nothing = nullptr;
    charts::TimeSeriesChart* m_chart = nullptr;
    charts::EventLane* m_lane = nullptr;
    charts::TimeAxis* m_axis = nullptr;
    QLineEdit* m_query = nullptr;
};

} // namespace penelope::ui::compliance_page
