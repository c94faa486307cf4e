#include "core/sophia/diagnosis.h"

#include "core/sophia/reasoning.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace penelope::sophia {

using namespace Qt::Literals::StringLiterals;

namespace {

using Evidence = std::vector<Json>;

void addCommit(Evidence& evidence, const DiagnosisInput& input)
{
    if (!input.commits)
        return;
    const CommitSeen* blamed = nullptr;
    for (const auto& commit : *input.commits) {
        const auto before = input.anomaly.startsAt - commit.at;
        if (before.count() >= 0 && before <= input.commitWindow && (!blamed || commit.at > blamed->at))
            blamed = &commit;
    }
    if (!blamed)
        return;
    evidence.push_back(Json::object(
        {{u"kind"_s, Json{u"recent_commit"_s}},
         {u"commit"_s, Json{blamed->id}},
         {u"author"_s, Json{blamed->author}},
         {u"summary"_s, Json{blamed->summary}},
         {u"before_ms"_s, Json{static_cast<qint64>((input.anomaly.startsAt - blamed->at).count())}}}));
}

void addDependency(Evidence& evidence, const DiagnosisInput& input)
{
    const Anomaly* earliest = nullptr;
    for (const auto& anomaly : input.dependencies) {
        const auto before = input.anomaly.startsAt - anomaly.startsAt;
        if (before.count() >= 0 && before <= input.dependencyWindow &&
            (!earliest || anomaly.startsAt < earliest->startsAt))
            earliest = &anomaly;
    }
    if (!earliest)
        return;
    const auto before = input.anomaly.startsAt - earliest->startsAt;
    evidence.push_back(Json::object(
        {{u"kind"_s, Json{u"dependency"_s}},
         {u"service"_s, Json{earliest->service.value()}},
         {u"type"_s, Json{earliest->type}},
         {u"anomaly_id"_s, Json{earliest->id.value()}},
         {u"before_ms"_s, Json{static_cast<qint64>(before.count())}}}));
}

void addSaturation(Evidence& evidence, const DiagnosisInput& input)
{
    std::vector<std::pair<double, QString>> full;
    for (const auto& [name, value] : input.saturation) {
        if (value && std::isfinite(*value) && *value >= input.saturated)
            full.emplace_back(-*value, name); // the fullest first, then by name
    }
    std::sort(full.begin(), full.end());
    for (const auto& [negative, name] : full) {
        evidence.push_back(
            Json::object({{u"kind"_s, Json{u"saturation"_s}}, {u"name"_s, Json{name}}, {u"value"_s, Json{-negative}}}));
    }
}

void addAnnotation(Evidence& evidence, const DiagnosisInput& input)
{
    for (const auto& key : {u"annotation.description"_s, u"annotation.summary"_s, u"description"_s, u"summary"_s}) {
        const auto found = input.anomaly.context.find(key);
        if (found == input.anomaly.context.end() || found->second.isEmpty())
            continue;
        evidence.push_back(Json::object({{u"kind"_s, Json{u"annotation"_s}}, {u"text"_s, Json{found->second}}}));
        return;
    }
}

void addPrecedent(Evidence& evidence, const DiagnosisInput& input)
{
    for (const auto& match : input.precedents) {
        if (!match.precedent || !match.precedent->outcome)
            continue;
        evidence.push_back(Json::object(
            {{u"kind"_s, Json{u"precedent"_s}},
             {u"id"_s, Json{match.precedent->id}},
             {u"similarity"_s, Json{match.similarity}},
             {u"reasoning"_s, Json{match.precedent->reasoning}}}));
        return;
    }
}

std::vector<ChainStep> chainOf(const Evidence& evidence, const DiagnosisInput& input, double confidence)
{
    std::vector<ChainStep> chain;
    const auto add = [&chain](const QString& description, double certainty) {
        chain.push_back(
            ChainStep{.step = static_cast<int>(chain.size()) + 1, .description = description, .confidence = certainty});
    };
    for (const auto& piece : evidence) {
        const auto kind = piece[u"kind"].toString();
        const bool links = kind == "recent_commit"_L1 || kind == "dependency"_L1 || kind == "saturation"_L1;
        if (links || (chain.empty() && &piece == &evidence.front()))
            add(causeText(kind, piece), confidence);
    }
    // The symptom is measured, not guessed.
    add(u"%1 of %2 at severity %3."_s.arg(
            input.anomaly.type, input.anomaly.service.value(), toWord(input.anomaly.severity)),
        1);
    return chain;
}

QStringList unknownOf(const DiagnosisInput& input)
{
    QStringList unknown = input.unknownRisk;
    const auto add = [&unknown](const QString& name) {
        if (!unknown.contains(name))
            unknown.append(name);
    };
    if (!input.commits)
        add(u"commits"_s);
    for (const auto& [name, value] : input.saturation) {
        if (!value || !std::isfinite(*value))
            add(name);
    }
    for (const auto& name : input.anomaly.unknown)
        add(name);
    return unknown;
}

} // namespace

