#include "ui/text/reasons.h"

#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/widgets/diffindex.h"

#include <map>

namespace penelope::ui::words {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Reasons
{
    Q_DECLARE_TR_FUNCTIONS(Reasons)
};

QString sayReason(const std::map<QString, const char*>& table, const QString& key)
{
    const auto found = table.find(key);
    return found == table.end() ? code(key) : Reasons::tr(found->second);
}

QString withStop(QString sentence)
{
    if (!sentence.isEmpty() && !sentence.endsWith(u'.'))
        sentence += u'.';
    return sentence;
}

QString shown(const Json& args, QStringView name, int most = -1)
{
    const auto text = visibleText(args[name].toString());
    return most < 0 ? text : text.left(most);
}

QString before(const Json& args)
{
    if (const auto ms = args.integer(u"before_ms"))
        return format::duration(Milliseconds{*ms});
    // Written so by the first versions.
    if (const auto minutes = args.integer(u"minutes"))
        return format::duration(std::chrono::minutes{*minutes});
    return {};
}

QString commitCause(const Json& args)
{
    const auto commit = shown(args, u"commit", 8);
    const auto author = shown(args, u"author");
    const auto summary = shown(args, u"summary");
    const auto time = before(args);
    auto sentence = summary.isEmpty()
                        //: %1 the id of a commit, %2 a person
                        ? Reasons::tr("Commit %1 by %2").arg(commit, author)
                        //: %1 the id of a commit, %2 a person, %3 the summary of the commit
                        : Reasons::tr("Commit %1 by %2, “%3”").arg(commit, author, summary);
    if (!time.isEmpty())
        //: %1 is a span of time such as "11 min"; the onset is that of the anomaly
        sentence += u", "_s + Reasons::tr("%1 before the onset").arg(time);
    return withStop(sentence);
}

QString firstPrecedent(const sophia::DecisionRecord& record)
{
    if (record.precedents.empty())
        return Reasons::tr("A precedent");
    const auto& precedent = record.precedents.front();
    //: %1 the id of a precedent, %2 a similarity such as 0.93
    return Reasons::tr("Precedent %1, %2 similar,")
        .arg(visibleText(precedent.id).left(16), format::number(precedent.similarity, 2));
}

std::optional<double> numberOf(const sophia::DecisionRecord& record, QLatin1String name)
{
    for (const auto& one : record.inputs) {
        if (one.name == name && one.value.isNumber())
            return one.value.toDouble();
    }
    return std::nullopt;
}

QString looksAgain(const sophia::DecisionRecord& record)
{
    if (!record.reviewAt)
        return {};
    return u' ' + Reasons::tr("It looks again after %1.").arg(format::duration(*record.reviewAt - record.at));
}

QString impactText(const sophia::DecisionRecord& record)
{
    return format::number(record.impactTenThousandths / 10'000.0, 2);
}

QString verdictText(const sophia::Verdict& verdict)
{
    //: %1 the number of a rule, %2 a decision such as "escalate"
    return Reasons::tr("rule %1 would have decided: %2").arg(verdict.rule).arg(decision(verdict.decision));
}

} // namespace

QString metric(const QString& name)
{
    static const std::map<QString, const char*> table{
        {u"error_rate"_s, QT_TRANSLATE_NOOP("Reasons", "error rate")},
        {u"success_rate"_s, QT_TRANSLATE_NOOP("Reasons", "success rate")},
        {u"slow_rate"_s, QT_TRANSLATE_NOOP("Reasons", "slow rate")},
        {u"p99"_s, QT_TRANSLATE_NOOP("Reasons", "p99 latency")},
        {u"p95"_s, QT_TRANSLATE_NOOP("Reasons", "p95 latency")},
        {u"p50"_s, QT_TRANSLATE_NOOP("Reasons", "median latency")},
        {u"p99_latency"_s, QT_TRANSLATE_NOOP("Reasons", "p99 latency")},
        {u"latency"_s, QT_TRANSLATE_NOOP("Reasons", "latency")},
        {u"requests"_s, QT_TRANSLATE_NOOP("Reasons", "requests")},
        {u"affected_users"_s, QT_TRANSLATE_NOOP("Reasons", "affected users")},
        {u"queue_depth"_s, QT_TRANSLATE_NOOP("Reasons", "queue depth")},
        {u"memory"_s, QT_TRANSLATE_NOOP("Reasons", "memory")},
        {u"cpu"_s, QT_TRANSLATE_NOOP("Reasons", "processor")},
        {u"pool_in_use"_s, QT_TRANSLATE_NOOP("Reasons", "pool in use")},
        {u"saturation"_s, QT_TRANSLATE_NOOP("Reasons", "saturation")},
        {u"complexity"_s, QT_TRANSLATE_NOOP("Reasons", "complexity")},
        {u"dependencies"_s, QT_TRANSLATE_NOOP("Reasons", "dependencies")},
        {u"recent_commits"_s, QT_TRANSLATE_NOOP("Reasons", "recent changes")},
        {u"coverage"_s, QT_TRANSLATE_NOOP("Reasons", "test coverage")},
        {u"commits"_s, QT_TRANSLATE_NOOP("Reasons", "commits of the service")},
        {u"severity"_s, QT_TRANSLATE_NOOP("Reasons", "severity")}};
    return visibleText(sayReason(table, name));
}

QString input(const QString& name)
{
    static const std::map<QString, const char*> table{
        {u"similar"_s, QT_TRANSLATE_NOOP("Reasons", "similar episodes")},
        {u"self_resolved"_s, QT_TRANSLATE_NOOP("Reasons", "of them resolved by themselves")},
        {u"risk"_s, QT_TRANSLATE_NOOP("Reasons", "risk")},
        {u"impact"_s, QT_TRANSLATE_NOOP("Reasons", "impact")},
        {u"severity"_s, QT_TRANSLATE_NOOP("Reasons", "severity")},
        {u"precedents"_s, QT_TRANSLATE_NOOP("Reasons", "precedents")},
        {u"own_level"_s, QT_TRANSLATE_NOOP("Reasons", "similarity that gives its own level")},
        {u"precedent"_s, QT_TRANSLATE_NOOP("Reasons", "a precedent")},
        {u"precedent_success"_s, QT_TRANSLATE_NOOP("Reasons", "similarity of a precedent that succeeded")},
        {u"precedent_failure"_s, QT_TRANSLATE_NOOP("Reasons", "similarity of a precedent that failed")},
        {u"precedent_outcome"_s, QT_TRANSLATE_NOOP("Reasons", "outcome of the precedent")},
        {u"precedent_similarity"_s, QT_TRANSLATE_NOOP("Reasons", "similarity of the precedent")},
        {u"no_proposal"_s, QT_TRANSLATE_NOOP("Reasons", "no patch was found")},
        {u"rejected"_s, QT_TRANSLATE_NOOP("Reasons", "the patch was rejected")},
        {u"expired"_s, QT_TRANSLATE_NOOP("Reasons", "the request expired")},
        {u"cancelled"_s, QT_TRANSLATE_NOOP("Reasons", "the patch was cancelled")},
        {u"refused"_s, QT_TRANSLATE_NOOP("Reasons", "the patch was refused")},
        {u"similarity"_s, QT_TRANSLATE_NOOP("Reasons", "similarity")},
        {u"confidence"_s, QT_TRANSLATE_NOOP("Reasons", "confidence")}};
    const auto found = table.find(name);
    return found == table.end() ? metric(name) : Reasons::tr(found->second);
}

QString inputValue(const QString& name, const Json& value)
{
    if (sophia::isNothing(value))
        return Reasons::tr("UNKNOWN");
    if (value.isString())
        return visibleText(value.toString());
    if (value.isObject())
        //: an outcome such as "success", a similarity such as 0.93
        return Reasons::tr("%1, %2 similar")
            .arg(outcome(value[u"outcome"].toString()), format::number(value[u"similarity"].toDouble(), 2));
    const double number = value.toDouble();
    static const std::map<QString, int> shares{{u"self_resolved"_s, 0}, {u"coverage"_s, 0}, {u"error_rate"_s, 1}};
    if (const auto share = shares.find(name); share != shares.end() && number <= 1)
        return format::percent(number, share->second);
    const bool whole = number == static_cast<double>(static_cast<qint64>(number));
    const bool counts = name == "similar"_L1 || name == "dependencies"_L1 || name == "recent_commits"_L1 ||
                        name == "affected_users"_L1 || name == "self_resolved"_L1 || name == "precedents"_L1;
    return format::number(number, counts && whole ? 0 : 2);
}

QString source(const QString& name)
{
    static const std::map<QString, const char*> table{
        {u"alertmanager"_s, QT_TRANSLATE_NOOP("Reasons", "Alertmanager")},
        {u"api"_s, QT_TRANSLATE_NOOP("Reasons", "HTTP interface")},
        {u"core"_s, QT_TRANSLATE_NOOP("Reasons", "core")},
        {u"journal"_s, QT_TRANSLATE_NOOP("Reasons", "journal")},
        {u"operator"_s, QT_TRANSLATE_NOOP("Reasons", "operator")},
        {u"policy"_s, QT_TRANSLATE_NOOP("Reasons", "policy")},
        {u"prometheus"_s, QT_TRANSLATE_NOOP("Reasons", "Prometheus")},
        {u"service"_s, QT_TRANSLATE_NOOP("Reasons", "service")}};
    const auto found = table.find(name);
    return found == table.end() ? told(name) : Reasons::tr(found->second);
}

QString outcome(const QString& code)
{
    static const std::map<QString, const char*> table{
        {u"success"_s, QT_TRANSLATE_NOOP("Reasons", "success")},
        {u"failure"_s, QT_TRANSLATE_NOOP("Reasons", "failure")},
        {u"rollback"_s, QT_TRANSLATE_NOOP("Reasons", "rollback")},
        {QString{}, QT_TRANSLATE_NOOP("Reasons", "outcome open")}};
    return sayReason(table, code);
}

QString cause(const QString& code, const Json& args)
{
    if (code == "recent_commit"_L1)
        return commitCause(args);
    if (code == "dependency"_L1)
        //: %1 a service, %2 a kind of anomaly, %3 a span of time, %4 the id of an anomaly
        return Reasons::tr("Its dependency %1 had %2 %3 before the onset (anomaly %4).")
            .arg(
                shown(args, u"service"), anomalyType(args[u"type"].toString()), before(args),
                format::shortId(shown(args, u"anomaly_id")));
    if (code == "saturation"_L1)
        //: %1 is what is saturated, %2 how far
        return Reasons::tr("Saturated: %1 at %2.")
            .arg(metric(args[u"name"].toString()), format::percent(args[u"value"].toDouble()));
    if (code == "annotation"_L1)
        //: %1 are the words of an alert
        return withStop(Reasons::tr("The alert says: %1").arg(shown(args, u"text")));
    if (code == "precedent"_L1)
        //: %1 the id of a precedent, %2 a similarity
        return Reasons::tr("As in precedent %1, %2 similar.")
            .arg(shown(args, u"id", 16), format::number(args[u"similarity"].toDouble(), 2));
    return Reasons::tr("No cause was found in commits, dependencies, saturation, annotations and precedents.");
}

QString chainStep(const sophia::ChainStep& step, const sophia::Diagnosis& diagnosis, const sophia::Anomaly& anomaly)
{
    const bool last = !diagnosis.chain.empty() && step.step == diagnosis.chain.back().step && step.confidence >= 1;
    if (last) {
        //: the symptom: %1 a kind of anomaly, %2 a service, %3 a severity
        auto symptom = Reasons::tr("%1 of %2 at severity %3.")
                           .arg(anomalyType(anomaly.type), anomaly.service.value(), severity(anomaly.severity));
        symptom[0] = symptom.at(0).toUpper();
        return symptom;
    }
    // The steps before it are those evidences that link, in their order; others were told in the core's own words.
    int at = 0;
    for (const auto& piece : diagnosis.evidence) {
        const auto kind = piece[u"kind"].toString();
        const bool links = kind == "recent_commit"_L1 || kind == "dependency"_L1 || kind == "saturation"_L1 ||
                           (at == 0 && &piece == &diagnosis.evidence.front());
        if (links && ++at == step.step)
            return cause(kind, piece);
    }
    return withStop(visibleText(step.description));
}

QString confidenceSource(const QString& code)
{
    static const std::map<QString, const char*> table{
        {u"precedents"_s, QT_TRANSLATE_NOOP("Reasons", "from precedents")},
        {u"caller"_s, QT_TRANSLATE_NOOP("Reasons", "given by who reported it")},
        {u"rules"_s, QT_TRANSLATE_NOOP("Reasons", "from rules")},
        {u"none"_s, QT_TRANSLATE_NOOP("Reasons", "there is no precedent")}};
    return sayReason(table, code);
}

QString reasoning(const sophia::DecisionRecord& record, const sophia::Anomaly& anomaly)
{
    const auto risk = format::hundredths(record.risk.totalHundredths);
    const auto impact = impactText(record);
    const auto level = words::level(record.level);
    switch (record.rule) {
    case 1: {
        const auto similar = numberOf(record, "similar"_L1);
        const auto resolved = numberOf(record, "self_resolved"_L1);
        if (!similar || !resolved)
            return Reasons::tr("Nearly all similar episodes went away by themselves.") + looksAgain(record);
        //: %1 of %2 episodes
        return Reasons::tr("%1 of %2 similar episodes went away by themselves.")
                   .arg(
                       format::integer(static_cast<qint64>(*resolved)),
                       format::integer(static_cast<qint64>(*similar))) +
               looksAgain(record);
    }
    case 2:
        //: %1 a risk, %2 an impact, both 0 to 1
        return Reasons::tr("Risk %1 is above impact %2, so a person must decide.").arg(risk, impact);
    case 3:
        //: %1 is "Precedent … similar,", %2 a level such as "3, surgical", %3 a risk, %4 an impact
        return Reasons::tr("%1 succeeded: level %2. Risk %3 is not above impact %4.")
            .arg(firstPrecedent(record), level, risk, impact);
    case 4: {
        const auto how = record.precedents.empty() ? outcome(u"failure"_s) : outcome(record.precedents.front().outcome);
        //: %1 is "Precedent … similar,", %2 an outcome such as "rollback"
        return Reasons::tr("%1 ended in %2 and none succeeded, so a person must decide.")
            .arg(firstPrecedent(record), how);
    }
    case 5:
        return Reasons::tr("Severity %1, impact %2, risk %3 and no precedent with an outcome: level %4.")
            .arg(severity(anomaly.severity), impact, risk, level);
    default:
        return Reasons::tr("Severity %1, impact %2, risk %3 and no precedent: nothing forces an intervention.")
                   .arg(severity(anomaly.severity), impact, risk) +
               looksAgain(record);
    }
}

QString ruleAsks(int rule)
{
    switch (rule) {
    case 1: return Reasons::tr("Transient: enough similar episodes, nearly all went away by themselves");
    case 2: return Reasons::tr("Intervening is riskier than waiting");
    case 3: return Reasons::tr("A similar case was healed before");
    case 4: return Reasons::tr("A similar case was tried, failed, and none succeeded");
    case 5: return Reasons::tr("Severity P0 or P1");
    default: return Reasons::tr("Otherwise");
    }
}

QString comparison(const sophia::Comparison& comparison)
{
    const auto name = input(comparison.input);
    if (comparison.relation == "none"_L1) {
        return comparison.holds
                   ? Reasons::tr("none: %1").arg(name)
                   //: %1 what must not be there, %2 what is
                   : Reasons::tr("%1: there is one, %2").arg(name, inputValue(comparison.input, comparison.value));
    }
    const auto value =
        sophia::isNothing(comparison.value) ? Reasons::tr("none") : inputValue(comparison.input, comparison.value);
    const auto limit = inputValue(comparison.input, comparison.limit);
    return comparison.relation == "at_least"_L1
               //: %1 an input of a rule, %2 its value, %3 the limit
               ? Reasons::tr("%1 %2, needs at least %3").arg(name, value, limit)
               : Reasons::tr("%1 %2, needs more than %3").arg(name, value, limit);
}

QString change(const sophia::Change& change)
{
    const auto name = change.precedent.isEmpty() ? input(change.input)
                                                 : input(change.input) + u' ' + visibleText(change.precedent).left(16);
    const auto verdict = verdictText(change.verdict);
    if (sophia::isNothing(change.to))
        //: %1 what happened to a patch, %2 "rule 3 would have decided: intervene"
        return Reasons::tr("Had it not been that %1, %2.").arg(name, verdict);
    const auto to = inputValue(change.input, change.to);
    if (change.input == "precedent"_L1)
        //: %1 an outcome and its similarity, %2 "rule 3 would have decided: intervene"
        return Reasons::tr("With one more precedent (%1), %2.").arg(to, verdict);
    //: %1 an input, %2 another value, %3 its value, %4 "rule 2 would have decided: escalate"
    return Reasons::tr("With %1 %2 instead of %3, %4.").arg(name, to, inputValue(change.input, change.from), verdict);
}

QString rollback(const QString& code, const QString& detail)
{
    static const std::map<QString, const char*> table{
        {u"threshold"_s, QT_TRANSLATE_NOOP("Reasons", "A metric of the canary went past its critical limit")},
        {u"evidence"_s, QT_TRANSLATE_NOOP("Reasons", "The evidence says that the canary is worse than stable")},
        {u"limit"_s, QT_TRANSLATE_NOOP("Reasons", "The canary failed more than its limit allows")},
        {u"canary_absent"_s, QT_TRANSLATE_NOOP("Reasons", "The canary stopped sending data")},
        {u"router"_s, QT_TRANSLATE_NOOP("Reasons", "The router does not answer")},
        {u"start_failed"_s, QT_TRANSLATE_NOOP("Reasons", "The canary could not be started")},
        {u"promote_failed"_s, QT_TRANSLATE_NOOP("Reasons", "The promotion failed")},
        {u"watch"_s, QT_TRANSLATE_NOOP("Reasons", "The service got worse after the promotion")},
        {u"operator"_s, QT_TRANSLATE_NOOP("Reasons", "A person aborted it")},
        {u"cancelled"_s, QT_TRANSLATE_NOOP("Reasons", "A person cancelled it")},
        {u"environment"_s,
         QT_TRANSLATE_NOOP("Reasons", "Both versions were in trouble, so nothing could be compared")}};
    const auto found = table.find(code);
    const auto sentence = found == table.end() ? Reasons::tr("It was rolled back") : Reasons::tr(found->second);
    return withStop(detail.isEmpty() ? sentence : sentence + u": "_s + told(detail));
}

QString followed(const QString& code, const QString& detail)
{
    static const std::map<QString, const char*> table{
        {u"no_proposal"_s, QT_TRANSLATE_NOOP("Reasons", "Nothing could be proposed that fits")},
        {u"rejected"_s, QT_TRANSLATE_NOOP("Reasons", "A person rejected the patch")},
        {u"expired"_s, QT_TRANSLATE_NOOP("Reasons", "Nobody decided about the patch in time")},
        {u"cancelled"_s, QT_TRANSLATE_NOOP("Reasons", "The patch was cancelled")},
        {u"refused"_s, QT_TRANSLATE_NOOP("Reasons", "The patch was refused")}};
    const auto found = table.find(code);
    const auto sentence = found == table.end() ? Reasons::tr("A person is needed") : Reasons::tr(found->second);
    return withStop(detail.isEmpty() ? sentence : sentence + u": "_s + told(detail));
}

} // namespace penelope::ui::words
