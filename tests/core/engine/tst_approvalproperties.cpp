#include "core/approval/signing.h"
#include "tests/support/scriptedworld.h"

#include <QTest>

#include <random>
#include <set>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Somebody at the keyboard who does anything at all, right and wrong, from one seed.
class AnybodyAtAll
{
public:
    explicit AnybodyAtAll(ScriptedWorld& world, unsigned seed)
        : m_world(world)
        , m_random(seed)
    {}

    void act()
    {
        switch (below(14)) {
        case 0: return raise();
        case 1: return m_world.clear();
        case 2: return wait();
        case 3: return submit();
        case 4: return quiet();
        case 5: return changePolicy();
        case 6: return changeOperator();
        case 7: return decide(u"reject"_s, 0.2);
        case 8: return review();
        case 9: return m_world.restart();
        default: return decide(u"approve"_s, 0.7);
        }
    }

private:
    unsigned below(unsigned limit) { return std::uniform_int_distribution<unsigned>{0, limit - 1}(m_random); }
    bool chance(double share) { return std::uniform_real_distribution<double>{}(m_random) < share; }
    template <typename T> T oneOf(const std::vector<T>& all) { return all[below(static_cast<unsigned>(all.size()))]; }
    QString person() { return oneOf<QString>({u"ana"_s, u"bruno"_s, u"carla"_s, u"dora"_s}); }

    void raise()
    {
        m_world.metrics.stable.slowShare = chance(0.8) ? 0.2 : 0.0;
        m_world.metrics.canary.errorShare = chance(0.3) ? 0.05 : 0.0;
        m_world.raise(oneOf<QString>({u"critical"_s, u"high"_s, u"warning"_s}), m_world.clock.now());
        m_world.run(4);
    }
    void wait()
    {
        if (chance(0.2))
            m_world.clock.advance(std::chrono::minutes{below(150)});
        m_world.run(static_cast<int>(1 + below(30)));
    }
    void submit()
    {
        Json args =
            Json::object({{u"service"_s, u"payments"_s}, {u"diff"_s, m_world.remedyDiff}, {u"intent"_s, u"again"_s}});
        if (chance(0.3))
            args.set(u"force"_s, true);
        if (const auto anomaly = m_world.newestAnomaly(); anomaly && chance(0.7))
            args.set(u"anomaly_id"_s, anomaly->id.value());
        std::ignore = m_world.send(u"patch_submit"_s, std::move(args), u"operator/"_s + person());
        m_world.run(2);
    }
    void quiet()
    {
        const auto approval = m_world.newestApproval();
        if (!approval)
            return;
        Json args = Json::object({{u"id"_s, approval->id.value()}});
        if (chance(0.5))
            std::ignore = m_world.send(u"ack"_s, args, u"operator/"_s + person());
        args.set(u"until_at"_s, toMs(m_world.clock.now() + std::chrono::minutes{below(120)}));
        if (chance(0.5))
            std::ignore = m_world.send(u"snooze"_s, args, u"operator/"_s + person());
    }
    void changePolicy()
    {
        std::ignore = m_world.send(
            u"policy_set"_s,
            Json::object({{u"key"_s, u"approval.risk"_s}, {u"value"_s, below(10) / 10.0}, {u"reason"_s, u"trying"_s}}));
    }
    void changeOperator()
    {
        std::ignore = m_world.send(
            u"operator_change"_s,
            Json::object(
                {{u"name"_s, person()},
                 {u"role"_s, oneOf<QString>({u"operator"_s, u"approver"_s, u"approver"_s, u"admin"_s})},
                 {u"active"_s, chance(0.85)},
                 {u"reason"_s, u"trying"_s}}));
    }
    Json decision()
    {
        const auto approval = m_world.newestApproval();
        return Json::object(
            {{u"id"_s, approval->id.value()},
             {u"version"_s, chance(0.9) ? approval->version : approval->version - 1},
             {u"diff_sha256"_s, chance(0.9) ? approval->diffSha256 : QString(64, u'0')},
             {u"reason"_s, chance(0.9) ? u"trying"_s : u" "_s}});
    }
    void decide(const QString& command, double aim)
    {
        if (!m_world.newestApproval() || !chance(aim))
            return;
        auto args = decision();
        if (command == "approve"_L1 && chance(0.3)) {
            args.set(u"break_glass"_s, true);
            args.set(u"service"_s, chance(0.8) ? u"payments"_s : u"search"_s);
            m_world.clock.advance(std::chrono::minutes{4 + below(9)});
            m_world.run(1);
        }
        sign(command, std::move(args));
        m_world.run(static_cast<int>(below(5)));
    }
    void review()
    {
        if (!m_world.newestApproval())
            return;
        auto args = decision();
        args.set(u"decision"_s, chance(0.5) ? u"agree"_s : u"object"_s);
        sign(u"review"_s, std::move(args));
    }
    /// Mostly one's own key; sometimes another's, an old moment, or no signature at all.
    void sign(const QString& command, Json args)
    {
        const auto who = person();
        const auto key = chance(0.85) ? who : person();
        const auto at = m_world.clock.now() - std::chrono::seconds{chance(0.9) ? 0 : below(60)};
        auto made = approval::signedArgs(command, args, m_world.state().journalId, who, m_world.keys.at(key), at);
        if (chance(0.05))
            made->set(u"signature"_s, Json{QString{}});
        std::ignore = m_world.send(command, std::move(*made), u"operator/"_s + who);
    }

