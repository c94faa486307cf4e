#include "app/lab/outcome.h"

#include "app/lab/canaryoutcome.h"
#include "app/lab/child.h"
#include "app/lab/coreprocess.h"
#include "app/lab/probes.h"

#include <QRegularExpression>

namespace penelope::lab {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto p99Query =
    "histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket{job=\"payments\"}[10s])))";

QString gitText(const Programs& programs, const QString& repository, const QStringList& arguments)
{
    const auto output = runToEnd(programs.git, arguments, repository, {{u"GIT_CONFIG_GLOBAL"_s, u"/dev/null"_s}});
    return output ? QString::fromUtf8(*output).trimmed() : QString{};
}

Check checkWeights(const Layout& layout, int canary)
{
    const auto weights = haproxyWeights(layout.haproxySocket(), u"be_payments"_s);
    if (!weights)
        return {u"HAProxy: "_s + weights.error().message, false};
    return {
        u"HAProxy: payments has weights stable %1, canary %2."_s.arg(weights->stable).arg(weights->canary),
        weights->stable > 0 && weights->canary == canary};
}

Check checkUnchanged(const Programs& programs, const QString& repository, const QString& firstCommit)
{
    const auto head = headOf(programs, repository);
    return {u"git: payments is at %1, as at the start."_s.arg(head.left(10)), !head.isEmpty() && head == firstCommit};
}

/// The pool that a generator found, and that is deployed: what the store needs, and not twice as much.
Check checkTuned(const Programs& programs, const QString& repository, const Facts& facts)
{
    static const QRegularExpression size(u"(?m)^size = ([0-9]+)"_s);
    constexpr int least = 12; // 400 a second, 30 ms each
    constexpr int most = 24;
    const auto found = size.match(gitText(programs, repository, {u"show"_s, u"HEAD:service.toml"_s})).captured(1);
    const bool generated = !facts.patches.empty() && facts.patches.back().origin == "generator"_L1;
    return {
        u"git: the pool has %1 connections, found by a generator."_s.arg(found),
        generated && found.toInt() >= least && found.toInt() <= most};
}

Check checkPromoted(
    const Programs& programs, const QString& repository, const QString& firstCommit, const Facts& facts,
    const QString& pool = u"size = 32"_s)
{
    const auto head = headOf(programs, repository);
    const auto message = gitText(programs, repository, {u"log"_s, u"-1"_s, u"--format=%B"_s});
    const auto settings = gitText(programs, repository, {u"show"_s, u"HEAD:service.toml"_s});
    const bool ours = !facts.patches.empty() && facts.patches.back().commit == head &&
                      message.contains(u"Penelope-Journal: "_s + facts.journalId) &&
                      message.contains(u"Penelope-Patch: "_s + facts.patches.back().id) &&
                      message.contains(u"Penelope-Seq: "_s);
    return {
        u"git: payments is at %1, with the trailers of the promoted patch and %2."_s.arg(
            head.left(10), pool.isEmpty() ? u"another pool"_s : pool),
        ours && head != firstCommit && settings.contains(pool)};
}

Check checkNumber(int port, const char* what, const QString& query, const std::function<bool(double)>& holds)
{
    const auto value = promql(port, query);
    if (!value)
        return {u"Prometheus: "_s + value.error().message, false};
    if (!*value)
        return {u"Prometheus: no sample of %1."_s.arg(QLatin1StringView{what}), false};
    return {u"Prometheus: %1 is %2."_s.arg(QLatin1StringView{what}).arg(**value, 0, 'g', 3), holds(**value)};
}

Check checkJournal(const Layout& layout, const Programs& programs)
{
    const auto answer =
        runToEnd(programs.ctl, {u"verify"_s, layout.journal(), u"--json"_s}, layout.root, coreEnvironment(layout));
    if (!answer)
        return {u"verify: "_s + answer.error().message, false};
    return {u"verify: the journal proves itself."_s, true};
}

Check checkBreaker(const Facts& facts)
{
    return {
        facts.openBreakers.contains(u"payments"_s) ? u"The breaker of payments is open."_s
                                                   : u"The breaker of payments is not open."_s,
        facts.openBreakers.contains(u"payments"_s)};
}

Check checkDecision(const Facts& facts, const QString& decision, qint64 rule)
{
    for (auto it = facts.anomalies.rbegin(); it != facts.anomalies.rend(); ++it) {
        for (const auto& judged : it->decisions) {
            if (judged.decision == decision && judged.rule == rule)
                return {u"The journal has the decision to %1 by rule %2."_s.arg(decision).arg(rule), true};
        }
    }
    return {u"The journal has no decision to %1 by rule %2."_s.arg(decision).arg(rule), false};
}

} // namespace

