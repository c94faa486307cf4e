#pragma once

#include "core/ports/trafficrouter.h"

#include <QStringList>

#include <map>
#include <utility>
#include <vector>

/// What is said over HAProxy's runtime socket, as pure functions of text (integration.md 4).
namespace penelope::haproxy {

struct Target
{
    QString socket;
    QString backend;
    QStringList stable;
    QStringList canary;
    QString stateFile = {}; ///< absolute; empty = none is kept
};

/// Strict: the names go into command lines.
Result<Target> readTarget(const Json& target);

/// Absolute weights of one server of each arm.
struct Weights
{
    int stable = 0;
    int canary = 0;
    bool operator==(const Weights&) const = default;
};
/// 0 ≤ percent ≤ 100; the arms have at least one server. Exact where 0..256 allows it, else the nearest share; a share
/// above none never becomes none.
Weights weightsFor(int canaryPercent, qsizetype stableServers, qsizetype canaryServers);

/// One session's worth of questions and what the answers mean.
QString questions(const Target& target);
Result<TrafficRouter::Split> readAnswers(const Target& target, const QString& text);

/// The same questions, and whether the socket may change anything at all. Refused where it may not.
QString checkQuestions(const Target& target);
Result<TrafficRouter::Checked> readCheck(const Target& target, const QString& text);

/// The servers of every backend, as `load-server-state-from-file global` reads them at a reload.
QString stateQuestion();
/// The bytes of the state file, or why the answer is none.
Result<QByteArray> readState(const Target& target, const QString& text);

/// Sets weights so that the arms never both stand at 0: the growing arm first.
QString orders(const Target& target, const Weights& weights, bool goingBack);
/// Empty lines are success; any text is an error.
Status readConfirmation(const Target& target, const QString& text);

} // namespace penelope::haproxy
