#include "ui/text/format.h"

#include <QTest>
#include <QTranslator>

#include <ctime>
#include <limits>

using namespace penelope;
using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// A language that writes decimals with a comma.
class Comma final : public QTranslator
{
public:
    QString translate(const char* context, const char* source, const char*, int) const override
    {
        return QLatin1StringView(context) == "format"_L1 && QLatin1StringView(source) == "."_L1 ? u","_s : QString();
    }
    bool isEmpty() const override { return false; }
};

class TestFormat : public QObject
{
    Q_OBJECT

private slots:
    void decimalsFollowTheLanguage()
    {
        QCOMPARE(format::number(2500.5, 1), u"2\u202f500.5"_s);
        Comma comma;
        QVERIFY(QCoreApplication::installTranslator(&comma));
        QCOMPARE(format::number(2500.5, 1), u"2\u202f500,5"_s);
        QCOMPARE(format::signedNumber(-0.25, 2), u"\u22120,25"_s);
        QCOMPARE(format::percent(0.083, 1), u"8,3\u202f%"_s);
        QCOMPARE(format::integer(10'000), u"10\u202f000"_s);
        // What the core wrote, where it is a number and nothing else.
        QCOMPARE(format::inWords(u"1.4"_s), u"1,4"_s);
        QCOMPARE(format::inWords(u"1.4.2"_s), u"1.4.2"_s);
        QCOMPARE(format::inWords(u"1.9e+03"_s), u"1\u202f900"_s);
        QCOMPARE(format::inWords(u"1e+09"_s), u"1\u202f000\u202f000\u202f000"_s);
        QCOMPARE(format::inWords(u"1.9e+03.py"_s), u"1.9e+03.py"_s);
        QCOMPARE(format::inWords(u"service.toml"_s), u"service.toml"_s);
        QCOMPARE(format::utcDateTimeMs(Instant{}).right(4), u".000"_s);
    }
    void groupsDigitsByThinSpaces()
    {
        QCOMPARE(format::integer(10'000'413), u"10\u202F000\u202F413"_s);
        QCOMPARE(format::integer(413), u"413"_s);
        QCOMPARE(format::number(2500.5, 1), u"2\u202F500.5"_s);
    }

    void usesTheTrueMinus()
    {
        QCOMPARE(format::integer(-1200), u"\u22121\u202F200"_s);
        QCOMPARE(format::signedNumber(-0.1, 2), u"\u22120.10"_s);
        QCOMPARE(format::signedNumber(0.25, 2), u"+0.25"_s);
    }

    void neverShowsMinusZero() { QCOMPARE(format::number(-0.001, 2), u"0.00"_s); }

    void absentIsADash()
    {
        QCOMPARE(format::number(std::numeric_limits<double>::quiet_NaN(), 2), u"—"_s);
        QCOMPARE(format::percent(std::numeric_limits<double>::infinity()), u"—"_s);
        QCOMPARE(format::optionalNumber(std::nullopt, 2), u"—"_s);
    }

    void countsDown()
    {
        QCOMPARE(format::countdown(11min + 42s), u"11:42"_s);
        QCOMPARE(format::countdown(1h + 22min + 10s), u"1:22:10"_s);
        QCOMPARE(format::countdown(9s + 900ms), u"0:09"_s);
        QCOMPARE(format::countdown(-5s), u"0:00"_s);
    }

    void saysAges()
    {
        QCOMPARE(format::age(4s), u"4 s"_s);
        QCOMPARE(format::age(6min + 2s), u"06:02"_s);
        QCOMPARE(format::age(82min), u"1:22 h"_s);
        QCOMPARE(format::age(72h), u"3 d"_s);
    }

    void saysDurations()
    {
        QCOMPARE(format::duration(20s), u"20 s"_s);
        QCOMPARE(format::duration(6min), u"6 min"_s);
        QCOMPARE(format::duration(26h), u"1 d 2 h"_s);
    }

    void showsMomentsInUtc()
    {
        const Instant at = *instantFromIso(u"2026-08-22T03:44:10.217Z"_s);
        QCOMPARE(format::utcTime(at), u"03:44:10Z"_s);
        QCOMPARE(format::utcMinute(at), u"03:44Z"_s);
        QCOMPARE(format::utcDateTimeMs(at), u"2026-08-22 03:44:10.217"_s);
    }

    void aTimeIsToldOnceWhereTheZoneIsUtc()
    {
        const auto inZone = [](const char* zone, Instant at, bool localFirst) {
            const auto before = qgetenv("TZ");
            qputenv("TZ", zone);
            tzset();
            const auto told = format::twoClocksOfDay(at, localFirst);
            before.isNull() ? qunsetenv("TZ") : qputenv("TZ", before);
            tzset();
            return QStringList{told.first, told.second};
        };
        const Instant at = *instantFromIso(u"2026-08-22T03:44:10Z"_s);
        const QStringList once{u"2026-08-22 03:44:10Z"_s, {}};
        QCOMPARE(inZone("UTC", at, false), once);
        QCOMPARE(inZone("UTC", at, true), once);
        QCOMPARE(inZone("America/Sao_Paulo", at, true), (QStringList{u"2026-08-22 00:44:10 local"_s, u"03:44:10Z"_s}));
        // In London it depends on the season.
        QCOMPARE(inZone("Europe/London", at, false).at(1), u"04:44:10 local"_s);
        QCOMPARE(inZone("Europe/London", *instantFromIso(u"2026-12-22T03:44:10Z"_s), false).at(1), QString());
    }

    void aLineBeginsWithALargeLetter()
    {
        QCOMPARE(format::capital(u"passed, undo tested"_s), u"Passed, undo tested"_s);
        QCOMPARE(format::capital(u"5 lines"_s), u"5 lines"_s);
        QCOMPARE(format::capital({}), QString());
    }

    void groupsHashes() { QCOMPARE(format::groupedHash(u"91af03de5c18ffff"_s, 3), u"91af 03de 5c18"_s); }
};

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
