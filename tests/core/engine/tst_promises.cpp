#include "core/patch/events.h"
#include "core/rest/rest.h"
#include "tests/support/pureengine.h"

#include <QTest>

#include <random>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Looks at every event with a book of its own and keeps the first broken promise.
class Witness
{
public:
    void see(const engine::ConsoleState& before, const journal::Event& event)
    {
        keepBook(event);
        const bool starts = event.kind == u"CanaryCreated"_s || event.kind == u"CanaryStarted"_s;
        if (event.kind == u"ApprovalRequested"_s) {
            const auto patch = before.patches.find(PatchId{event.payload[u"patch_id"].toString()});
            require(patch && m_arming[patch->service.value()] == u"armed"_s, event, "asks for a service not armed");
        }
        if (!starts && !goesUp(before, event))
            return;
        const auto patch = patchOf(before, event);
        if (!patch) {
            require(false, event, "acts for no patch");
            return;
        }
        require(m_arming[patch->service.value()] == u"armed"_s, event, "acts for a service not armed");
        require(!isFrozen(patch->service.value(), event.time), event, "acts under a freeze");
        require(!rests(event.time) || m_excepted.contains(patch->id.value()), event, "acts on the rest day");
        m_acts += 1;
    }
    QString broken() const { return m_broken; }
    int acts() const { return m_acts; }

private:
    void require(bool holds, const journal::Event& event, const char* what)
    {
        if (!holds && m_broken.isEmpty())
            m_broken = u"event %1, %2: %3"_s.arg(event.seq).arg(event.kind, QString::fromLatin1(what));
    }

    static std::shared_ptr<const patch::Patch> patchOf(const engine::ConsoleState& state, const journal::Event& event)
    {
        if (event.kind == u"CanaryCreated"_s)
            return state.patches.find(PatchId{event.payload[u"patch_id"].toString()});
        const auto canary = state.canaries.find(CanaryId{event.subject()});
        return canary ? state.patches.find(canary->patch) : nullptr;
    }

    static bool goesUp(const engine::ConsoleState& state, const journal::Event& event)
    {
        if (event.kind != u"CanaryStepDecided"_s)
            return false;
        const auto canary = state.canaries.find(CanaryId{event.subject()});
        return canary && event.payload[u"step"].toInteger() > canary->step();
    }

    /// Sunday in UTC, by counting days: 1970-01-01 was a Thursday.
    static bool rests(Instant at)
    {
        const auto days = std::chrono::floor<std::chrono::days>(at).time_since_epoch().count();
        return (days + 4) % 7 == 0;
    }

    bool isFrozen(const QString& service, Instant at) const
    {
        return std::any_of(m_freezes.begin(), m_freezes.end(), [&](const auto& freeze) {
            return freeze.until > at && (freeze.scope == u"everything"_s || freeze.scope == u"service:"_s + service);
        });
    }

    void keepBook(const journal::Event& event)
    {
        if (event.kind == u"HealingFrozen"_s)
            m_freezes.push_back(
                {event.seq, event.payload[u"scope"].toString(), instantFromMs(event.payload[u"until_at"].toInteger())});
        else if (event.kind == u"HealingUnfrozen"_s)
            m_freezes.clear();
        else if (event.kind == u"ServiceArmed"_s)
            m_arming[event.subject()] = event.payload[u"to"].toString();
        else if (event.kind == u"PatchExcepted"_s && event.payload[u"gate"].toString() == u"rest_day"_s)
            m_excepted.insert(event.subject());
        else if (event.kind == u"ClockStepped"_s) {
            for (auto& freeze : m_freezes)
                freeze.until += Milliseconds{event.payload[u"delta_ms"].toInteger()};
        }
    }

    struct Frozen
    {
        qint64 seq = 0;
        QString scope;
        Instant until{};
    };
    std::vector<Frozen> m_freezes;
    std::map<QString, QString> m_arming;
    QSet<QString> m_excepted;
    QString m_broken;
    int m_acts = 0;
};