    ScriptedWorld& m_world;
    std::mt19937 m_random;
};

/// What the journal alone says of one request, read by other code than the fold's.
struct Read
{
    int version = 1;
    qint64 need = 1;
    qint64 deadline = 0;
    QString proposer;
    std::set<QString> voters; ///< of this version
    bool over = false;
    bool granted = false;
    bool aloneGranted = false;
};

} // namespace

class TestApprovalProperties : public QObject
{
    Q_OBJECT

    static void addPeople(ScriptedWorld& world)
    {
        std::uint8_t seed = 3;
        for (const auto& name : {u"carla"_s, u"dora"_s}) {
            world.keys.emplace(name, ed25519::SigningKey{ed25519::Seed{seed++}});
            QVERIFY(!world.send(
                u"operator_add"_s, Json::object(
                                       {{u"name"_s, name},
                                        {u"role"_s, u"approver"_s},
                                        {u"public_key"_s, ed25519::toBase64(world.keys.at(name).publicKey())}})));
        }
    }

    /// Reads the whole journal and holds it against the rules; QVERIFY names what breaks.
    static void holdAgainstTheRules(const ScriptedWorld& world, int& canaries, int& granted, int& alone, int& voided)
    {
        std::map<QString, Read> requests;
        std::map<QString, QString> requestOf; ///< patch → its newest request
        std::map<QString, QSet<QString>> stages;
        std::map<QString, QString> proposers;
        for (const auto& event : world.store.events()) {
            const auto& payload = event.payload;
            const auto id = event.subject();
            if (event.kind == "PatchProposed"_L1) {
                proposers[id] = payload[u"proposer"].toString();
            } else if (event.streamKind() == "patch"_L1) {
                stages[id].insert(event.kind);
            } else if (event.kind == "ApprovalRequested"_L1) {
                auto& request = requests[id];
                request.need = payload[u"need"].toInteger();
                request.deadline = payload[u"deadline_at"].toInteger();
                request.proposer = proposers[payload[u"patch_id"].toString()];
                requestOf[payload[u"patch_id"].toString()] = id;
            } else if (event.kind == "CanaryCreated"_L1) {
                ++canaries;
                const auto patch = payload[u"patch_id"].toString();
                for (const auto& gate :
                     {u"PatchChecked"_s, u"PraotesJudged"_s, u"CompetenceJudged"_s, u"TwinFinished"_s})
                    QVERIFY2(stages[patch].contains(gate), qPrintable(gate + u" is missing before a canary"_s));
                QVERIFY(!stages[patch].contains(u"PatchRefused"_s));
                if (requestOf.contains(patch))
                    QVERIFY2(requests[requestOf[patch]].granted, "a canary without its approval");
            } else if (requests.contains(id)) {
                read(world, requests[id], event, granted, alone, voided);
            }
        }
    }

