#include "core/engine/operatororders.h"
#include "tests/support/scriptedworld.h"

#include <QTest>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestOperators : public QObject
{
    Q_OBJECT

    static QString base64(const ed25519::SigningKey& key) { return ed25519::toBase64(key.publicKey()); }

    static std::optional<Error> change(ScriptedWorld& world, const QString& name, const QString& role, bool active)
    {
        return world.send(
            u"operator_change"_s,
            Json::object({{u"name"_s, name}, {u"role"_s, role}, {u"active"_s, active}, {u"reason"_s, u"a new job"_s}}));
    }
    /// A rotation as `actor` sends it; the old key signs too where there is one.
    static std::optional<Error> rotate(
        ScriptedWorld& world, const QString& name, const ed25519::SigningKey& next,
        const std::optional<ed25519::SigningKey>& old, const QString& actor, const QString& reason = {})
    {
        const auto bytes = engine::rotationBytes(world.state().journalId, name, base64(next));
        Json args = Json::object(
            {{u"name"_s, name}, {u"public_key"_s, base64(next)}, {u"proof"_s, ed25519::toBase64(next.sign(*bytes))}});
        if (old)
            args.set(u"previous_proof"_s, ed25519::toBase64(old->sign(*bytes)));
        if (!reason.isEmpty())
            args.set(u"reason"_s, reason);
        return world.send(u"operator_rotate"_s, std::move(args), u"operator/"_s + actor);
    }

private slots:
    void aRoleAndActivityChangeWithAReason()
    {
        ScriptedWorld world;
        QVERIFY(!change(world, u"bruno"_s, u"operator"_s, true));
        QCOMPARE(world.state().operators.at(OperatorName{u"bruno"_s}).role, Role::Operator);
        QVERIFY(!change(world, u"bruno"_s, u"approver"_s, false));
        QVERIFY(!world.state().operators.at(OperatorName{u"bruno"_s}).active);
        QCOMPARE(change(world, u"bruno"_s, u"approver"_s, false)->code, ErrorCode::Refused);
        QCOMPARE(change(world, u"nobody"_s, u"approver"_s, false)->code, ErrorCode::NotFound);
        QCOMPARE(change(world, u"bruno"_s, u"king"_s, true)->where, u"role"_s);
    }

    void theLastAdminStays()
    {
        ScriptedWorld world;
        QCOMPARE(change(world, u"ana"_s, u"approver"_s, true)->code, ErrorCode::Refused);
        QCOMPARE(change(world, u"ana"_s, u"admin"_s, false)->code, ErrorCode::Refused);
        QVERIFY(!change(world, u"bruno"_s, u"admin"_s, true));
        QVERIFY(!change(world, u"ana"_s, u"approver"_s, true));
    }

    void anOperatorRotatesWithBothKeys()
    {
        ScriptedWorld world;
        const ed25519::SigningKey next{ed25519::Seed{9}};
        QVERIFY(!rotate(world, u"bruno"_s, next, world.keys.at(u"bruno"_s), u"bruno"_s));
        QCOMPARE(
            world.state().operators.at(OperatorName{u"bruno"_s}).publicKey,
            QByteArray::fromBase64(base64(next).toLatin1()));
        QCOMPARE(world.store.events().back().kind, u"OperatorKeyRotated"_s);
        QVERIFY(world.store.events().back().payload.contains(u"proof"));
        QVERIFY(world.store.events().back().payload.contains(u"previous_proof"));
        // The old key decides nothing any more, the new one does.
        world.metrics.stable.slowShare = 0.2;
        world.raise(u"high"_s, world.clock.now());
        QVERIFY(world.runUntil(u"ApprovalRequested"_s, 10));
        QCOMPARE(world.approve()->code, ErrorCode::NotPermitted);
        world.keys.insert_or_assign(u"bruno"_s, next);
        QVERIFY(!world.approve());
    }

    void withoutTheOldKeyOnlyAnAdminWithAReason()
    {
        ScriptedWorld world;
        const ed25519::SigningKey next{ed25519::Seed{9}};
        QCOMPARE(rotate(world, u"bruno"_s, next, {}, u"bruno"_s)->code, ErrorCode::NotPermitted);
        QCOMPARE(world.count(u"AccessRefused"_s), 1);
        QCOMPARE(rotate(world, u"bruno"_s, next, {}, u"ana"_s)->where, u"reason"_s);
        QCOMPARE(
            rotate(world, u"bruno"_s, next, world.keys.at(u"ana"_s), u"ana"_s, u"lost"_s)->code,
            ErrorCode::NotPermitted);
        QVERIFY(!rotate(world, u"bruno"_s, next, {}, u"ana"_s, u"the laptop was stolen"_s));
    }

    void aRotationProvesThatTheNewKeyIsHeld()
    {
        ScriptedWorld world;
        const ed25519::SigningKey next{ed25519::Seed{9}};
        const auto bytes = engine::rotationBytes(world.state().journalId, u"ana"_s, base64(next));
        const auto refused = world.send(
            u"operator_rotate"_s, Json::object(
                                      {{u"name"_s, u"bruno"_s},
                                       {u"public_key"_s, base64(next)},
                                       {u"proof"_s, ed25519::toBase64(next.sign(*bytes))},
                                       {u"reason"_s, u"lost"_s}}));
        QVERIFY(refused);
        QCOMPARE(refused->where, u"proof"_s);
    }

    void aKeyStaysItsOwnersAfterARotation()
    {
        ScriptedWorld world;
        const ed25519::SigningKey next{ed25519::Seed{9}};
        const auto old = world.keys.at(u"bruno"_s);
        QVERIFY(!rotate(world, u"bruno"_s, next, old, u"bruno"_s));
        const auto add = world.send(
            u"operator_add"_s,
            Json::object({{u"name"_s, u"carla"_s}, {u"role"_s, u"approver"_s}, {u"public_key"_s, base64(old)}}));
        QVERIFY(add);
        QCOMPARE(add->code, ErrorCode::Conflict);
        QCOMPARE(rotate(world, u"ana"_s, old, world.keys.at(u"ana"_s), u"ana"_s)->code, ErrorCode::Conflict);
        QCOMPARE(rotate(world, u"bruno"_s, old, next, u"bruno"_s)->code, ErrorCode::Conflict);
    }
};

QTEST_GUILESS_MAIN(TestOperators)
#include "tst_operators.moc"