QString headOf(const Programs& programs, const QString& repository)
{
    return gitText(programs, repository, {u"rev-parse"_s, u"main"_s});
}

std::vector<Check> readOutcome(
    Scenario scenario, const Layout& layout, const PortPlan& ports, const Programs& programs, const Facts& facts,
    const QString& firstCommit)
{
    const auto repository = layout.repository(u"payments"_s);
    const auto p99 = QString::fromLatin1(p99Query);
    const auto alerts = u"sum(count_over_time(ALERTS{alertstate=\"firing\"}[10m])) or vector(0)"_s;
    // Low traffic ends with a question: until it is answered the canary keeps its share.
    std::vector<Check> checks{checkWeights(layout, scenario == Scenario::LowTraffic ? 10 : 0)};
    const auto number = [&](const char* what, const QString& query, const std::function<bool(double)>& holds) {
        checks.push_back(checkNumber(ports.prometheus, what, query, holds));
    };
    switch (scenario) {
    case Scenario::Heal:
        checks.push_back(checkPromoted(programs, repository, firstCommit, facts));
        number("the p99 of payments in seconds", p99, [](double value) { return value < 0.5; });
        break;
    case Scenario::Tuned:
        checks.push_back(checkPromoted(programs, repository, firstCommit, facts, {}));
        checks.push_back(checkTuned(programs, repository, facts));
        number("the p99 of payments in seconds", p99, [](double value) { return value < 0.5; });
        break;
    case Scenario::Regression:
        checks.push_back(checkUnchanged(programs, repository, firstCommit));
        checks.push_back(checkDecision(facts, u"escalate"_s, 4));
        checks.push_back(checkBreaker(facts));
        number(
            "the share of failing requests to stable payments",
            u"sum(rate(http_requests_total{job=\"payments\",track=\"stable\",code=~\"5..\"}[10s])) / "
            "sum(rate(http_requests_total{job=\"payments\",track=\"stable\"}[10s]))"_s,
            [](double value) { return value < 0.001; });
        break;
    case Scenario::Transient:
        checks.push_back(checkUnchanged(programs, repository, firstCommit));
        checks.push_back(checkDecision(facts, u"observe"_s, 1));
        number("the p99 of payments in seconds", p99, [](double value) { return value < 0.5; });
        number("the count of seconds with an alert", alerts, [](double value) { return value > 0; });
        break;
    case Scenario::Calm:
        checks.push_back(checkUnchanged(programs, repository, firstCommit));
        checks.push_back({u"The journal has %1 anomalies."_s.arg(facts.anomalies.size()), facts.anomalies.empty()});
        number("the count of seconds with an alert", alerts, [](double value) { return value == 0; });
        break;
    case Scenario::BothArmsOutage: checks.push_back(checkPromoted(programs, repository, firstCommit, facts)); break;
    case Scenario::LowTraffic: checks.push_back(checkUnchanged(programs, repository, firstCommit)); break;
    case Scenario::TwinCrash:
    case Scenario::TwinLeak:
    case Scenario::TwinSlow:
    case Scenario::TwinNoWayBack:
        checks.push_back(checkUnchanged(programs, repository, firstCommit));
        for (auto& check : twinChecks(scenario, facts))
            checks.push_back(std::move(check));
        break;
    case Scenario::SlowLeak:
    case Scenario::CanaryCrash:
    case Scenario::SilentCanary:
        checks.push_back(checkUnchanged(programs, repository, firstCommit));
        number(
            "the rate of requests to stable payments",
            u"sum(rate(http_requests_total{job=\"payments\",track=\"stable\"}[3s]))"_s,
            [rate = rateOf(scenario)](double value) { return value > 0.7 * rate; });
        break;
    }
    for (auto& check : canaryChecks(scenario, facts))
        checks.push_back(std::move(check));
    checks.push_back(checkJournal(layout, programs));
    return checks;
}

} // namespace penelope::lab
