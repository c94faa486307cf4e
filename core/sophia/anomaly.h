#pragma once

#include "core/base/id.h"
#include "core/base/instant.h"
#include "core/base/json.h"
#include "core/base/vocabulary.h"

#include <QStringList>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

namespace penelope::sophia {

/// One measured input of a judgement. Without a value it is UNKNOWN and adds nothing.
struct Factor
{
    QString name; ///< complexity, dependencies, recent_commits, coverage
    std::optional<double> value;
    double limit = 0;
    int addsHundredths = 0;
    QString source;
    std::optional<Milliseconds> age;
    bool operator==(const Factor&) const = default;
};

struct Risk
{
    int totalHundredths = 0; ///< 0..100
    std::vector<Factor> factors;
    QStringList unknown() const;
    bool operator==(const Risk&) const = default;
};

/// What a rule looked at, for the Why tab.
struct Input
{
    QString name;
    Json value;
    Json limit;
    QString source;
    std::optional<Milliseconds> age;
    bool operator==(const Input&) const = default;
};

struct PrecedentRef
{
    QString id;
    double similarity = 0;
    QString outcome;
    QString patchId;
    /// What was decided then, and at which level; absent in events of versions that did not write them.
    std::optional<Decision> decision = {};
    std::optional<Level> level = {};
    std::optional<Instant> recordedAt = {}; ///< absent as above
    bool operator==(const PrecedentRef&) const = default;
};

struct ChainStep
{
    int step = 0;
    QString description;
    double confidence = 0;
    bool operator==(const ChainStep&) const = default;
};

struct Diagnosis
{
    QString causeCode;
    Json causeArgs;
    double confidence = 0; ///< 0..1
    QString confidenceSource;
    std::vector<ChainStep> chain;
    std::vector<Json> evidence;
    QStringList unknown;
    bool operator==(const Diagnosis&) const = default;
};

struct DecisionRecord
{
    qint64 seq = 0;
    Instant at{};
    Decision decision = Decision::Observe;
    int rule = 6;
    Level level = Level::Observe;
    std::vector<Input> inputs;
    Risk risk;
    int impactTenThousandths = 0;
    std::vector<PrecedentRef> precedents;
    QString reasoning;
    QString wisdomNote;
    std::optional<Instant> reviewAt;
    QStringList unknown = {}; ///< names of inputs that could not be read: they added nothing, and ask
    qint64 durationUs = 0;
    qint64 policySeq = 0;
    /// Same decision and rule as the one before: a look again, counted once in metrics and score.
    bool repeated = false;
    bool operator==(const DecisionRecord&) const = default;
};

/// A person has an escalation: it calls nobody until then.
struct Acknowledgement
{
    QString by; ///< actor
    Instant until{};
    bool operator==(const Acknowledgement&) const = default;
};

struct Anomaly
{
    AnomalyId id;
    QString type;
    ServiceName service;
    Severity severity = Severity::P2;
    QString source;      ///< prometheus, alertmanager, api, operator
    QString fingerprint; ///< with startsAt: one episode
    Instant startsAt{};
    Instant detectedAt{};
    std::map<QString, Json> metrics; ///< number or text
    std::map<QString, QString> context;
    QStringList unknown;
    std::optional<double> confidence = {}; ///< the caller's own, 0..1
    std::optional<Diagnosis> diagnosis;
    std::vector<DecisionRecord> decisions; ///< oldest first
    QStringList patches;                   ///< ids, oldest first
    QStringList proposalsTried;            ///< of the last ProposalFailed
    qint64 judgementAsked = 0;             ///< seq of the last JudgementRequested; 0 = none
    std::optional<Instant> resolvedAt;
    QString resolvedBy;
    bool withoutIntervention = false;
    /// Until the trouble grows, another decision is made or a patch is proposed: what escalates then calls anew.
    std::optional<Acknowledgement> acknowledged;
    std::optional<Instant> escalationClosedAt;
    QString closeReason;

    bool isOpen() const { return !resolvedAt; }
    /// When it came to its end; nothing while it goes on.
    std::optional<Instant> overSince() const
    {
        if (isOpen())
            return std::nullopt;
        const auto* last = decision();
        return std::max({*resolvedAt, escalationClosedAt.value_or(Instant::min()), last ? last->at : Instant::min()});
    }
    /// The last decision gave it to a person, and nobody has closed that.
    bool isEscalated() const
    {
        const auto* last = decision();
        return isOpen() && !escalationClosedAt && last && last->decision == Decision::Escalate;
    }
    const DecisionRecord* decision() const { return decisions.empty() ? nullptr : &decisions.back(); }
    bool operator==(const Anomaly&) const = default;
};

} // namespace penelope::sophia
