// The machine's states and faults once more, with a real HAProxy that is killed, hangs and is meddled with.
// links: penelope-haproxy Qt6::Network
#include "core/adapters/haproxy/haproxyrouter.h"
#include "tests/core/engine/canarystory.h"
#include "tests/support/realhaproxy.h"

#include <QTest>

using namespace penelope;
using namespace penelope::test;
using State = canary::Status;

namespace {

/// The adapter, and whether it owes an answer.
class CountedRouter final : public TrafficRouter
{
public:
    void read(const Json& target, Handler handler) override { m_real.read(target, counted(std::move(handler))); }
    void set(const Json& target, int percent, Handler handler) override
    {
        m_real.set(target, percent, counted(std::move(handler)));
    }
    void check(const Json& target, CheckHandler handler) override { m_real.check(target, counted(std::move(handler))); }

    void settle()
    {
        QEventLoop loop;
        m_settled = [&loop] { loop.quit(); };
        if (m_owed > 0)
            loop.exec();
        m_settled = nullptr;
    }

private:
    template <typename Known> std::function<void(Known)> counted(std::function<void(Known)> handler)
    {
        ++m_owed;
        return [this, handler = std::move(handler)](Known known) {
            handler(std::move(known)); // may ask for more
            if (--m_owed == 0 && m_settled)
                m_settled();
        };
    }

    haproxy::HaproxyRouter m_real{Milliseconds{150}};
    int m_owed = 0;
    std::function<void()> m_settled;
};

/// What the journal alone says, line by line: which share is in force, and what each step up rests on.
class Book
{
public:
    explicit Book(const MemoryStore& store)
        : m_store(store)
    {}
    /// Once a second. `share`: what HAProxy itself gives the canary, in percent; nothing = it gives nobody anything.
    void look(std::optional<int> share)
    {
        for (; m_read < m_store.events().size(); ++m_read)
            read(m_store.events()[m_read]);
        const bool unknown = share && *share != m_decided && !m_told;
        m_unknownFor = unknown ? m_unknownFor + 1 : 0;
        if (m_unknownFor > reaction)
            complain(u"HAProxy has %1 %, the journal says %2 %"_s.arg(*share).arg(m_decided));
    }
    const QString& trouble() const { return m_trouble; }

private:
    static constexpr int reaction = 3; ///< seconds

    void complain(const QString& text)
    {
        if (m_trouble.isEmpty())
            m_trouble = text;
    }
    void read(const journal::Event& event)
    {
        if (event.kind == "CanaryAnalysed"_L1) {
            m_verdict = event.payload[u"verdict"].toString();
        } else if (event.kind == "CanaryStepDecided"_L1) {
            m_step = event.payload[u"step"].toInteger();
            if (m_step > 1 && m_verdict != "promote"_L1)
                complain(u"step %1 rests on the verdict \"%2\""_s.arg(m_step).arg(m_verdict));
            m_verdict.clear();
            m_decided = static_cast<int>(event.payload[u"percent"].toInteger());
        } else if (event.kind == "TrafficUnconfirmed"_L1) {
            m_told = true;
        } else if (event.kind == "TrafficConfirmed"_L1) {
            m_told = false;
            m_decided = static_cast<int>(event.payload[u"percent"].toInteger());
        } else if (event.kind == "CanaryRollbackDecided"_L1 || event.kind == "CanaryFinished"_L1) {
            m_decided = 0;
        } else if (event.kind == "PatchPromoted"_L1 && m_step != 5) {
            complain(u"promoted at step %1"_s.arg(m_step));
        }
    }

