// Archives that nobody's writer wrote: they say of themselves what cannot be.
#include "core/journal/archive.h"
#include "core/journal/event.h"

#include <QBuffer>
#include <QTest>

using namespace penelope;
using namespace penelope::journal;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 mostCounted = (qint64{1} << 53) - 1; ///< of a manifest

QByteArray bodyOf(qint64 seq)
{
    Event event;
    event.seq = seq;
    event.time = instantFromMs(1'700'000'000'000 + seq);
    event.kind = u"PolicyChanged"_s;
    event.stream = u"policy/limits"_s;
    event.streamVersion = seq;
    event.actor = u"operator/ana"_s;
    event.payload = Json::object({{u"key"_s, u"risk"_s}});
    return encode(event).value_or(QByteArray{});
}

ArchiveManifest manifestOf(qint64 last)
{
    ArchiveManifest manifest;
    manifest.journalId = u"00000000000000000000000000000000"_s;
    manifest.last = last;
    manifest.size = last;
    return manifest;
}

QByteArray member(QByteArrayView name, const QByteArray& content)
{
    return tarHeader(name, content.size()) + content + tarPadding(content.size());
}

Result<ArchiveVerdict> verdictOf(QByteArray archive)
{
    QBuffer file(&archive);
    file.open(QIODevice::ReadOnly);
    return verifyArchive(file);
}

QByteArray written(const ArchiveManifest& manifest, const std::vector<QByteArray>& bodies)
{
    QBuffer file;
    file.open(QIODevice::WriteOnly);
    const auto done = writeArchive(file, manifest, {}, {}, [&bodies](const auto& take) {
        for (const auto& body : bodies) {
            if (auto taken = take(body); !taken)
                return taken;
        }
        return Status{};
    });
    if (!done)
        qFatal("the archive cannot be written");
    return file.data();
}

} // namespace

class ArchiveTest : public QObject
{
    Q_OBJECT

private slots:
    void moreLostEventsThanAnybodyCanCountAreToldAtOnce()
    {
        auto manifest = manifestOf(mostCounted);
        manifest.complete = false;
        manifest.lost = {{2, mostCounted, {}}};
        const auto verdict = verdictOf(written(manifest, {bodyOf(1)}));
        QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
        QVERIFY(!verdict->verdict.root);
        QCOMPARE(verdict->verdict.events, mostCounted);
        QCOMPARE(verdict->verdict.damaged.size(), std::size_t{1});
        QCOMPARE(verdict->verdict.damaged.front().last, mostCounted);
    }

    void hashesAfterLostOnesDoNotMakeUpForThem()
    {
        auto manifest = manifestOf(520);
        manifest.complete = false;
        Digests leaves;
        for (qint64 seq = 301; seq <= 520; ++seq)
            leaves.push_back(leafHash(bodyOf(seq)));
        manifest.lost = {{1, 300, {}}, {301, 520, leaves}};
        const auto verdict = verdictOf(written(manifest, {}));
        QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
        QVERIFY(!verdict->verdict.root);
    }

    /// The stored hashes of two blocks stand for what is lost in them, and only of these.
    void aBlockIsKnownByItsHashHoweverManyEventsAreLost()
    {
        Frontier all;
        std::vector<std::pair<qint64, Digest>> blocks;
        const auto completed = [&blocks](int level, qint64 index, const Digest& hash) {
            if (level == 8)
                blocks.emplace_back(index, hash);
        };
        for (qint64 seq = 1; seq <= 513; ++seq)
            all.append(leafHash(bodyOf(seq)), completed);
        auto manifest = manifestOf(513);
        manifest.complete = false;
        manifest.root = all.root();
        manifest.lost = {{1, 512, {}}};
        manifest.blocks = blocks;
        const auto verdict = verdictOf(written(manifest, {bodyOf(513)}));
        QVERIFY2(verdict, verdict ? "" : qPrintable(verdict.error().message));
        QVERIFY(verdict->verdict.root == all.root());
    }

    /// Its header says a byte less than it has, and so do the manifest and what fills it up.
    void aMemberThatIsLongerThanItSaysIsAltered()
    {
        const std::vector<QByteArray> bodies{bodyOf(1), bodyOf(2)};
        auto manifest = manifestOf(2);
        manifest.root = rootOf(std::vector{leafHash(bodies[0]), leafHash(bodies[1])});
        const auto events = bodies[0] + '\n' + bodies[1] + '\n';
        const auto archive = [&](qint64 said) {
            const QByteArray name = "events-000001.jsonl";
            manifest.members = {
                {keysName.toByteArray(), 0, sha256(QByteArrayView{})},
                {checkpointsName.toByteArray(), 0, sha256(QByteArrayView{})},
                {name, said, sha256(events)}};
            return member(manifestName, manifestBytes(manifest)) + member(keysName, {}) + member(checkpointsName, {}) +
                   tarHeader(name, said) + events + tarPadding(said) + QByteArray(2 * tarBlock, '\0');
        };
        const auto honest = verdictOf(archive(events.size()));
        QVERIFY2(honest, honest ? "" : qPrintable(honest.error().message));
        const auto longer = verdictOf(archive(events.size() - 1));
        QVERIFY(!longer);
        QCOMPARE(longer.error().code, ErrorCode::Damaged);
        QCOMPARE(longer.error().where, u"events-000001.jsonl"_s);
    }
};

QTEST_GUILESS_MAIN(ArchiveTest)
#include "tst_archive.moc"
