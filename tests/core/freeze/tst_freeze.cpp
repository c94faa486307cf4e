#include "core/freeze/freeze.h"

#include <QTest>

using namespace penelope;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

const Instant t0 = instantFromMs(1'700'000'000'000);

journal::Event eventOf(const journal::Draft& draft, qint64 seq, Instant at)
{
    journal::Event event;
    event.seq = seq;
    event.time = at;
    event.kind = draft.kind;
    event.stream = draft.stream;
    event.actor = u"operator/ana"_s;
    event.payload = draft.payload;
    return event;
}

freeze::State frozenBy(const Json& args)
{
    freeze::State state;
    const auto order = freeze::readOrder(args, t0, policy::defaults());
    if (!order)
        qFatal("%s", qPrintable(order.error().message));
    freeze::apply(state, eventOf(freeze::frozen(*order), 7, t0));
    return state;
}

Json reasoned(const QString& scope = u"everything"_s)
{
    return Json::object({{u"scope"_s, scope}, {u"reason"_s, u"the database moves"_s}});
}

} // namespace

class FreezeTest : public QObject
{
    Q_OBJECT

private slots:
    void aScopeReadsBackAsItIsWritten_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<bool>("known");
        QTest::newRow("everything") << u"everything"_s << true;
        QTest::newRow("service") << u"service:payments"_s << true;
        QTest::newRow("label") << u"label:cluster=eu"_s << true;
        QTest::newRow("a value with =") << u"label:query=a=b"_s << true;
        QTest::newRow("no name") << u"service:"_s << false;
        QTest::newRow("no value") << u"label:cluster"_s << false;
        QTest::newRow("empty") << QString{} << false;
        QTest::newRow("another word") << u"all"_s << false;
    }
    void aScopeReadsBackAsItIsWritten()
    {
        QFETCH(QString, word);
        QFETCH(bool, known);
        const auto scope = freeze::scopeFromWord(word);
        QCOMPARE(scope.has_value(), known);
        if (scope)
            QCOMPARE(freeze::toWord(*scope), word);
    }

    void withoutMoreItHoldsEverythingForFourHours()
    {
        const auto state = frozenBy(reasoned());
        QCOMPARE(state.freezes.size(), std::size_t{1});
        const auto& freeze = state.freezes.front();
        QVERIFY(freeze.scope == freeze::Scope{});
        QCOMPARE(freeze.running, freeze::RunningCanaries::Hold);
        QCOMPARE(*freeze.until, t0 + 4h);
        QCOMPARE(freeze.actor, u"operator/ana"_s);
        QCOMPARE(freeze.id, u"00000007"_s);
    }

    void sevenDaysAreTheMost()
    {
        auto args = reasoned();
        args.set(u"until_at"_s, toMs(t0 + 7 * 24h));
        QVERIFY(freeze::readOrder(args, t0, policy::defaults()));
        args.set(u"until_at"_s, toMs(t0 + 7 * 24h + 1ms));
        const auto longer = freeze::readOrder(args, t0, policy::defaults());
        QVERIFY(!longer);
        QCOMPARE(longer.error().code, ErrorCode::Refused);
        args.set(u"until_at"_s, toMs(t0));
        QCOMPARE(freeze::readOrder(args, t0, policy::defaults()).error().code, ErrorCode::Refused);
    }

    void aBadArgumentIsNamed_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::newRow("scope") << u"scope"_s << u"the moon"_s;
        QTest::newRow("running") << u"running_canaries"_s << u"dance"_s;
        QTest::newRow("until") << u"until_at"_s << u"tomorrow"_s;
        QTest::newRow("reason") << u"reason"_s << u"  "_s;
    }
    void aBadArgumentIsNamed()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        auto args = reasoned();
        args.set(name, value);
        const auto order = freeze::readOrder(args, t0, policy::defaults());
        QVERIFY(!order);
        QCOMPARE(order.error().code, ErrorCode::Malformed);
        QCOMPARE(order.error().where, name);
    }

    void aScopeCoversWhatItNames_data()
    {
        QTest::addColumn<QString>("scope");
        QTest::addColumn<bool>("covered");
        QTest::newRow("everything") << u"everything"_s << true;
        QTest::newRow("its service") << u"service:payments"_s << true;
        QTest::newRow("another service") << u"service:search"_s << false;
        QTest::newRow("a label of its arms") << u"label:job=payments"_s << true;
        QTest::newRow("a label of its alert") << u"label:cluster=eu"_s << true;
        QTest::newRow("another value") << u"label:cluster=us"_s << false;
    }
    void aScopeCoversWhatItNames()
    {
        QFETCH(QString, scope);
        QFETCH(bool, covered);
        const freeze::Subject subject{
            ServiceName{u"payments"_s}, {{{u"job"_s, u"payments"_s}}, {{u"cluster"_s, u"eu"_s}}}};
        QCOMPARE(freeze::covering(frozenBy(reasoned(scope)), subject) != nullptr, covered);
    }

    void theLongestOfSeveralIsTheOneThatCounts()
    {
        auto state = frozenBy(reasoned());
        auto longer = reasoned(u"service:payments"_s);
        longer.set(u"until_at"_s, toMs(t0 + 24h));
        freeze::apply(state, eventOf(freeze::frozen(*freeze::readOrder(longer, t0, policy::defaults())), 8, t0));
        QCOMPARE(freeze::covering(state, {ServiceName{u"payments"_s}, {}})->seq, 8);
        QCOMPARE(freeze::covering(state, {ServiceName{u"search"_s}, {}})->seq, 7);
    }

    void itEndsByItselfAtItsTime()
    {
        auto state = frozenBy(reasoned());
        QVERIFY(freeze::due(state, t0 + 4h - 1ms).empty());
        const auto due = freeze::due(state, t0 + 4h);
        QCOMPARE(due.size(), std::size_t{1});
        QCOMPARE(due.front().kind, u"FreezeExpired"_s);
        freeze::apply(state, eventOf(due.front(), 8, t0 + 4h));
        QVERIFY(state.freezes.empty());
    }

    void anEndingNeedsAReasonAndSomethingToEnd()
    {
        const auto state = frozenBy(reasoned());
        QCOMPARE(freeze::unfreeze({}, {}, u"done"_s).error().code, ErrorCode::NotFound);
        QCOMPARE(freeze::unfreeze(state, u"00000009"_s, u"done"_s).error().code, ErrorCode::NotFound);
        QCOMPARE(freeze::unfreeze(state, {}, u" "_s).error().code, ErrorCode::Malformed);
        QVERIFY(freeze::unfreeze(state, u"00000007"_s, u"done"_s));
    }

    void oneOfSeveralMayEnd()
    {
        auto state = frozenBy(reasoned());
        freeze::apply(
            state,
            eventOf(freeze::frozen(*freeze::readOrder(reasoned(u"service:a"_s), t0, policy::defaults())), 8, t0));
        freeze::apply(state, eventOf(freeze::unfreeze(state, u"00000007"_s, u"done"_s)->front(), 9, t0));
        QCOMPARE(state.freezes.size(), std::size_t{1});
        QCOMPARE(state.freezes.front().seq, 8);
        freeze::apply(state, eventOf(freeze::unfreeze(state, {}, u"done"_s)->front(), 10, t0));
        QVERIFY(state.freezes.empty());
    }

    void whatCannotBeReadIsFrozen_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::addColumn<int>("version");
        QTest::addColumn<QString>("scope");
        QTest::newRow("a newer version") << u"HealingFrozen"_s << 2 << u"everything"_s;
        QTest::newRow("an end of a newer version") << u"HealingUnfrozen"_s << 2 << u"everything"_s;
        QTest::newRow("an unknown kind") << u"HealingThawed"_s << 1 << u"everything"_s;
        QTest::newRow("an unknown scope") << u"HealingFrozen"_s << 1 << u"continent:eu"_s;
    }
    void whatCannotBeReadIsFrozen()
    {
        QFETCH(QString, kind);
        QFETCH(int, version);
        QFETCH(QString, scope);
        auto order = freeze::frozen(*freeze::readOrder(reasoned(), t0, policy::defaults()));
        order.kind = kind;
        order.payload.set(u"scope"_s, scope);
        auto event = eventOf(order, 3, t0);
        event.version = version;
        freeze::State state;
        freeze::apply(state, event);
        const auto* freeze = freeze::covering(state, {ServiceName{u"payments"_s}, {}});
        QVERIFY(freeze);
        QVERIFY(!freeze->readable);
        QVERIFY(!freeze->until);
        QVERIFY(freeze::due(state, t0 + 365 * 24h).empty());
        freeze::apply(state, eventOf(freeze::unfreeze(state, {}, u"looked at"_s)->front(), 4, t0));
        QVERIFY(state.freezes.empty());
    }

    void aStepOfTheClockMovesItsEnd()
    {
        auto state = frozenBy(reasoned());
        freeze::shift(state, 8h);
        QVERIFY(freeze::due(state, t0 + 8h).empty());
        QCOMPARE(freeze::due(state, t0 + 12h).size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(FreezeTest)
#include "tst_freeze.moc"
