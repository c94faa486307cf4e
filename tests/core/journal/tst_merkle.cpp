#include "core/journal/event.h"
#include "core/journal/merkle.h"

#include <QTest>

using namespace penelope;
using namespace penelope::journal;

namespace {

Digests leaves(int count)
{
    Digests all;
    for (int at = 0; at < count; ++at)
        all.push_back(leafHash("penelope-" + QByteArray::number(at)));
    return all;
}

} // namespace

/// What the vectors do not say: that building and verifying agree for every size and place.
class MerkleTest : public QObject
{
    Q_OBJECT

private slots:
    void everyEventProvesItsPlaceAndNoOther()
    {
        for (int size = 1; size <= 40; ++size) {
            const auto all = leaves(size);
            const auto root = rootOf(all);
            for (int at = 0; at < size; ++at) {
                const auto proof = inclusionProof(subtreesOf(all), at, size);
                const auto& leaf = all[static_cast<std::size_t>(at)];
                QVERIFY(verifyInclusion(at, size, leaf, proof, root));
                QVERIFY(size == 1 || !verifyInclusion((at + 1) % size, size, leaf, proof, root));
            }
        }
    }

    void everyOlderTreeIsProvenToBeAPrefix()
    {
        const auto all = leaves(40);
        const std::span whole{all};
        for (std::size_t size = 1; size <= all.size(); ++size) {
            for (std::size_t old = 1; old <= size; ++old) {
                const auto proof =
                    consistencyProof(subtreesOf(all), static_cast<qint64>(old), static_cast<qint64>(size));
                const auto oldRoot = rootOf(whole.first(old));
                const auto newRoot = rootOf(whole.first(size));
                QVERIFY(
                    verifyConsistency(static_cast<qint64>(old), static_cast<qint64>(size), oldRoot, newRoot, proof));
                QVERIFY(
                    !verifyConsistency(
                        static_cast<qint64>(old), static_cast<qint64>(size), leaves(1)[0], newRoot, proof) ||
                    old == 1);
            }
        }
    }

    void rangesGiveTheRoot()
    {
        const auto all = leaves(25);
        const auto root = rootOf(all);
        const std::span whole{all};
        for (std::size_t from = 0; from <= all.size(); ++from) {
            for (std::size_t to = from; to <= all.size(); ++to) {
                const auto proof = rangeProof(subtreesOf(all), static_cast<qint64>(from), static_cast<qint64>(to), 25);
                const auto range = whole.subspan(from, to - from);
                QVERIFY(verifyRange(proof, range, static_cast<qint64>(from), 25, root));
                QVERIFY(
                    range.empty() ||
                    !verifyRange(proof, range.first(range.size() - 1), static_cast<qint64>(from), 25, root));
            }
        }
    }

    void completedSubtreesAreTold()
    {
        const auto all = leaves(600);
        Frontier frontier;
        std::vector<Digest> told;
        for (const auto& leaf : all) {
            frontier.append(leaf, [&told](int level, qint64 index, const Digest& hash) {
                if (level == 8) {
                    QCOMPARE(index, static_cast<qint64>(told.size()));
                    told.push_back(hash);
                }
            });
        }
        QCOMPARE(told.size(), 2u);
        QVERIFY(told[1] == rootOf(std::span{all}.subspan(256, 256)));
        QVERIFY(frontierOf(subtreesOf(all), 600) == frontier);
    }
};

QTEST_GUILESS_MAIN(MerkleTest)
#include "tst_merkle.moc"
