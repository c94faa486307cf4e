// links: penelope-keyring
#include "core/adapters/keyring/keyring.h"

#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

class KeyringTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        // No Secret Service answers here, whatever session runs the tests.
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    }

    void onlyAbsenceAndARefusalAreAKeyringsAnswer_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<keyring::Found>("found");
        QTest::newRow("none") << 0 << keyring::Found::Key;
        QTest::newRow("entry not found") << 1 << keyring::Found::Absent;
        QTest::newRow("could not delete") << 2 << keyring::Found::NoKeyring;
        QTest::newRow("denied by the user") << 3 << keyring::Found::Refused;
        QTest::newRow("denied") << 4 << keyring::Found::NoKeyring;
        QTest::newRow("no backend") << 5 << keyring::Found::NoKeyring;
        QTest::newRow("not implemented") << 6 << keyring::Found::NoKeyring;
        QTest::newRow("unknown, as without a bus") << 7 << keyring::Found::NoKeyring;
    }
    void onlyAbsenceAndARefusalAreAKeyringsAnswer()
    {
        QFETCH(int, error);
        QFETCH(keyring::Found, found);
        QCOMPARE(keyring::foundOf(error), found);
    }

    void withoutASessionThereIsNoKeyring()
    {
        std::optional<keyring::Answer> answer;
        keyring::read(*this, u"journal"_s, u"ana"_s, [&answer](keyring::Answer got) { answer = std::move(got); });
        QTRY_VERIFY(answer);
        QCOMPARE(answer->found, keyring::Found::NoKeyring);
        QVERIFY(!answer->key);
        std::optional<Status> stored;
        keyring::store(*this, u"journal"_s, u"ana"_s, ed25519::Seed{1}, [&stored](Status got) { stored = got; });
        QTRY_VERIFY(stored);
        QVERIFY(!*stored);
        QCOMPARE(stored->error().code, ErrorCode::Unavailable);
    }
};

QTEST_GUILESS_MAIN(KeyringTest)
#include "tst_keyring.moc"
