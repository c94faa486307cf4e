#include "core/canary/retrial.h"

#include "core/canary/judge/vectors.h"
#include "core/canary/thresholds.h"

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace penelope::canary {
namespace {

/// Of a ratio: requests to the canary that failed.
double failuresIn(const Canary& canary, const Analysis& interval)
{
    for (const auto& metric : canary.metrics) {
        const auto at = interval.counts.find(metric.name);
        if (metric.kind == patch::MetricKind::Ratio && at != interval.counts.end() && at->second.canary)
            return at->second.canary->y;
    }
    return 0;
}

/// Why the clock stood when the interval was judged first.
Surroundings surroundingsOf(const Analysis& written)
{
    const auto stood = [&written](QLatin1StringView word) { return written.rule == word || written.standing == word; };
    return {.restDay = stood("rest_day"_L1), .frozen = stood("frozen"_L1)};
}

class Court
{
public:
    Court(const QString& judge, const policy::State& policy)
        : m_judge(judge)
        , m_policy(policy)
    {}

    /// False where nothing after it can be judged.
    bool take(journal::Event event)
    {
        if (event.kind == "CanaryCreated"_L1) {
            event.payload.set(u"judge"_s, Json{m_judge});
        } else if (event.kind == "CanaryAnalysed"_L1) {
            return judge(event);
        } else if (event.kind == "CanaryRollbackDecided"_L1 || event.kind == "CanaryFinished"_L1) {
            return false;
        }
        if (!isOfTheOtherJudge(event))
            apply(m_canary, event);
        return true;
    }

    std::vector<Said> said() && { return std::move(m_said); }

private:
    /// This one holds and asks for itself.
    bool isOfTheOtherJudge(const journal::Event& event) const
    {
        return event.kind == "CanaryHeld"_L1 || (event.kind == "CanaryPaused"_L1 && event.actor == "core"_L1) ||
               (event.kind == "CanaryResumed"_L1 && m_canary.status != Status::Paused);
    }
    bool judge(const journal::Event& event)
    {
        const auto written = analysisFrom(event.payload);
        const auto drafts = analyse(m_canary, intervalFrom(event.payload), surroundingsOf(written), m_policy);
        if (drafts.empty())
            return true;
        m_failures += failuresIn(m_canary, written);
        auto mine = event;
        mine.payload = drafts.front().payload;
        const auto analysis = analysisFrom(mine.payload);
        Said said{
            .at = analysis.to,
            .sinceStart = std::chrono::duration_cast<Milliseconds>(analysis.to - m_canary.stepLog.front().decidedAt),
            .step = analysis.step,
            .percent = analysis.percent,
            .verdict = analysis.verdict,
            .rule = analysis.rule,
            .text = {},
            .results = analysis.results,
            .failures = m_failures};
        apply(m_canary, mine);
        if (drafts.size() > 1)
            follow(drafts[1], event, said);
        m_said.push_back(said);
        return said.verdict != Verdict::Rollback;
    }

    void follow(const journal::Draft& draft, const journal::Event& event, Said& said)
    {
        const auto& reason = draft.payload[u"reason"];
        said.text = reason.isObject() ? reason[u"text"].toString() : reason.toString();
        said.asksPerson = draft.kind == "CanaryPaused"_L1;
        said.acts = draft.kind == "CanaryRollbackDecided"_L1 || said.asksPerson ||
                    (draft.kind == "CanaryStepDecided"_L1 && std::exchange(m_promoted, said.step) != said.step);
        if (draft.kind != "CanaryHeld"_L1 && !said.asksPerson)
            return;
        auto mine = event;
        mine.kind = draft.kind;
        mine.payload = draft.payload;
        apply(m_canary, mine);
    }

    QString m_judge;
    const policy::State& m_policy;
    Canary m_canary;
    std::vector<Said> m_said;
    double m_failures = 0;
    int m_promoted = 0; ///< step
};

penelope::Status beginsWithCanary(const std::vector<journal::Event>& events)
{
    if (events.empty() || events.front().kind != "CanaryCreated"_L1)
        return failure(ErrorCode::Malformed, u"there is no canary's beginning among the events"_s, u"events"_s);
    return {};
}

} // namespace

Result<Retrial> judgeAgain(const std::vector<journal::Event>& events, const QString& judge, const policy::State& policy)
{
    if (!judge::judges().contains(judge)) {
        return failure(
            ErrorCode::Malformed, u"there is no judge \"%1\": %2"_s.arg(judge, judge::judges().join(u", "_s)),
            u"judge"_s);
    }
    if (auto status = beginsWithCanary(events); !status)
        return Failure{status.error()};
    Court court(judge, policy);
    for (const auto& event : events) {
        if (!court.take(event))
            break;
    }
    return Retrial{judge, std::move(court).said()};
}

Result<std::vector<Retrial>> judgeByAll(const std::vector<journal::Event>& events, const policy::State& policy)
{
    std::vector<Retrial> all;
    for (const auto& judge : judge::judges()) {
        auto trial = judgeAgain(events, judge, policy);
        if (!trial)
            return Failure{trial.error()};
        all.push_back(std::move(*trial));
    }
    return all;
}

} // namespace penelope::canary