    const MemoryStore& m_store;
    std::size_t m_read = 0;
    qint64 m_step = 0;
    int m_decided = 0;
    int m_unknownFor = 0;
    bool m_told = false; ///< the journal says that the traffic is not as decided
    QString m_verdict;
    QString m_trouble;
};

/// The scripted world with a real router in it.
class RoutedWorld
{
public:
    RoutedWorld()
    {
        haproxy.startAgain();
        world.realRouter = &router;
        world.settle = [this] { passSecond(); };
        world.restart();
        auto registration = world.state().services.find(ServiceName{u"payments"_s})->registration;
        for (auto& metric : registration.metrics)
            metric.weight = 0.5;
        registration.router = Json::object(
            {{u"kind"_s, u"haproxy"_s},
             {u"socket"_s, haproxy.socket()},
             {u"backend"_s, u"single"_s},
             {u"stable"_s, jsonList({u"s1"_s})},
             {u"canary"_s, jsonList({u"c1"_s})},
             {u"state_file"_s, haproxy.stateFile()}});
        const auto event = patch::serviceRegistered(registration);
        const auto refused =
            world.send(u"service_register"_s, Json::object({{u"registration"_s, event[u"registration"]}}), u"core"_s);
        if (refused)
            qFatal("%s", qPrintable(refused->message));
    }

    bool hangs() const { return m_hangs; }
    void hang(bool on)
    {
        m_hangs = on;
        haproxy.signal(on ? SIGSTOP : SIGCONT);
    }
    /// How many of `requests` the canary answers now, and how many stable.
    std::pair<int, int> answers(int requests)
    {
        std::pair<int, int> count;
        for (int request = 0; request < requests; ++request) {
            const auto name = get(m_network, haproxy.singleUrl());
            count.first += name == "canary" ? 1 : 0;
            count.second += name == "stable" ? 1 : 0;
        }
        return count;
    }

    Backend stable{"stable"};
    std::unique_ptr<Backend> canary = std::make_unique<Backend>("canary");
    Haproxy haproxy{{stable.port(), canary->port()}, Haproxy::Kind::Later};
    CountedRouter router;
    ScriptedWorld world;
    Book book{world.store};

private:
    void passSecond()
    {
        router.settle();
        const bool works = haproxy.runs() && !m_hangs;
        if (works)
            world.router.split.canaryPercent = share();
        world.router.broken = !works;
        world.traffic = works ? 400 : 0;
        book.look(works ? std::optional{world.router.split.canaryPercent} : std::nullopt);
    }
    /// Asked of HAProxy by another way than the adapter's.
    int share() const
    {
        const auto weightOf = [this](const char* server) {
            return asked(haproxy.operatorSocket(), QByteArray("get weight single/") + server)
                .split(' ')
                .value(0)
                .toInt();
        };
        const int canaryWeight = weightOf("c1");
        const int all = canaryWeight + weightOf("s1");
        return all > 0 ? qRound(100.0 * canaryWeight / all) : 0;
    }

    QNetworkAccessManager m_network;
    bool m_hangs = false;
};

struct Fault
{
    const char* name;
    int seconds; ///< how long it lasts
    bool blinds; ///< nothing can be measured while it lasts
    std::function<void(RoutedWorld&)> begin;
    std::function<void(RoutedWorld&)> end;
};

constexpr int longFault = 75; ///< longer than any patience: absence is 12 s, a frozen clock 60 s at this pace

const std::vector<Fault>& faults()
{
    static const std::vector<Fault> all{
        {"HAProxy is killed", longFault, true, [](auto& it) { it.haproxy.kill(); },
         [](auto& it) { it.haproxy.startAgain(); }},
        {"HAProxy is killed and its state file lost", longFault, true,
         [](auto& it) {
             it.haproxy.kill();
             QFile::remove(it.haproxy.stateFile());
         },
         [](auto& it) { it.haproxy.startAgain(); }},
        {"HAProxy is killed and started again at once", 10, false,
         [](auto& it) {
             it.haproxy.kill();
             it.haproxy.startAgain();
         },
         [](auto&) {}},
        {"HAProxy hangs", 15, true, [](auto& it) { it.hang(true); }, [](auto& it) { it.hang(false); }},
        {"another hand moves the weights", 10, false,
         [](auto& it) { say(it.haproxy.socket(), "set weight single/c1 77"); }, [](auto&) {}},
        {"Prometheus is gone", longFault, true, [](auto& it) { it.world.metrics.broken = true; },
         [](auto& it) { it.world.metrics.broken = false; }},
        {"the canary is gone", longFault, true,
         [](auto& it) {
             it.canary.reset();
             it.world.metrics.noCanary = true;
         },
         [](auto& it) { it.world.metrics.noCanary = false; }},
        {"the console is killed", 10, false, [](auto& it) { it.world.restart(); }, [](auto&) {}},
        {"the console is killed while HAProxy is down", longFault, true,
         [](auto& it) {
             it.haproxy.kill();
             it.world.restart();
         },
         [](auto& it) { it.haproxy.startAgain(); }},
        {"the console is killed while Prometheus is gone", longFault, true,
         [](auto& it) {
             it.world.metrics.broken = true;
             it.world.restart();
         },
         [](auto& it) { it.world.metrics.broken = false; }},
        {"the console is killed while the canary is gone", longFault, true,
         [](auto& it) {
             it.canary.reset();
             it.world.metrics.noCanary = true;
             it.world.restart();
         },
         [](auto& it) { it.world.metrics.noCanary = false; }},
        {"HAProxy and Prometheus are killed together", longFault, true,
         [](auto& it) {
             it.haproxy.kill();
             it.world.metrics.broken = true;
         },
         [](auto& it) {
             it.world.metrics.broken = false;
             it.haproxy.startAgain();
         }}};
    return all;
}

/// A round of a hundred may begin anywhere in the wheel.
bool nearTenth(std::pair<int, int> answers)
{
    return answers.first + answers.second == 100 && std::abs(answers.first - 10) <= 1;
}

} // namespace

