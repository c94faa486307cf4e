// links: penelope-core
#include "core/journal/textsign.h"

#include <QTest>

#include <bit>
#include <memory>

using namespace penelope::journal;

class TextSignTest : public QObject
{
    Q_OBJECT

    /// A whole block that begins with these lines.
    static textsign::Block blockOf(const std::vector<std::string_view>& lines)
    {
        textsign::Signer signer;
        for (std::size_t line = 0; line < textsign::linesPerBlock; ++line)
            signer.add(line < lines.size() ? lines[line] : std::string_view{});
        return *signer.block();
    }
    static std::uint64_t linesOf(const textsign::Block& block, std::string_view text)
    {
        return textsign::linesThatMayHold(block, textsign::placesOf(text));
    }

private slots:
    void everyPartOfALineMayStandInIt()
    {
        const std::string_view line = "the connection pool of orders is exhausted (12 of 12), \xc3\xa9t\xc3\xa9";
        const auto block = blockOf({"", line});
        for (std::size_t from = 0; from < line.size(); ++from) {
            for (std::size_t size = 1; from + size <= line.size(); ++size)
                QVERIFY((linesOf(block, line.substr(from, size)) & 2) != 0);
        }
    }

    void whatNoLineHoldsIsMostlySeen()
    {
        std::vector<std::string> texts;
        for (std::size_t line = 0; line < textsign::linesPerBlock; ++line)
            texts.push_back("error_rate of orders at " + std::to_string(line * 7919) + " in ten thousand");
        const auto block = blockOf({texts.begin(), texts.end()});
        QCOMPARE(linesOf(block, "nobody ever wrote this"), 0U);
        QCOMPARE(linesOf(block, "certificate"), 0U);
        QVERIFY(std::popcount(linesOf(block, " 55433 ")) < 16);
    }

    void aTextOfTwoLettersMayStandAnywhere() { QCOMPARE(linesOf({}, "ab"), ~std::uint64_t{0}); }

    void aTextIsNotMadeOfTheEndsOfTwoLines() { QCOMPARE(linesOf(blockOf({"ab", "cd"}), "bcd"), 0U); }

    void anUnknownLineMayHoldAnything()
    {
        textsign::Signer signer;
        for (std::size_t line = 0; line < textsign::linesPerBlock; ++line)
            line == 5 ? signer.addUnknown() : signer.add("a line that is known");
        QCOMPARE(linesOf(*signer.block(), "nobody ever wrote this"), std::uint64_t{1} << 5);
        QCOMPARE(textsign::linesThatHoldAll(*signer.block(), ~std::uint64_t{0}, {}), std::uint64_t{1} << 5);
    }

    void aGroupSaysWhichBlocksMayHoldAText()
    {
        const auto signer = std::make_unique<textsign::Signer>();
        for (int round = 0; round < 2; ++round) { // nothing is left of the group before
            const auto special = static_cast<std::size_t>(round == 0 ? 700 : 4095);
            for (std::size_t line = 0; line < textsign::linesPerGroup; ++line) {
                QVERIFY(!signer->group() || line == 0);
                signer->add(line == special ? "quicksilver" : "a line like others");
                QCOMPARE(signer->block() != nullptr, line % textsign::linesPerBlock == 63);
            }
            QVERIFY(signer->group());
            QCOMPARE(
                textsign::blocksThatMayHold(*signer->group(), textsign::placesOf("quicksilver")),
                std::uint64_t{1} << special / textsign::linesPerBlock);
        }
    }
};

QTEST_APPLESS_MAIN(TextSignTest)
#include "tst_textsign.moc"
