#include "core/engine/restraintviews.h"
#include "core/patch/events.h"
#include "tests/support/pureengine.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// What the generator makes happen after a would-be act; the truth that grades are held against.
enum class Truth { Commit, CommitUndone, FixByRevert, Promoted, PromotedUndone, Escalated, Alone, Open, Observed };

/// What was really done, counted without any code of the product.
struct Counted
{
    int same = 0;
    int otherwise = 0;
    int open = 0;
};

/// The bounds of the 95 % Wilson interval as the roots of (p̂ − p)² = z² p (1 − p) / n.
std::pair<double, double> wilsonByRoots(int k, int n)
{
    const double z2 = 1.959963984540054 * 1.959963984540054;
    const double share = static_cast<double>(k) / n;
    const auto outside = [&](double p) { return (share - p) * (share - p) - z2 * p * (1 - p) / n; };
    const auto root = [&](double out, double in) {
        for (int round = 0; round < 200; ++round) {
            const double middle = (out + in) / 2;
            (outside(middle) > 0 ? out : in) = middle;
        }
        return in;
    };
    return {k == 0 ? 0 : root(0, share), k == n ? 1 : root(1, share)};
}

QString configDiff()
{
    return QStringLiteral("diff --git a/service.toml b/service.toml\n--- a/service.toml\n+++ b/service.toml\n"
                          "@@ -1,2 +1,2 @@\n # service\n-pool = 4\n+pool = 32\n");
}

QString codeDiff(int lines)
{
    auto text = QStringLiteral("diff --git a/app.py b/app.py\n--- a/app.py\n+++ b/app.py\n@@ -1,1 +1,%1 @@\n x = 1\n")
                    .arg(lines + 1);
    for (int line = 0; line < lines; ++line)
        text += QStringLiteral("+y%1 = 2\n").arg(line);
    return text;
}

/// 200 episodes of two services, seeded; each some hours after the one before.
class Generator
{
public:
    explicit Generator(unsigned seed)
        : m_random(seed)
        , m_engine(instantFromMs(1'795'000'000'000))
    {
        m_engine.addService(u"payments"_s, false);
        m_engine.addService(u"search"_s, false);
        m_engine.policy(u"rest.weekday"_s, u"none"_s);
    }

    void play(int episodes)
    {
        for (int number = 0; number < episodes; ++number)
            episode(number);
    }
    const PureEngine& engine() const { return m_engine; }
    Counted counted(const QString& service, std::optional<Level> level = {}) const
    {
        Counted all;
        for (const auto& [key, count] : m_counted) {
            if (key.first != service || (level && key.second != *level))
                continue;
            all.same += count.same;
            all.otherwise += count.otherwise;
            all.open += count.open;
        }
        return all;
    }

private:
    void commit(const QString& service, const QString& id, const QString& summary)
    {
        m_engine.observe(engine::CommitsSeen{
            ServiceName{service}, {{.id = id, .author = u"a person"_s, .summary = summary, .at = m_engine.now()}}});
    }

    PatchId promoted(const QString& service, const AnomalyId& anomaly, const QString& id)
    {
        patch::Patch patch;
        patch.id = PatchId{idFromSeq(m_engine.state().seq + 1)};
        patch.service = ServiceName{service};
        patch.anomaly = anomaly;
        patch.origin = u"operator"_s;
        patch.proposer = u"operator/ana"_s;
        m_engine.write(
            {.kind = u"PatchProposed"_s, .stream = patch::streamOf(patch.id), .payload = patch::patchProposed(patch)});
        m_engine.write(
            {.kind = u"PatchPromoted"_s, .stream = patch::streamOf(patch.id), .payload = patch::patchPromoted(id)});
        return patch.id;
    }

