#include "ui/canaries/retrospective.h"

#include "core/canary/judge/vectors.h"
#include "ui/canaries/canaryview.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/rowdelegate.h"
#include "ui/widgets/tableview.h"

#include <QItemSelectionModel>
#include <QJsonArray>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace penelope::ui::canaries {
namespace {

constexpr int retrospectiveLeading = 4; ///< judge, verdict, when, share

QString judgeName(const QString& code)
{
    if (code == QStringLiteral("sequential"))
        return RetrospectiveView::tr("sequential");
    if (code == QStringLiteral("thresholds"))
        return RetrospectiveView::tr("thresholds");
    return code == QStringLiteral("mann_whitney") ? RetrospectiveView::tr("Mann–Whitney") : words::code(code);
}

/// Those that are counted: a complement says the same of the same requests.
std::vector<patch::MetricSpec> counted(const canary::Canary& canary)
{
    std::vector<patch::MetricSpec> metrics;
    std::copy_if(
        canary.metrics.begin(), canary.metrics.end(), std::back_inserter(metrics),
        [](const patch::MetricSpec& metric) { return metric.kind != patch::MetricKind::Complement; });
    return metrics;
}

QString whyOf(const canary::Said& said)
{
    if (!said.text.isEmpty())
        return words::told(said.text);
    if (said.verdict == canary::Verdict::Promote)
        return RetrospectiveView::tr("nothing speaks against going on");
    bool isNumber = false;
    const auto rule = said.rule.toInt(&isNumber);
    return isNumber ? words::judgeRule(rule) : words::judged(said.rule);
}

QStringList cellsOf(const std::vector<patch::MetricSpec>& metrics, const canary::Said& said, const QString& verdict)
{
    QStringList cells{verdict, format::utcTime(said.at), format::percent(said.percent / 100.0)};
    for (const auto& metric : metrics) {
        const auto found = std::find_if(said.results.begin(), said.results.end(), [&metric](const auto& result) {
            return result.metric == metric.name;
        });
        cells.append(found == said.results.end() ? format::absent() : shown(look(metric), found->canary));
    }
    cells.append(whyOf(said));
    return cells;
}

/// What a judge of counts says is a word of the contract.
QString verdictText(const QString& verdict)
{
    for (const auto known :
         {canary::Verdict::Observe, canary::Verdict::Promote, canary::Verdict::Hold, canary::Verdict::Rollback}) {
        if (verdict.compare(canary::toWord(known), Qt::CaseInsensitive) == 0)
            return words::verdict(known);
    }
    return verdict;
}

QString runText(const canary::judge::VerdictRun& run)
{
    auto verdict = verdictText(run.verdict);
    const auto rule = run.rule.toInt();
    // What observes and what goes on needs no reason.
    if (verdict == words::verdict(canary::Verdict::Hold) || verdict == words::verdict(canary::Verdict::Rollback))
        verdict += QStringLiteral(" (%1)").arg(rule > 0 ? words::judgeRule(rule) : words::judged(run.rule));
    //: %1 is a verdict, %2 of how many intervals in a row
    return run.times == 1 ? verdict : RetrospectiveView::tr("%1 ×%2").arg(verdict).arg(run.times);
}

QString verdictOf(const canary::Said& said)
{
    return said.asksPerson ? RetrospectiveView::tr("asks a person") : words::verdict(said.verdict);
}

} // namespace

QStringList retrospectiveHead(const canary::Canary& canary)
{
    QStringList head{
        RetrospectiveView::tr("Judge"), RetrospectiveView::tr("Verdict"), RetrospectiveView::tr("Decided at UTC"),
        RetrospectiveView::tr("Share")};
    for (const auto& metric : counted(canary))
        head.append(look(metric).name);
    head.append(RetrospectiveView::tr("Why"));
    return head;
}

std::vector<TextTable::Line>
retrospectiveLines(const canary::Canary& canary, const std::vector<canary::Retrial>& trials)
{
    const auto metrics = counted(canary);
    std::vector<TextTable::Line> lines;
    for (const auto& trial : trials) {
        const bool led = trial.judge == canary.judge;
        auto name = judgeName(trial.judge);
        const auto add = [&](const canary::Said& said, const QString& verdict) {
            lines.push_back({QStringList{std::exchange(name, {})} + cellsOf(metrics, said, verdict), {}, led});
        };
        for (const auto& said : trial.said) {
            if (said.acts)
                add(said, verdictOf(said));
        }
        if (name.isEmpty())
            continue;
        if (trial.said.empty())
            lines.push_back({{name, RetrospectiveView::tr("nothing judged")}, {}, led});
        else
            add(trial.said.back(), RetrospectiveView::tr("no act so far"));
    }
    return lines;
}

