#include "core/journal/event.h"
#include "core/journal/subtrees.h"

#include <QTest>

#include <random>

using namespace penelope;
using namespace penelope::journal;

namespace {

Digests leaves(std::size_t count)
{
    Digests all;
    for (std::size_t at = 0; at < count; ++at)
        all.push_back(leafHash("penelope-" + QByteArray::number(static_cast<qint64>(at))));
    return all;
}

/// The same from the definition: of the leaves [from, from + count) those that end with the one at `leaf`.
Digests expected(const Digests& all, std::size_t from, const std::vector<bool>& known, std::size_t leaf)
{
    Digests roots;
    const auto end = from + leaf + 1;
    for (std::size_t size = 2; end % size == 0 && end >= from + size; size *= 2) {
        const auto begin = leaf + 1 - size;
        for (std::size_t at = begin; at <= leaf; ++at) {
            if (!known[at])
                return roots;
        }
        roots.push_back(rootOf(std::span(all).subspan(end - size, size)));
    }
    return roots;
}

} // namespace

class SubtreesTest : public QObject
{
    Q_OBJECT

private slots:
    void areThoseOfTheDefinition()
    {
        const auto all = leaves(700);
        Subtrees subtrees;
        std::mt19937 random(3);
        for (const std::size_t from : {0U, 1U, 7U, 255U, 256U, 300U}) {
            for (const std::size_t count : {0U, 1U, 2U, 3U, 64U, 255U, 256U, 400U}) {
                for (const unsigned oneUnknownIn : {100000U, 50U, 3U}) {
                    std::vector<bool> known(count);
                    for (std::size_t at = 0; at < count; ++at)
                        known[at] = random() % oneUnknownIn != 0;
                    subtrees.take(static_cast<qint64>(from), std::span(all).subspan(from, count), known);
                    for (std::size_t leaf = 0; leaf < count; ++leaf) {
                        const auto found = subtrees.endingAt(leaf);
                        QCOMPARE(Digests(found.begin(), found.end()), expected(all, from, known, leaf));
                    }
                }
            }
        }
    }

    void aFrontierTakesThemForItsOwn()
    {
        const auto all = leaves(600);
        Subtrees subtrees;
        Frontier plain;
        Frontier helped;
        for (std::size_t from = 0; from < all.size(); from += 100) {
            subtrees.take(static_cast<qint64>(from), std::span(all).subspan(from, 100), std::vector<bool>(100, true));
            for (std::size_t leaf = 0; leaf < 100; ++leaf) {
                Digests completed;
                Digests helpedCompleted;
                plain.append(all[from + leaf], [&](int, qint64, const Digest& hash) { completed.push_back(hash); });
                helped.append(
                    all[from + leaf], [&](int, qint64, const Digest& hash) { helpedCompleted.push_back(hash); },
                    subtrees.endingAt(leaf));
                QCOMPARE(helpedCompleted, completed);
                QCOMPARE(helped.root(), plain.root());
            }
        }
    }
};

QTEST_GUILESS_MAIN(SubtreesTest)
#include "tst_subtrees.moc"