struct BreakerLook
{
    breaker::View view = breaker::View::NeverUsed;
    std::optional<Milliseconds> left;
    std::size_t failures = 0;
    bool operator==(const BreakerLook&) const = default;
};

std::map<QString, BreakerLook> breakers(const PureEngine& engine)
{
    std::map<QString, BreakerLook> looks;
    engine.state().breakers.forEach([&](const ServiceName& name, const auto& row) {
        looks[name.value()] = {
            breaker::view(*row, engine.now()), breaker::left(*row, engine.now()),
            breaker::failuresInWindow(*row, engine.now(), engine.state().policy).size()};
    });
    return looks;
}

/// Operators, alerts, healthy and sick canaries and a wild clock, seeded.
class Chaos
{
public:
    explicit Chaos(unsigned seed)
        : m_random(seed)
        , engine(instantFromMs(1'795'000'000'000))
    {
        engine.watch([this](const auto& before, const auto& event) { witness.see(before, event); });
        engine.addApprover(u"bruno"_s);
        engine.addService(u"payments"_s, true);
        engine.addService(u"search"_s, true);
        engine.addService(u"profile"_s, false);
        engine.policy(u"breaker.failures"_s, 1 + pick(2));
    }

    void act()
    {
        switch (pick(16)) {
        case 0: engine.raise(service(), u"type_%1"_s.arg(pick(1000)), severity()); break;
        case 1: engine.raise(service(), u"latency_spike"_s, severity()); break;
        case 2: resolveOne(); break;
        case 3: freeze(); break;
        case 4: obey(u"unfreeze"_s, {}); break;
        case 5: obey(u"arm"_s, Json::object({{u"service"_s, service()}, {u"to"_s, arming()}})); break;
        case 6: step(); break;
        case 7: canaryVerb(); break;
        case 8: except(); break;
        case 9: engine.pass(std::chrono::hours{pick(30)}); break;
        default: engine.pass(std::chrono::seconds{pick(600)}); break;
        }
        for (int round = pick(4); round > 0; --round)
            engine.settle();
        approve();
        const double errors = pick(5) == 0 ? 0.2 : 0.001;
        for (int count = pick(6); count > 0; --count) {
            engine.pass(10s);
            engine.sample(errors);
            if (pick(2) == 0)
                engine.settle();
        }
    }

private:
    int pick(int below) { return static_cast<int>(m_random() % static_cast<unsigned>(below)); }
    QString service() { return QStringList{u"payments"_s, u"search"_s, u"profile"_s}[pick(3)]; }
    QString arming() { return QStringList{u"off"_s, u"shadow"_s, u"armed"_s, u"armed"_s}[pick(4)]; }
    Severity severity() { return static_cast<Severity>(pick(3)); }

    void obey(const QString& name, Json args)
    {
        args.set(u"reason"_s, u"chaos"_s);
        // Refusals are part of the life.
        [[maybe_unused]] const auto answer = engine.obey(name, std::move(args), u"operator/bruno"_s);
    }

    void resolveOne()
    {
        const auto rows = engine.state().anomalies.rows();
        if (!rows.empty())
            engine.resolve(rows[static_cast<std::size_t>(pick(static_cast<int>(rows.size())))]->id);
    }

    void freeze()
    {
        auto args = Json::object({{u"scope"_s, pick(2) ? u"everything"_s : u"service:"_s + service()}});
        if (pick(2))
            args.set(u"until_at"_s, toMs(engine.now() + std::chrono::minutes{pick(600) + 1}));
        if (pick(3) == 0)
            args.set(u"running_canaries"_s, u"go_back"_s);
        obey(u"freeze"_s, std::move(args));
    }

