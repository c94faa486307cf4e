// links: penelope-core
#include "core/journal/textsign.h"

#include <QTest>

using namespace penelope::journal;

class TextSignTest : public QObject
{
    Q_OBJECT

    static bool mayHold(const textsign::Sign& sign, std::string_view text)
    {
        return textsign::mayHold(sign, textsign::placesOf(text));
    }

private slots:
    void everyPartOfALineMayStandInIt()
    {
        const std::string_view line = "the connection pool of orders is exhausted (12 of 12), \xc3\xa9t\xc3\xa9";
        textsign::Sign sign{};
        textsign::add(sign, line);
        for (std::size_t from = 0; from < line.size(); ++from) {
            for (std::size_t size = 1; from + size <= line.size(); ++size)
                QVERIFY(mayHold(sign, line.substr(from, size)));
        }
    }

    void whatNoLineHoldsIsMostlySeen()
    {
        textsign::Sign sign{};
        for (std::size_t line = 0; line < textsign::linesPerSign; ++line)
            textsign::add(sign, "error_rate of orders at " + std::to_string(line * 7919) + " in ten thousand");
        QVERIFY(!mayHold(sign, "nobody ever wrote this"));
        QVERIFY(!mayHold(sign, "certificate"));
    }

    void aTextOfTwoLettersMayStandAnywhere() { QVERIFY(mayHold(textsign::Sign{}, "ab")); }
    void aTextIsNotMadeOfTheEndsOfTwoLines()
    {
        textsign::Sign sign{};
        textsign::add(sign, "ab");
        textsign::add(sign, "cd");
        QVERIFY(!mayHold(sign, "bcd"));
    }
};

QTEST_APPLESS_MAIN(TextSignTest)
#include "tst_textsign.moc"
