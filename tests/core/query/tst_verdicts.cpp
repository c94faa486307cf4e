#include "core/query/codeverdicts.h"

#include <QTest>

#include <random>

using namespace penelope::query;

namespace {

std::vector<quint8> someVerdicts(std::mt19937& random, std::size_t count)
{
    std::vector<quint8> verdicts(count);
    std::generate(verdicts.begin(), verdicts.end(), [&random] { return static_cast<quint8>(random() % 3); });
    return verdicts;
}

/// A table in which the first `odd` of `known` codes differ from the usual verdict, and those in no dictionary ask.
template <typename Code> std::vector<quint8> tableOf(std::size_t known, std::size_t odd, quint8 usual)
{
    std::vector<quint8> table(std::size_t{std::numeric_limits<Code>::max()} + 1, Ask);
    for (std::size_t code = 0; code < known; ++code)
        table[code] = static_cast<quint8>(code % 3 == 0 && code / 3 < odd ? Yes - usual : usual);
    return table;
}

template <typename Code> void compareWithTable(const std::vector<quint8>& table)
{
    std::mt19937 random(11);
    const CodeVerdicts<Code> verdicts(table);
    std::vector<Code> column(1000);
    std::generate(column.begin(), column.end(), [&random] {
        return static_cast<Code>(random() % 8 == 0 ? random() : random() % 24);
    });
    for (const std::size_t count :
         {std::size_t{1}, std::size_t{63}, std::size_t{64}, std::size_t{65}, std::size_t{300}}) {
        for (const std::size_t first : {std::size_t{0}, std::size_t{7}, std::size_t{700}}) {
            std::vector<quint8> out(count, 9);
            verdicts.judge(Rows<Code>(column, first, count), out);
            for (std::size_t row = 0; row < count; ++row)
                QCOMPARE(out[row], table[column[first + row]]);
        }
    }
}

} // namespace

/// Many rows at once are judged as each for itself.
class VerdictsTest : public QObject
{
    Q_OBJECT

private slots:
    void aCodeHasTheVerdictOfItsTable()
    {
        for (const quint8 usual : {No, Yes}) {
            for (std::size_t odd = 0; odd <= 7; ++odd) {
                compareWithTable<quint8>(tableOf<quint8>(21, odd, usual));
                compareWithTable<quint16>(tableOf<quint16>(21, odd, usual));
            }
        }
        compareWithTable<quint8>(std::vector<quint8>(256, Ask));
        compareWithTable<quint16>(tableOf<quint16>(65'535, 2, No));
        auto full = tableOf<quint8>(255, 1, No);
        full[255] = Yes;
        compareWithTable<quint8>(full);
    }

    void oneVerdictForAllWordsIsKnown()
    {
        QCOMPARE(CodeVerdicts<quint8>(tableOf<quint8>(21, 0, No)).onlyOne(21), std::optional<quint8>{No});
        QCOMPARE(CodeVerdicts<quint8>(tableOf<quint8>(21, 1, No)).onlyOne(21), std::nullopt);
        QCOMPARE(CodeVerdicts<quint8>(tableOf<quint8>(21, 0, No)).onlyOne(22), std::nullopt);
    }

    void sumsAndJoinsOfManyAreThoseOfEach()
    {
        std::mt19937 random(5);
        for (const std::size_t count : {0, 1, 63, 64, 65, 4096, 20'000}) {
            const auto some = someVerdicts(random, count);
            const auto others = someVerdicts(random, count);
            QCOMPARE(countYes(some), std::count(some.begin(), some.end(), quint8{Yes}));
            QCOMPARE(anyHas(some, Ask), std::find(some.begin(), some.end(), quint8{Ask}) != some.end());
            auto less = some;
            auto more = some;
            keepLess(less, others);
            keepMore(more, others);
            for (std::size_t row = 0; row < count; ++row) {
                QCOMPARE(less[row], std::min(some[row], others[row]));
                QCOMPARE(more[row], std::max(some[row], others[row]));
            }
        }
    }

    void matchesAreWalkedFromTheLast()
    {
        std::vector<quint8> verdicts(300, Ask);
        const std::vector<std::ptrdiff_t> yes{0, 1, 63, 64, 200, 299};
        for (const auto row : yes)
            verdicts[static_cast<std::size_t>(row)] = Yes;
        std::vector<std::ptrdiff_t> walked;
        for (auto row = lastYes(verdicts, 300); row >= 0; row = lastYes(verdicts, row))
            walked.insert(walked.begin(), row);
        QCOMPARE(walked, yes);
    }
};

QTEST_APPLESS_MAIN(VerdictsTest)
#include "tst_verdicts.moc"