RetrospectiveView::RetrospectiveView(QWidget* parent)
    : QWidget(parent)
    , m_about(new Label({}, Type::Body, Tone::Muted, this))
    , m_model(new TextTable(this))
    , m_table(new TableView(this))
    , m_why(new Label({}, Type::Body, Tone::Text, this))
{
    m_about->setWordWrap(true);
    m_why->setWordWrap(true);
    m_table->setAccessibleName(tr("What each judge would have done"));
    m_table->setItemDelegate(new RowDelegate(m_table));
    m_table->setModel(m_model);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(8);
    layout->addWidget(m_about);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_why);
    setFocusProxy(m_table);
    // Reasons are sentences, longer than a cell.
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RetrospectiveView::showWhy);
    connect(m_model, &QAbstractItemModel::modelReset, this, &RetrospectiveView::showWhy);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &RetrospectiveView::showWhy);
}

void RetrospectiveView::showWhy()
{
    const auto row = m_table->currentIndex().row();
    m_why->show(row < 0 ? QString() : m_model->index(row, m_model->columnCount() - 1).data().toString());
}

void RetrospectiveView::showWaiting()
{
    m_about->show(tr("Judging the counts of the journal again …"));
    m_model->show({});
}

void RetrospectiveView::showTrouble(const QString& sentence)
{
    //: %1 is a sentence that says why
    m_about->show(tr("It cannot be judged again: %1").arg(sentence));
    m_model->show({});
}

void RetrospectiveView::show(const canary::Canary& canary, const std::vector<canary::Retrial>& trials)
{
    //: %1 is a judge, such as thresholds
    m_about->show(
        tr("Each judge on the counts that the journal holds. This canary was led by %1; another judge is exact up to "
           "its first verdict that differs, and from there on it says what it would of a canary led so.")
            .arg(judgeName(canary.judge)));
    showTrials(canary, trials);
}

void RetrospectiveView::say(const QString& sentence)
{
    m_about->show(sentence);
    m_model->show({});
}

void RetrospectiveView::showPast(
    const QString& about, const canary::Canary& canary, const std::vector<canary::Retrial>& trials)
{
    m_about->show(about);
    showTrials(canary, trials);
}

void RetrospectiveView::showCounts(const QString& about, const std::vector<QJsonObject>& answers)
{
    m_about->show(about);
    m_model->setHead({tr("Judge"), tr("Intervals"), tr("Last verdict"), tr("Verdicts")}, {1});
    m_table->setColumnPx({116, 80, 160, 0});
    std::vector<TextTable::Line> lines;
    for (const auto& answer : answers) {
        const auto runs = canary::judge::verdictRuns(answer);
        qsizetype intervals = 0;
        QStringList said;
        for (const auto& run : runs) {
            intervals += run.times;
            said.append(runText(run));
        }
        lines.push_back(
            {{judgeName(answer[QStringLiteral("judge")].toString()), QString::number(intervals),
              runs.empty() ? tr("nothing judged") : verdictText(runs.back().verdict), said.join(QStringLiteral(", "))},
             {},
             false});
    }
    m_model->show(std::move(lines));
    m_table->selectRow(0);
}

void RetrospectiveView::showTrials(const canary::Canary& canary, const std::vector<canary::Retrial>& trials)
{
    const auto head = retrospectiveHead(canary);
    std::set<int> numbers;
    std::vector<int> widths{116, 112, 112, 56};
    std::vector<int> narrow{104, 92, 96, 48};
    for (int column = retrospectiveLeading; column < static_cast<int>(head.size()) - 1; ++column) {
        numbers.insert(column);
        widths.push_back(96);
        narrow.push_back(72);
    }
    numbers.insert({2, 3});
    constexpr int leastForWhy = 240;
    widths.push_back(0);
    narrow.push_back(0);
    m_model->setHead(head, numbers);
    m_table->setColumnPx(widths);
    m_table->setNarrowColumnPx(narrow, leastForWhy);
    m_model->show(retrospectiveLines(canary, trials));
    if (!m_table->currentIndex().isValid())
        m_table->selectRow(0);
}

} // namespace penelope::ui::canaries
