#pragma once

#include "core/base/ed25519.h"
#include "core/engine/decisioncore.h"
#include "tests/support/fakeclock.h"
#include "tests/support/memorystore.h"

#include <QSet>

#include <memory>

namespace penelope::test {

/// A Prometheus of one service: counters of both arms that grow as told.
class ScriptedMetrics : public MetricSource
{
public:
    explicit ScriptedMetrics(const Clock& clock)
        : m_clock(clock)
    {}
    void query(const QString& expression, Handler handler) override;
    void queryRange(const QString&, Instant, Instant, Milliseconds, Handler handler) override;

    struct Arm
    {
        double perSecond = 0;
        double errorShare = 0;
        double slowShare = 0; ///< above 0.5 s
        double requests = 0;
        double bad = 0;
        double slow = 0;
    };
    void grow(double seconds);
    /// It goes on answering, with what it scraped last.
    bool frozen = false;
    bool noCanary = false; ///< the canary's series are gone
    const bool* dead = nullptr;

    Arm stable{.perSecond = 360};
    Arm canary;
    bool broken = false;
    double poolInUse = 0.97;
    bool noSample = false; ///< conditions with a comparison find nothing
    /// Asked first; what it does not answer is answered as told above.
    std::function<std::optional<Result<prometheus::Answer>>(const QString&)> scripted;
    /// Answers ranges; without it there are none.
    std::function<Result<prometheus::Answer>(const QString&, Instant, Instant, Milliseconds)> ranges;

private:
    const Clock& m_clock;
    Arm m_scrapedStable;
    Arm m_scrapedCanary;
    Instant m_scraped{};
};

class ScriptedAlerts : public AnomalySource
{
public:
    void poll(Handler handler) override;
    bool knowsAll() const override { return !young; }
    std::vector<Alert> firing;
    bool broken = false;
    bool young = false; ///< it has just started
};

class ScriptedRouter : public TrafficRouter
{
public:
    void read(const Json& target, Handler handler) override;
    void set(const Json& target, int canaryPercent, Handler handler) override;
    void check(const Json& target, CheckHandler handler) override;
    /// Another process with the weights of its configuration.
    void restart(int canaryPercent);
    Split split{.canaryPercent = 0, .requests = Requests{}, .processId = QStringLiteral("1"), .setBy = {}};
    bool broken = false;
    bool stuck = false; ///< it can be read and takes no weights
    const bool* dead = nullptr;
};

class ScriptedRunner : public CommandRunner
{
public:
    void run(const QStringList& argv, const QString& folder, Milliseconds limit, Handler handler) override;
    void ask(const Question& question, AnswerHandler handler) override;
    void waitReady(const QString& url, Milliseconds limit, std::function<void(Status)> handler) override;
    std::vector<QStringList> ran;
    std::map<QString, int> exitCodes; ///< by argv[1]
    QSet<QString> silent;             ///< argv[1] of commands that never answer
    QSet<QString> held;               ///< argv[1] of commands that answer at `release`
    void release();
    bool healthy = true;
    const bool* dead = nullptr;

private:
    std::vector<Handler> m_held;
};

class ScriptedRepository : public PatchRepository, public Worktrees, public RepositoryHistory
{
public:
    Result<Checked> check(const Branch& branch, const QByteArray& diff) override;
    Result<QString>
    promote(const Branch& branch, const QByteArray& diff, const QString& subject, const Trailers& trailers) override;
    Result<QString> find(const Branch& branch, const Trailers& trailers) override;
    Result<QString>
    revert(const Branch& branch, const QString& commit, const QString& reason, const Trailers& trailers) override;
    Result<QString>
    checkOut(const Branch& branch, const QString& patch, const QByteArray& diff, const QString& folder) override;
    Status remove(const Branch& branch, const QString& folder) override;
    QStringList standing(const Branch& branch, const QString& below) override;
    Result<std::vector<Commit>> log(const Branch& branch, Instant since, int limit) override;
    Result<Files> files(const Branch& branch, const Wanted& wanted) override;
    Result<QByteArray> reverting(const Branch& branch, const QString& commit) override;

    QString head = QStringLiteral("base");
    std::vector<Trailers> promoted;
    QStringList reverted;
    QString revertRefusal; ///< not empty: no revert goes
    bool locked = false;   ///< somebody else holds the branch: no commit goes
    std::vector<Commit> commits;
    QSet<QString> trees;
    const bool* dead = nullptr;
};

/// Answers when told to.
class ScriptedSandbox : public Sandbox
{
public:
    Ticket run(Job job, Handler handler) override;
    void cancel(Ticket ticket) override;
    /// The oldest that waits.
    void answer(Result<Outcome> outcome);

    std::map<Ticket, std::pair<Job, Handler>> waiting;
    std::vector<Ticket> cancelled;

private:
    Ticket m_last = 0;
};

/// One service "payments" with everything around it, and a core on it. Time moves by `run`.
class ScriptedWorld
{
public:
    ScriptedWorld();
    ~ScriptedWorld();

    /// A new core on the same journal, as after a crash: nothing in memory survives.
    void restart();
    /// The console is killed the moment this kind is on disk (or, `lost`, just before it is): what follows from it does
    /// not happen, and nothing more is written. The next second begins with a new core.
    void dieAt(const QString& kind, bool lost = false);
    bool hasDied() const { return m_deaths > 0; }
    void run(int seconds);
    /// Runs until the kind was written, at most `seconds`.
    bool runUntil(const QString& kind, int seconds);

    /// Registers the service again, with tests of its own.
    void giveTests(const QStringList& command);
    /// The same with whatever else is to be registered.
    void change(const std::function<void(patch::Registration&)>& how);
    void raise(const QString& severity, Instant startsAt);
    void clear() { alerts.firing.clear(); }
    /// Answers the error, or nothing. Decisions of an operator whose key is in `keys` are signed with it, unless a
    /// signature is given.
    std::optional<Error> send(const QString& name, Json args, const QString& actor = QStringLiteral("operator/ana"));
    std::optional<Error> approve(const QString& actor = QStringLiteral("operator/bruno"));

    const engine::ConsoleState& state() const { return core->state(); }
    int count(const QString& kind) const;
    std::shared_ptr<const patch::Patch> newestPatch() const;
    std::shared_ptr<const canary::Canary> newestCanary() const;
    std::shared_ptr<const approval::Approval> newestApproval() const;
    std::shared_ptr<const sophia::Anomaly> newestAnomaly() const;

    FakeClock clock;
    MemoryStore store;
    MemoryReader reader{store};
    ScriptedMetrics metrics{clock};
    ScriptedAlerts alerts;
    ScriptedRouter router;
    ScriptedRunner runner;
    ScriptedRepository repository;
    std::unique_ptr<engine::DecisionCore> core;
    QString remedyDiff;
    /// Real parts in place of the scripted ones, from the next restart on; none = scripted.
    RepositoryHistory* history = nullptr;
    PatchRepository* patches = nullptr;
    Sandbox* sandbox = nullptr;
    TrafficRouter* realRouter = nullptr; ///< `router` then is where the test writes down what the real one does
    std::function<void()> settle;        ///< after each second: a real part answers in its own time
    double traffic = 400;                ///< requests a second, both arms together
    Milliseconds metricsPoll{1000};      ///< from the next restart on
    engine::FileSource files;
    engine::FileSource logTail;
    engine::DependencyReader dependencies;
    std::map<QString, ed25519::SigningKey> keys; ///< of ana and bruno, by name

private:
    void policy(const QString& key, const Json& value);
    void grow();
    bool m_dead = false;
    int m_deaths = 0;
};

} // namespace penelope::test