    void happen(Truth truth, const QString& service, const AnomalyId& anomaly, const QString& id)
    {
        m_engine.pass(10min);
        switch (truth) {
        case Truth::Commit: commit(service, id, u"Raise the pool "_s + id); break;
        case Truth::CommitUndone:
            commit(service, id, u"Try something "_s + id);
            m_engine.pass(5min);
            m_engine.resolve(anomaly);
            m_engine.pass(5min);
            commit(service, u"back"_s + id, u"Revert \"Try something %1\""_s.arg(id));
            break;
        case Truth::FixByRevert: commit(service, id, u"Revert \"a change of last month\""_s); break;
        case Truth::Promoted: promoted(service, anomaly, id); break;
        case Truth::PromotedUndone: {
            const auto patch = promoted(service, anomaly, id);
            m_engine.pass(5min);
            m_engine.write(
                {.kind = u"PatchRolledBack"_s,
                 .stream = patch::streamOf(patch),
                 .payload = patch::patchRolledBack(u"watch"_s, {}, u"revert-"_s + id)});
            break;
        }
        case Truth::Escalated:
            m_engine.write(
                {.kind = u"DecisionMade"_s,
                 .stream = u"anomaly/"_s + anomaly.value(),
                 .payload = Json::object({{u"decision"_s, u"escalate"_s}, {u"rule"_s, 2}, {u"level"_s, 1}})});
            break;
        case Truth::Alone:
        case Truth::Open:
        case Truth::Observed: break;
        }
        m_engine.pass(5min);
        if (truth != Truth::Open)
            m_engine.resolve(anomaly);
        // A change after the end of an episode says nothing of it; an open one is over for grading after a day.
        m_engine.pass(truth == Truth::Open ? Milliseconds{25h} : Milliseconds{30min});
        commit(service, u"later"_s + id, u"Tidy up"_s);
    }

    void episode(int number)
    {
        const auto truth = static_cast<Truth>(m_random() % 9);
        const auto service = m_random() % 3 ? u"payments"_s : u"search"_s;
        const auto level = std::array{Level::Config, Level::Surgical, Level::Moderate}[m_random() % 3];
        m_engine.diff = level == Level::Config ? configDiff() : codeDiff(level == Level::Surgical ? 3 : 12);
        const auto severity = truth == Truth::Observed ? Severity::P3 : Severity::P1;
        const auto anomaly = m_engine.raise(service, u"trouble_%1"_s.arg(number), severity);
        for (int round = 0; round < 10 && m_engine.settle(); ++round) {
        }
        happen(truth, service, anomaly, QString::number(0xabc0000 + number, 16));
        m_engine.pass(2h);
        auto& count = m_counted[{service, level}];
        switch (truth) {
        case Truth::Commit:
        case Truth::FixByRevert:
        case Truth::Promoted: ++count.same; break;
        case Truth::CommitUndone:
        case Truth::PromotedUndone:
        case Truth::Escalated:
        case Truth::Alone: ++count.otherwise; break;
        case Truth::Open: ++count.open; break;
        case Truth::Observed: break;
        }
    }

    std::mt19937 m_random;
    PureEngine m_engine;
    std::map<std::pair<QString, Level>, Counted> m_counted;
};

Json viewOf(const PureEngine& engine, const QString& service)
{
    const auto view =
        engine::shadowView(engine.state(), Json::object({{u"service"_s, service}, {u"days"_s, 366}}), engine.now());
    return view ? *view : Json{};
}

} // namespace

class ShadowTest : public QObject
{
    Q_OBJECT

private slots:
    void twoHundredEpisodesAreGradedAsTheyWere_data()
    {
        QTest::addColumn<unsigned>("seed");
        for (const unsigned seed : {1U, 7U, 2026U})
            QTest::addRow("seed %u", seed) << seed;
    }
    void twoHundredEpisodesAreGradedAsTheyWere()
    {
        QFETCH(unsigned, seed);
        Generator generator{seed};
        generator.play(200);
        for (const auto& service : {u"payments"_s, u"search"_s}) {
            const auto view = viewOf(generator.engine(), service);
            const auto truth = generator.counted(service);
            QVERIFY(truth.same > 5 && truth.otherwise > 5 && truth.open > 0);
            QCOMPARE(view[u"all"][u"as_people_did"].toInteger(), truth.same);
            QCOMPARE(view[u"all"][u"otherwise"].toInteger(), truth.otherwise);
            QCOMPARE(view[u"all"][u"not_gradable"].toInteger(), truth.open);
            const auto [low, high] = wilsonByRoots(truth.same, truth.same + truth.otherwise);
            QVERIFY(std::abs(view[u"all"][u"low"].toDouble() - low) < 1e-9);
            QVERIFY(std::abs(view[u"all"][u"high"].toDouble() - high) < 1e-9);
            for (const auto& row : view[u"levels"].toArray()) {
                const auto level = generator.counted(service, static_cast<Level>(row[u"level"].toInteger()));
                QCOMPARE(row[u"as_people_did"].toInteger(), level.same);
                QCOMPARE(row[u"otherwise"].toInteger(), level.otherwise);
            }
            QCOMPARE(view[u"levels"].toArray().size(), std::size_t{3});
        }
        QCOMPARE(generator.engine().count(u"CanaryCreated"_s), 0);
        QCOMPARE(generator.engine().count(u"ApprovalRequested"_s), 0);
        QCOMPARE(generator.engine().state().unknownEvents, 0);
    }