    void step()
    {
        const auto before = breakers(engine);
        engine.step(std::chrono::hours{pick(2) ? 8 : -8});
        if (before != breakers(engine) && broken.isEmpty())
            broken = u"a step of the clock changed a breaker (event %1)"_s.arg(engine.state().seq);
    }

    void canaryVerb()
    {
        const auto rows = engine.state().canaries.rows();
        if (rows.empty())
            return;
        const auto verb =
            QStringList{u"promote"_s, u"promote"_s, u"pause"_s, u"resume"_s, u"abort"_s, u"cancel"_s}[pick(6)];
        obey(u"canary_"_s + verb, Json::object({{u"id"_s, rows.back()->id.value()}}));
    }

    void except()
    {
        const auto rows = engine.state().patches.rows();
        if (!rows.empty())
            obey(u"except"_s, Json::object({{u"id"_s, rows.back()->id.value()}, {u"kind"_s, u"security_breach"_s}}));
    }

    void approve()
    {
        for (const auto& request : engine.state().approvals.rows()) {
            if (!request->isPending() || pick(4) == 0)
                continue;
            for (const auto& who : {u"operator/bruno"_s, u"operator/ana"_s}) {
                [[maybe_unused]] const auto answer = engine.obey(
                    u"approve"_s,
                    Json::object(
                        {{u"id"_s, request->id.value()},
                         {u"version"_s, request->version},
                         {u"diff_sha256"_s, request->diffSha256},
                         {u"reason"_s, u"chaos"_s}}),
                    who);
            }
        }
    }

    std::mt19937 m_random;

public:
    PureEngine engine;
    Witness witness;
    QString broken;
};

} // namespace

class TestPromises : public QObject
{
    Q_OBJECT

private slots:
    void noChaosBreaksAPromise_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (unsigned seed = 1; seed <= 30; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }
    /// A wall-clock jump changes no breaker; no canary starts or goes up under freeze, on a rest day without an
    /// exception, or for a service that is not armed; nobody is asked for one that is not armed.
    void noChaosBreaksAPromise()
    {
        QFETCH(unsigned, seed);
        Chaos chaos{seed};
        for (int count = 0; count < 400; ++count) {
            chaos.act();
            QVERIFY2(chaos.witness.broken().isEmpty(), qPrintable(chaos.witness.broken()));
            QVERIFY2(chaos.broken.isEmpty(), qPrintable(chaos.broken));
        }
        m_acts += chaos.witness.acts();
        m_frozen += chaos.engine.count(u"HealingFrozen"_s);
        m_rested += chaos.engine.count(u"RestDayBegan"_s);
        m_shadowed += chaos.engine.count(u"PatchShadowed"_s);
        m_opened += chaos.engine.count(u"BreakerOpened"_s);
        QCOMPARE(chaos.engine.state().unknownEvents, 0);
        // Whatever was frozen is free again after the longest freeze.
        chaos.engine.pass(8 * 24h);
        QVERIFY(chaos.engine.state().freeze.freezes.empty());
        chaos.engine.state().patches.forEach([](const PatchId&, const auto& patch) {
            QVERIFY(!patch->queue || patch->isFinished() || patch->queue->reason != u"freeze"_s);
        });
    }

    /// A chaos in which nothing happens would keep every promise.
    void chaosWasChaotic()
    {
        QVERIFY2(m_acts > 300, qPrintable(QString::number(m_acts)));
        QVERIFY2(m_frozen > 100, qPrintable(QString::number(m_frozen)));
        QVERIFY2(m_rested > 30, qPrintable(QString::number(m_rested)));
        QVERIFY2(m_shadowed > 50, qPrintable(QString::number(m_shadowed)));
        QVERIFY2(m_opened > 0, qPrintable(QString::number(m_opened)));
    }

private:
    int m_acts = 0;
    int m_frozen = 0;
    int m_rested = 0;
    int m_shadowed = 0;
    int m_opened = 0;
};

QTEST_GUILESS_MAIN(TestPromises)
#include "tst_promises.moc"