/// Killing HAProxy, Prometheus, the canary or the console in any state never leaves traffic that the journal
/// does not know, and never promotes; read from HAProxy itself.
class RouterFaults : public QObject
{
    Q_OBJECT

private slots:
    void noFaultLeavesUnknownTrafficOrPromotes_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("fault");
        for (const auto status :
             {State::Initializing, State::Running, State::Paused, State::Promoting, State::RollingBack,
              State::Completed, State::Failed, State::Cancelled}) {
            for (std::size_t fault = 0; fault < faults().size(); ++fault) {
                QTest::addRow("%s: %s", qPrintable(canary::toWord(status)), faults()[fault].name)
                    << static_cast<int>(status) << static_cast<int>(fault);
            }
        }
    }
    void noFaultLeavesUnknownTrafficOrPromotes()
    {
        QFETCH(const int, status);
        QFETCH(const int, fault);
        const auto& happens = faults()[static_cast<std::size_t>(fault)];
        RoutedWorld it;
        Witness witness{it.world};
        QVERIFY2(reach(it.world, witness, static_cast<State>(status)), qPrintable(witness.trouble()));
        QCOMPARE(it.world.newestCanary()->status, static_cast<State>(status));

        happens.begin(it);
        witness.blind(happens.blinds);
        witness.run(happens.seconds);
        QCOMPARE(witness.trouble(), QString{});
        QCOMPARE(it.book.trouble(), QString{});

        witness.blind(false);
        happens.end(it);
        it.world.runner.release();
        followToTheEnd(it.world, witness);
        QCOMPARE(witness.trouble(), QString{});
        QCOMPARE(it.book.trouble(), QString{});
        const auto canary = it.world.newestCanary();
        QVERIFY2(!canary->isActive(), qPrintable(canary::toWord(canary->status)));
        QCOMPARE(it.answers(20), (std::pair{0, 20}));
        QCOMPARE(it.world.repository.promoted.size(), std::size_t{canary->status == State::Completed ? 1u : 0u});
    }

    /// The counters above are scripted: this is what they stand for.
    void theShareOfTheJournalIsTheShareOfTheRequests()
    {
        RoutedWorld it;
        Witness witness{it.world};
        QVERIFY2(reach(it.world, witness, State::Running), qPrintable(witness.trouble()));
        QVERIFY(nearTenth(it.answers(100)));
        it.haproxy.kill();
        it.haproxy.startAgain();
        QVERIFY(nearTenth(it.answers(100))); // of the state file: nobody had to set anything
    }
};

QTEST_GUILESS_MAIN(RouterFaults)
#include "tst_routerfaults.moc"
