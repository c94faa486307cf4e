#pragma once

#include "core/base/worker.h"
#include "core/canary/retrial.h"
#include "ui/canaries/canarysheet.h"
#include "ui/canaries/canaryview.h"
#include "ui/canaries/pastview.h"
#include "ui/shell/page.h"
#include "ui/shell/stillness.h"

#include <functional>

class QStackedWidget;
class QVBoxLayout;

namespace penelope::ui {
class Badge;
class EmptyState;
class TableView;
class TextTable;
} // namespace penelope::ui

namespace penelope::ui::canaries {

class CanaryListModel;
class JudgedTableModel;
class RetrospectiveView;
class StepRuler;

/// "Is the new version worse?" (ux.md 4). Keys: P pause or resume, M promote, B abort, E evidence, T table,
/// R retrospective, Shift+R past range, N note, Ctrl+E export.
class CanariesPage : public Page
{
    Q_OBJECT

public:
    /// Asks the core for the series of a canary (canary_series of the core's ObservingEffect). Without one, in replay
    /// and offline, there are judged points only.
    using SeriesSource = std::function<void(const CanaryId& id, engine::Answer answer)>;

    /// Asks for the verdicts of every judge on a canary, as the journal stood at seq `last`.
    using RetrialSource = std::function<Task(
        const CanaryId& id, qint64 last, std::function<void(Result<std::vector<canary::Retrial>>)> done)>;
    /// Asks a service's Prometheus for a past range, and every judge for its verdicts on it. Only beside a core.
    using PastSource = std::function<void(const PastView::Wish&, std::function<void(Result<PastView::Judged>)>)>;
    /// Reads a file of counts (a vector of judge.md), and every judge's answer to it.
    using CountsSource =
        std::function<Task(const QString& file, std::function<void(Result<std::vector<QJsonObject>>)>)>;
    /// What the page does not find in the snapshot; without one the page says less.
    struct Sources
    {
        SeriesSource series;
        RetrialSource retrials;
        PastSource past;
        CountsSource counts;
    };

    explicit CanariesPage(Session& session, QWidget* parent = nullptr, Sources sources = {});

    static QString ownName() { return QStringLiteral("canaries"); }
    static QString ownTitle() { return tr("Canaries"); }
    QString name() const override { return ownName(); }
    QString title() const override { return ownTitle(); }
    QString question() const override { return tr("Is the new version worse?"); }
    Attention attention() const override { return m_attention; }
    QString selectedItem() const override { return m_selected.value(); }
    void takeFocus() override;
    void open(const QString& item) override;
    /// Draws the charts shown, with what they are about, into a file (svg or png).
    Status exportCharts(const QString& path);
    /// The judges' answers to a file of counts.
    void judgeFile(const QString& path);

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void build();
    QWidget* buildList();
    QWidget* buildDetail();
    QWidget* buildHead();
    void buildActions();
    void refresh();
    void showAttention();
    void showList();
    void showDetail();
    void showActions(const Detail& detail);
    void select(const CanaryId& id);
    void openSheet(Verb verb);
    void placeSheet();
    void closeSheet();
    void carryOut(Verb verb, const QString& reason);
    void buildBody();
    QWidget* buildEvidence();
    QWidget* buildTools();
    void showBody(int index);
    void askForExport();
    void askForSeries();
    void askForRetrials();
    void preparePast();
    void askForPast(const PastView::Wish& wish);
    void askForFile();

    CanaryId m_selected;
    std::optional<Detail> m_detail;
    canary::Trail m_trail; ///< of the selected canary
    Sources m_sources;
    Stillness* m_still;
    std::shared_ptr<const canary::Canary> m_retried; ///< what the judges were asked about last
    Task m_retrying;
    bool m_isRetrying = false;
    CanaryId m_asked; ///< whose series were asked for
    canary::Observed m_observed;
    Attention m_attention;

    QStackedWidget* m_stack = nullptr; ///< empty or not
    EmptyState* m_empty = nullptr;
    CanaryListModel* m_list = nullptr;
    TableView* m_listView = nullptr;
    QWidget* m_listPane = nullptr;
    QWidget* m_pane = nullptr;
    QStackedWidget* m_body = nullptr; ///< charts, table or evidence
    Badge* m_badge = nullptr;
    Label* m_service = nullptr;
    Label* m_state = nullptr;
    Label* m_question = nullptr;
    Label* m_lead = nullptr;
    Label* m_sentence = nullptr;
    Label* m_next = nullptr;
    Label* m_outlook = nullptr;
    Label* m_legend = nullptr; ///< how curves are drawn, and what they are made of
    Label* m_exported = nullptr;
    Label* m_flags = nullptr;
    StepRuler* m_ruler = nullptr;
    charts::ChartStack* m_charts = nullptr;
    JudgedTableModel* m_judged = nullptr;
    TableView* m_table = nullptr;
    TextTable* m_evidence = nullptr;
    TableView* m_evidenceView = nullptr;
    RetrospectiveView* m_retrospective = nullptr;
    PastView* m_past = nullptr;
    int m_pastAsked = 0; ///< the newest question's number: an older answer comes too late
    Task m_counting;
    CanarySheet* m_sheet = nullptr;
    QAction* m_pause = nullptr;
    QAction* m_promote = nullptr;
    QAction* m_abort = nullptr;
    QAction* m_showTable = nullptr;
    QAction* m_showEvidence = nullptr;
    QAction* m_showRetrospective = nullptr;
    QAction* m_showPast = nullptr;
    QAction* m_export = nullptr;
};

} // namespace penelope::ui::canaries
