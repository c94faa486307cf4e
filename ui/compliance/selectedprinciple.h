#pragma once

#include "ui/charts/timecontext.h"
#include "ui/compliance/beside.h"

#include <QWidget>

class QLineEdit;
class QStackedWidget;
class QTabBar;
class QVBoxLayout;

namespace penelope::ui {
class Label;
class TableView;
namespace charts {
class EventLane;
class TimeAxis;
class TimeSeriesChart;
} // namespace charts
} // namespace penelope::ui

namespace penelope::ui::compliance_page {

class CompetenceStrip;

/// What stands behind one principle: its day, what was counted, its bands, both raw series and the question.
class SelectedPrinciple : public QWidget
{
    Q_OBJECT

public:
    explicit SelectedPrinciple(Session& session, QWidget* parent = nullptr);

    enum class Part { Chart, Counted, Bands, Raw, Exported };
    void setPart(Part part);
    /// Only while it is visible: a day of scores is some work.
    void show(compliance::Principle principle, Milliseconds window, const Comparison& comparison);
    /// The ages in the words, once a second.
    void showBeside(const Comparison& comparison);

signals:
    void partChanged();
    /// Enter on what was counted: a seq or a filter for the audit.
    void recordRequested(const QString& item);

private:
    QWidget* buildTabs();
    QWidget* buildChart();
    charts::TimeSeriesChart& chart();
    QWidget* buildCounted();
    QWidget* buildExported();
    QWidget* buildQuery();
    TableView* buildTable(TextTable* model, const QString& name, QWidget* parent);
    void showChart();
    void showList();
    void showCounted();

    Session& m_session;
    compliance::Principle m_principle = compliance::Principle::Sophia;
    Milliseconds m_window{};

    charts::TimeContext m_time;
    QTabBar* m_tabs = nullptr;
    QStackedWidget* m_parts = nullptr;
    Label* m_beside = nullptr;
    TextTable* m_counted;
    TextTable* m_bands;
    TextTable* m_raw;
    TextTable* m_exported;
    Label* m_nothing = nullptr;
    Label* m_note = nullptr;
    CompetenceStrip* m_competence = nullptr;
    QVBoxLayout* m_chartPane = nullptr;
    charts::TimeSeriesChart* m_chart = nullptr; ///< once the page was shown
    charts::EventLane* m_lane = nullptr;
    charts::TimeAxis* m_axis = nullptr;
    QLineEdit* m_query = nullptr;
};

} // namespace penelope::ui::compliance_page
