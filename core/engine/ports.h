#pragma once

#include "core/base/mailbox.h"
#include "core/base/worker.h"
#include "core/patch/remedy.h"
#include "core/patch/service.h"
#include "core/ports/anomalysource.h"
#include "core/ports/clock.h"
#include "core/ports/commandrunner.h"
#include "core/ports/journalstore.h"
#include "core/ports/metricsource.h"
#include "core/ports/patchrepository.h"
#include "core/ports/sandbox.h"
#include "core/ports/trafficrouter.h"

#include <functional>
#include <map>
#include <optional>
#include <stop_token>

namespace penelope::engine {

/// Runs `work` where it may block and then `done` on the core thread. Works run one after the other.
using Background = std::function<void(std::function<void()> work, std::function<void()> done)>;
/// On a worker, answering to `home`; works and answers end with the returned function's last copy.
Background onWorker(Worker& worker, const Mailbox& home);

/// The remedy catalogue of a service, read anew each time. Called in the background.
using RemedySource = std::function<Result<std::vector<patch::Remedy>>(const patch::Registration&)>;
/// A file's bytes (the coverage report) and when it was written. Called in the background.
struct FileRead
{
    QByteArray bytes;
    Instant writtenAt{};
};
using FileSource = std::function<Result<FileRead>(const QString& path)>;

/// The names that a compose file gives as dependencies of a service; nothing where it does not name the service.
/// Malformed with the place where it cannot be read. Called in the background.
using DependencyReader =
    std::function<Result<std::optional<QStringList>>(const QByteArray& compose, const QString& service)>;

class Snapshots;

/// The first fold as somebody watches it. `progress` is called on the core thread.
struct Folding
{
    std::function<void(qint64 folded, qint64 last)> progress = {};
    std::stop_token stop = {};
};

/// Everything the core touches the world with. All must outlive the core.
struct Ports
{
    const Clock& clock;
    JournalStore& store;
    JournalReader& reader;
    std::map<QString, MetricSource*> metrics; ///< by the name that registrations use ("main")
    AnomalySource* alerts = nullptr;          ///< none = nothing is polled
    TrafficRouter& router;
    CommandRunner& runner;
    PatchRepository& repository;
    Worktrees& worktrees;
    RepositoryHistory& history;
    RemedySource remedies;
    FileSource files;
    Background background;
    /// Optional: the epoch that the store writes from now on, and opening the store again after an error of append.
    std::function<void(qint64)> beginEpoch = {};
    std::function<Status()> reopen = {};
    /// Optional: without it a compose file makes the dependencies UNKNOWN.
    DependencyReader dependencies = {};
    /// Optional: the end of a log, at most twin::mostLogBytes. Called in the background.
    FileSource logTail = {};
    /// Optional: without it the twin is unavailable.
    Sandbox* sandbox = nullptr;
    /// Optional: without them the journal is folded from its start.
    Snapshots* snapshots = nullptr;
    /// Optional: who is told how far the first fold is, and may give it up.
    Folding folding = {};
};

/// How alerts become episodes (contracts.md 2 [alerts]).
struct AlertMapping
{
    QStringList ignoreLabels{QStringLiteral("replica"), QStringLiteral("cluster")};
    QStringList service{QStringLiteral("service"), QStringLiteral("job")};
    QStringList type{QStringLiteral("anomaly_type"), QStringLiteral("alertname")};
    std::map<QString, QStringList> severity{
        {QStringLiteral("P0"), {QStringLiteral("critical"), QStringLiteral("page")}},
        {QStringLiteral("P1"), {QStringLiteral("high"), QStringLiteral("error")}},
        {QStringLiteral("P2"), {QStringLiteral("warning"), QStringLiteral("medium")}},
        {QStringLiteral("P3"), {QStringLiteral("info"), QStringLiteral("low"), QStringLiteral("none")}}};
};

/// What the composition knows and the journal does not.
struct Settings
{
    QString mode = QStringLiteral("console"); ///< console, serve
    QString version;
    QString host;
    QString alertSource = QStringLiteral("prometheus"); ///< or alertmanager
    AlertMapping alerts;
    Milliseconds alertPoll{15000};
    std::map<QString, Milliseconds> prometheusPoll; ///< by name; absent = 15 s
    QString twinPlayer;                             ///< absolute program that plays the twin's load; empty = none
    QString tuner;          ///< absolute program, the generator that comes with us; empty = none
    QString worktreeFolder; ///< absolute; <service>/<patch> is made below it
    /// 0..1, spreads retries; tests give a constant.
    std::function<double()> jitter = [] { return 0.5; };
};

} // namespace penelope::engine
