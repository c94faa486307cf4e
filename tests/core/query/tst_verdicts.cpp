#include "core/query/wordverdicts.h"

#include <QTest>

#include <random>

using namespace penelope;
using namespace penelope::query;
using namespace Qt::Literals::StringLiterals;

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

/// A column of words with these codes.
struct Words
{
    explicit Words(const std::vector<quint16>& codes)
    {
        for (const auto code : codes) {
            low.push_back(static_cast<quint8>(code & 0xFF));
            high.push_back(static_cast<quint8>(code >> 8));
        }
    }
    std::vector<quint8> low;
    std::vector<quint8> high;
};

template <typename Code>
void judge(
    const CodeVerdicts<Code>& verdicts, const std::vector<Code>& column, std::size_t first, std::vector<quint8>& out)
{
    if constexpr (std::is_same_v<Code, quint16>) {
        const Words words(column);
        verdicts.judge(WordRows({words.low, words.high}, first, out.size()), out);
    } else {
        verdicts.judge(Rows<quint8>(column, first, out.size()), out);
    }
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
            judge(verdicts, column, first, out);
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

    void aWordHasItsVerdictHoweverManyThereAre()
    {
        std::mt19937 random(17);
        for (const int known : {1, 24, 254, 255, 256, 257, 300, 1000}) {
            QStringList words;
            for (int word = 0; word < known; ++word)
                words.append(QString::number(word));
            std::vector<quint16> codes(5000);
            std::generate(codes.begin(), codes.end(), [&] { return static_cast<quint16>(random() % words.size()); });
            const Words column(codes);
            for (const int odd : {0, 1, 3, 50}) {
                const auto holds = [odd](const QString& word) { return word.toInt() % 256 < odd; };
                const WordVerdicts verdicts({column.low, column.high}, words, holds);
                QCOMPARE(verdicts.areAllNo(), odd == 0);
                std::vector<quint8> out(4000);
                verdicts.judge(900, out);
                for (std::size_t row = 0; row < out.size(); ++row)
                    QCOMPARE(out[row], holds(words[codes[900 + row]]) ? Yes : No);
            }
        }
    }

    void aWordThatIsInNoDictionaryIsAsked()
    {
        const Words column({0, 1, 2, 200, 255});
        const WordVerdicts verdicts(
            {column.low, column.high}, {u"one"_s, u"two"_s}, [](const QString&) { return true; });
        std::vector<quint8> out(5);
        verdicts.judge(0, out);
        QCOMPARE(out, (std::vector<quint8>{Yes, Yes, Ask, Ask, Ask}));
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

    void oneAmongManyIsSeen()
    {
        for (const std::size_t count : {1, 63, 64, 65, 511, 512, 700, 4096}) {
            std::vector<quint8> verdicts(count, Yes);
            QVERIFY(!anyHas(verdicts, Ask) && anyHas(verdicts, Yes));
            for (std::size_t row = 0; row < count; row += 1 + row / 7) {
                verdicts[row] = Ask;
                QVERIFY(anyHas(verdicts, Ask));
                QVERIFY(anyHas(Rows<quint8>(verdicts, 0, count), Ask));
                verdicts[row] = Yes;
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
