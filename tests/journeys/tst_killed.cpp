// beside: others
#include "tests/journeys/journey.h"

#include <QLocalSocket>
#include <QRandomGenerator>
#include <QTest>

#include <csignal>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int steps = 4; ///< of the canary: 10, 25, 50, 100 %
constexpr int killsInStep = 5;
constexpr int kills = steps * killsInStep;

/// What the core said about one note before it was killed.
struct Noted
{
    qint64 seq = 0;
    QString text;
};

bool active(const test::Journey& journey)
{
    return journey.told(u"HAProxy confirms canary"_s) && !journey.told(u"has ended"_s);
}

/// The share that the journal decided last.
qint64 decidedPercent(const test::Journey& journey)
{
    const auto decided = journey.events({u"kind:CanaryStepDecided"_s});
    return decided.empty() ? 0 : decided.back()[u"payload"][u"percent"].toInteger();
}

/// The share that HAProxy gives the canary, in percent.
qint64 sharePercent(const lab::Weights& weights)
{
    const int all = weights.stable + weights.canary;
    return all == 0 ? 0 : qRound64(100.0 * weights.canary / all);
}

} // namespace

/// The healing story with a console that is killed again and again while the canary runs, at every step of it.
class KilledJourney : public QObject
{
    Q_OBJECT

private slots:
    void losesNothingAndGoesOnWhereItWas();

private:
    /// Sends notes without waiting, kills the core after `afterMs`, and adds what was answered before it died.
    void killAmongNotes(test::Journey& journey, int number, int afterMs);
    void checkJournal(const test::Journey& journey) const;

    std::vector<Noted> m_acknowledged;
};

void KilledJourney::killAmongNotes(test::Journey& journey, int number, int afterMs)
{
    QLocalSocket socket;
    // The lock names the socket a moment before somebody listens there.
    QVERIFY2(
        journey.until(
            [&] {
                socket.connectToServer(journey.controlSocket());
                return socket.waitForConnected(1000);
            },
            20000),
        qPrintable(socket.errorString()));
    QVERIFY(socket.waitForReadyRead(5000));
    constexpr int notes = 5;
    for (int id = 1; id <= notes; ++id) {
        const auto args = Json::object(
            {{u"text"_s, Json{u"note %1 before kill %2"_s.arg(id).arg(number)}},
             {u"scope"_s, Json{u"shift"_s}},
             {u"operator"_s, Json{u"lab-ana"_s}}});
        socket.write(
            toJsonText(Json::object({{u"id"_s, Json{id}}, {u"command"_s, Json{u"note"_s}}, {u"args"_s, args}})) + '\n');
    }
    socket.flush();
    QTest::qWait(afterMs);
    QVERIFY(journey.signal(u"core"_s, SIGKILL));
    socket.waitForDisconnected(5000);
    for (const auto& line : socket.readAll().split('\n')) {
        const auto answer = parseForeign(line);
        if (answer && (*answer)[u"ok"].toBool())
            m_acknowledged.push_back(
                {(*answer)[u"seq"].toInteger(),
                 u"note %1 before kill %2"_s.arg((*answer)[u"id"].toInteger()).arg(number)});
    }
}

void KilledJourney::checkJournal(const test::Journey& journey) const
{
    const auto all = journey.events();
    qInfo("%zu answered notes, %zu events", m_acknowledged.size(), all.size());
    QVERIFY(!m_acknowledged.empty());
    for (const auto& noted : m_acknowledged) {
        QVERIFY(noted.seq > 0 && noted.seq <= static_cast<qint64>(all.size()));
        const auto& event = all.at(static_cast<std::size_t>(noted.seq) - 1);
        QCOMPARE(event[u"seq"].toInteger(), noted.seq);
        QCOMPARE(event[u"payload"][u"text"].toString(), noted.text);
    }
    QCOMPARE(journey.events({u"kind:CanaryCreated"_s}).size(), std::size_t{1});
    const auto decided = journey.events({u"kind:CanaryStepDecided"_s});
    QCOMPARE(decided.size(), std::size_t{steps} + 1);
    for (std::size_t index = 0; index < decided.size(); ++index)
        QCOMPARE(decided[index][u"payload"][u"step"].toInteger(), static_cast<qint64>(index) + 1);
    QVERIFY(journey.events({u"kind:CoreStarted"_s}).size() > kills);
}

void KilledJourney::losesNothingAndGoesOnWhereItWas()
{
    bool given = false;
    const auto wanted = qEnvironmentVariable("PENELOPE_SEED").toUInt(&given);
    const quint32 seed = given ? wanted : QRandomGenerator::global()->generate();
    qInfo("PENELOPE_SEED=%u", seed);
    QRandomGenerator random{seed};
    test::Journey journey{u"heal"_s, test::Journey::Screen::Window, {u"--operator"_s}};
    QVERIFY2(journey.start(), qPrintable(journey.trouble()));
    QVERIFY2(journey.until([&] { return active(journey); }, 240000), qPrintable(journey.story()));

    for (int number = 1; number <= kills; ++number) {
        const auto step = static_cast<std::size_t>((number - 1) / killsInStep) + 1;
        QVERIFY2(
            journey.until([&] { return journey.events({u"kind:CanaryStepDecided"_s}).size() == step; }, 90000),
            qPrintable(journey.story()));
        QVERIFY2(journey.until([&] { return !journey.controlSocket().isEmpty(); }, 20000), qPrintable(journey.story()));
        QTest::qWait(static_cast<int>(random.bounded(2500)));
        QVERIFY2(active(journey), qPrintable(u"before kill %1\n"_s.arg(number) + journey.story()));
        killAmongNotes(journey, number, static_cast<int>(random.bounded(40)));
        if (QTest::currentTestFailed())
            return;
        if (number % 4 == 0) { // somebody meddles while nobody looks
            QVERIFY(
                lab::haproxyTell(journey.labFile()[u"haproxy_socket"].toString(), "set weight be_payments/canary 1"));
        }
        QVERIFY2(
            journey.until(
                [&] { return journey.weights() && sharePercent(*journey.weights()) == decidedPercent(journey); },
                20000),
            qPrintable(journey.story()));
    }

    const int code = journey.finish(300000);
    QVERIFY2(code == 0, qPrintable(journey.story()));
    checkJournal(journey);
    QVERIFY(journey.weights() && journey.weights()->canary == 0 && journey.weights()->stable > 0);
    QVERIFY(journey.git({u"show"_s, u"main:service.toml"_s}).contains(u"size = 32"_s));
    QCOMPARE(journey.git({u"rev-list"_s, u"--count"_s, u"main"_s}), u"2"_s);
    QCOMPARE(journey.verify(), 0);
}

QTEST_GUILESS_MAIN(KilledJourney)
#include "tst_killed.moc"
