// links: penelope-core
#include "core/query/heldlines.h"

#include <QTest>

#include <random>

using namespace penelope::query;

namespace {

constexpr qint64 perStretch = HeldLines::rowsPerStretch;

struct Added
{
    quint32 line = 0;
    qint64 first = 0;
    qint64 end = 0;
};

/// Those that have rows in the row's stretch.
std::vector<quint32> expectedAround(const std::vector<Added>& all, qint64 row)
{
    std::vector<quint32> lines;
    for (const auto& added : all) {
        if (added.first / perStretch <= row / perStretch && (added.end - 1) / perStretch >= row / perStretch)
            lines.push_back(added.line);
    }
    return lines;
}

} // namespace

/// Ways that are made shorter lead where looking at every stretch leads.
class HeldLinesTest : public QObject
{
    Q_OBJECT

private slots:
    void knowsWhatWasAdded()
    {
        std::mt19937 random(3);
        const auto below = [&random](qint64 count) {
            return std::uniform_int_distribution<qint64>(0, count - 1)(random);
        };
        for (const qint64 rows : {qint64{1}, perStretch, 40 * perStretch + 17}) {
            for (const qint64 count : {0, 1, 9, 60, 500}) {
                HeldLines held;
                held.begin(rows);
                std::vector<Added> all;
                for (quint32 line = 0; line < count; ++line) {
                    const auto first = below(rows + perStretch);
                    all.push_back({line, first, first + 1 + below(line % 3 == 0 ? rows : perStretch)});
                    held.add(line, all.back().first, all.back().end);
                }
                compare(held, all, rows);
            }
        }
    }

    void nothingIsLeftOfWhatWasBefore()
    {
        HeldLines held;
        held.begin(3 * perStretch);
        for (quint32 line = 0; line < 9; ++line)
            held.add(line, 0, 3 * perStretch);
        held.begin(2 * perStretch);
        compare(held, {}, 2 * perStretch);
        held.add(7, perStretch, perStretch + 1);
        compare(held, {{7, perStretch, perStretch + 1}}, 2 * perStretch);
    }

private:
    static void compare(const HeldLines& held, const std::vector<Added>& all, qint64 rows)
    {
        qint64 endOfRows = 0;
        for (qint64 row = 0; row < rows; row += perStretch) {
            const auto expected = expectedAround(all, row);
            const auto end = std::min(rows, row + perStretch);
            QCOMPARE(held.areKnown(row, end), expected.size() <= HeldLines::most);
            const auto found = held.around(row);
            QVERIFY(std::equal(
                found.begin(), found.end(), expected.begin(),
                expected.begin() + std::min<qint64>(std::ssize(expected), HeldLines::most)));
            endOfRows = expected.empty() ? endOfRows : end;
            QCOMPARE(held.endOfRows(end), endOfRows);
        }
    }
};

QTEST_APPLESS_MAIN(HeldLinesTest)
#include "tst_heldlines.moc"