    void everyGradeNamesEventsThatAreThere()
    {
        Generator generator{3};
        generator.play(60);
        const auto& events = generator.engine().events();
        const auto kindAt = [&events](const Json& seq) {
            return events[static_cast<std::size_t>(seq.toInteger() - 1)].kind;
        };
        int seen = 0;
        const auto view = viewOf(generator.engine(), u"payments"_s);
        for (const auto& act : view[u"graded"].toArray()) {
            QCOMPARE(kindAt(act[u"seq"]), u"PatchShadowed"_s);
            QStringList kinds;
            for (const auto& seq : act[u"evidence"].toArray())
                kinds.append(kindAt(seq));
            const auto outcome = act[u"outcome"].toString();
            if (outcome == u"person_committed"_s)
                QVERIFY(kinds.contains(u"ServiceCommitSeen"_s));
            else if (outcome == u"patch_promoted"_s)
                QVERIFY(kinds.contains(u"PatchPromoted"_s));
            else if (outcome == u"escalated"_s)
                QVERIFY(kinds.contains(u"DecisionMade"_s));
            else if (outcome == u"undone"_s)
                QVERIFY(kinds.contains(u"PatchRolledBack"_s) || kinds.count(u"ServiceCommitSeen"_s) == 2);
            else if (outcome == u"resolved_alone"_s)
                QCOMPARE(kinds, QStringList{u"AnomalyResolved"_s});
            ++seen;
        }
        QVERIFY(seen > 20);
    }

    void whatIsStillOpenIsNotGraded()
    {
        PureEngine engine{instantFromMs(1'795'000'000'000)};
        engine.addService(u"payments"_s, false);
        engine.policy(u"rest.weekday"_s, u"none"_s);
        engine.raise(u"payments"_s, u"latency_spike"_s, Severity::P1);
        while (engine.settle()) {
        }
        const auto view = viewOf(engine, u"payments"_s);
        QCOMPARE(view[u"all"][u"acts"].toInteger(), 0);
        QCOMPARE(view[u"all"][u"not_gradable"].toInteger(), 1);
        QVERIFY(!view[u"all"].contains(u"share"));
    }

    void theSameCommitIsSeenOnceAndOldOnesNever()
    {
        PureEngine engine{instantFromMs(1'795'000'000'000)};
        engine.addService(u"payments"_s, false);
        engine.policy(u"rest.weekday"_s, u"none"_s);
        engine.raise(u"payments"_s, u"latency_spike"_s, Severity::P1);
        while (engine.settle()) {
        }
        const sophia::CommitSeen old{u"1111111"_s, u"x"_s, u"old"_s, engine.now() - 1h};
        const sophia::CommitSeen fresh{u"2222222"_s, u"x"_s, u"fresh"_s, engine.now() + 1min};
        engine.pass(2min);
        for (int again = 0; again < 3; ++again)
            engine.observe(engine::CommitsSeen{ServiceName{u"payments"_s}, {fresh, old}});
        QCOMPARE(engine.count(u"ServiceCommitSeen"_s), 1);
    }

    void aPersonsOwnProposalIsNoActOfTheCore()
    {
        PureEngine engine{instantFromMs(1'795'000'000'000)};
        engine.addService(u"payments"_s, false);
        engine.policy(u"rest.weekday"_s, u"none"_s);
        QVERIFY(engine.obey(
            u"patch_submit"_s,
            Json::object({{u"service"_s, u"payments"_s}, {u"diff"_s, engine.diff}, {u"intent"_s, u"by hand"_s}}),
            u"operator/ana"_s));
        while (engine.settle()) {
        }
        QCOMPARE(engine.count(u"PatchShadowed"_s), 1);
        QCOMPARE(viewOf(engine, u"payments"_s)[u"graded"].toArray().size(), std::size_t{0});
    }

    void theSentenceCountsEverything()
    {
        shadow::Tally tally;
        tally.acts = 41;
        tally.asPeopleDid = 38;
        tally.otherwise = 3;
        tally.undone = 3;
        tally.notGradable = 5;
        QCOMPARE(shadow::sentence(tally), u"41 acts, 38 as people did, 3 otherwise (3 they undid); 5 not gradable"_s);
    }
};

QTEST_GUILESS_MAIN(ShadowTest)
#include "tst_shadow.moc"