    static void
    read(const ScriptedWorld& world, Read& request, const journal::Event& event, int& granted, int& alone, int& voided)
    {
        const auto& payload = event.payload;
        const bool decisive = event.kind == "ApprovalGranted"_L1 || event.kind == "ApprovalRejected"_L1;
        if (event.kind != "BreakGlassReviewed"_L1)
            QVERIFY2(!request.over, qPrintable(event.kind + u" after the end of a request"_s));
        if (event.kind != "ApprovalExpired"_L1 && event.kind != "BreakGlassReviewed"_L1)
            QVERIFY2(toMs(event.time) < request.deadline, qPrintable(event.kind + u" after the deadline"_s));
        if (decisive || event.kind == "BreakGlassReviewed"_L1) {
            const auto key = world.keys.at(event.actor.section(u'/', 1)).publicKey();
            const QByteArray bytes(reinterpret_cast<const char*>(key.data()), 32);
            QVERIFY(approval::isProven(event, world.state().journalId, bytes));
            QCOMPARE(payload[u"version"].toInteger(), qint64{request.version});
        }
        if (event.kind == "ApprovalAmended"_L1) {
            voided += static_cast<int>(request.voters.size());
            request.voters.clear();
            request.version = static_cast<int>(payload[u"version"].toInteger());
            request.need = payload.integer(u"need").value_or(request.need);
        } else if (event.kind == "ApprovalGranted"_L1) {
            QVERIFY(event.actor != request.proposer);
            const bool glass = payload[u"break_glass"].toBool();
            QVERIFY2(glass || !request.voters.contains(event.actor), "one approver counted twice");
            request.voters.insert(event.actor);
            ++granted;
            alone += glass;
            request.aloneGranted = glass;
            request.granted = glass || static_cast<qint64>(request.voters.size()) >= request.need;
            request.over = request.granted;
        } else if (event.kind == "BreakGlassReviewed"_L1) {
            QVERIFY2(request.aloneGranted, "a review of what was not decided alone");
            QVERIFY2(!request.voters.contains(event.actor), "one's own review");
            QVERIFY(event.actor != request.proposer);
        } else if (
            event.kind == "ApprovalRejected"_L1 || event.kind == "ApprovalExpired"_L1 ||
            event.kind == "ApprovalCancelled"_L1) {
            request.over = true;
        }
    }

private slots:
    /// No deployment without each gate's event before it, an expired request is never acted on, one approver is never
    /// two, whoever does whatever in whichever order.
    void nobodyGetsAroundTheGates()
    {
        int canaries = 0;
        int granted = 0;
        int alone = 0;
        int voided = 0;
        for (unsigned seed = 1; seed <= 60; ++seed) {
            ScriptedWorld world;
            addPeople(world);
            AnybodyAtAll anybody(world, seed);
            for (int step = 0; step < 80; ++step)
                anybody.act();
            holdAgainstTheRules(world, canaries, granted, alone, voided);
            if (QTest::currentTestFailed())
                QFAIL(qPrintable(u"seed %1"_s.arg(seed)));
        }
        // The stories reached what they are about: an empty run would hold everything.
        QVERIFY2(
            canaries > 5 && granted > 10 && alone > 1 && voided > 0,
            qPrintable(
                u"canaries %1, votes %2, alone %3, void %4"_s.arg(canaries).arg(granted).arg(alone).arg(voided)));
        qInfo("canaries %d, votes %d, alone %d, void %d", canaries, granted, alone, voided);
    }
};

QTEST_GUILESS_MAIN(TestApprovalProperties)
#include "tst_approvalproperties.moc"