Confidence
confidenceOf(const std::vector<wisdom::Match>& precedents, std::optional<double> caller, const ConfidenceParts& parts)
{
    if (caller && std::isfinite(*caller))
        return {std::clamp(*caller, 0.0, 1.0), u"caller"_s};
    double best = 0;
    int total = 0;
    int successes = 0;
    for (const auto& match : precedents) {
        if (!match.precedent || !match.precedent->outcome)
            continue;
        best = std::max(best, match.similarity);
        ++total;
        successes += *match.precedent->outcome == wisdom::Outcome::Success ? 1 : 0;
    }
    if (total == 0)
        return {parts.noPrecedent, u"none"_s};
    const double confidence = parts.similarity * best + parts.success * wisdom::wilsonLower(successes, total);
    return {std::clamp(confidence, 0.0, 1.0), u"precedents"_s};
}

Diagnosis diagnose(const DiagnosisInput& input)
{
    Evidence evidence;
    addCommit(evidence, input);
    addDependency(evidence, input);
    addSaturation(evidence, input);
    addAnnotation(evidence, input);
    addPrecedent(evidence, input);

    const auto confidence = confidenceOf(input.precedents, input.callerConfidence, input.parts);
    Diagnosis diagnosis;
    diagnosis.causeCode = u"unknown"_s;
    if (!evidence.empty()) {
        diagnosis.causeCode = evidence.front()[u"kind"].toString();
        diagnosis.causeArgs = evidence.front();
        diagnosis.causeArgs.remove(u"kind");
    }
    diagnosis.confidence = confidence.value;
    diagnosis.confidenceSource = confidence.source;
    diagnosis.chain = chainOf(evidence, input, confidence.value);
    diagnosis.unknown = unknownOf(input);
    diagnosis.evidence = std::move(evidence);
    return diagnosis;
}

QString blamedCommit(const Diagnosis& diagnosis)
{
    return diagnosis.causeCode == "recent_commit"_L1 ? diagnosis.causeArgs[u"commit"].toString() : QString();
}

std::vector<Anomaly> dependencyAnomalies(
    const Anomalies& anomalies, const Episodes& episodes, const QStringList& dependsOn, Instant onset,
    Milliseconds window)
{
    std::vector<Anomaly> found;
    episodes.forEachOf(dependsOn, [&](const AnomalyId& id, const Occurrence& occurrence) {
        if (occurrence.startsAt > onset || onset - occurrence.startsAt > window)
            return;
        if (const auto anomaly = anomalies.find(id))
            found.push_back(*anomaly);
    });
    // In the order of their detection, whatever the services are called.
    std::sort(found.begin(), found.end(), [](const Anomaly& left, const Anomaly& right) { return left.id < right.id; });
    return found;
}

} // namespace penelope::sophia
