// One tree as either version: what the player exchanges between the stages of a load.
// links: penelope-player-parts penelope-sandbox
#include "app/player/versions.h"
#include "core/adapters/sandbox/difference.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;

namespace {

void put(const QString& path, const QByteArray& bytes)
{
    QVERIFY(QDir().mkpath(QFileInfo(path).absolutePath()));
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

/// Path → contents, or "-> target"; "x " before what may be run.
QMap<QString, QByteArray> treeIn(const QString& folder)
{
    QMap<QString, QByteArray> found;
    QDirIterator at(
        folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDirIterator::Subdirectories);
    while (at.hasNext()) {
        const QFileInfo entry(at.next());
        const auto path = QDir(folder).relativeFilePath(entry.filePath());
        QFile file(entry.filePath());
        if (entry.isSymLink())
            found[path] = "-> " + QFile::encodeName(entry.symLinkTarget());
        else if (entry.isDir())
            found[path] = "folder";
        else if (file.open(QIODevice::ReadOnly))
            found[path] = (entry.isExecutable() ? "x " : "") + file.readAll();
    }
    return found;
}

} // namespace

class TestVersions final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    QString former() const { return m_folder->filePath(u"former"_s); }
    QString later() const { return m_folder->filePath(u"later"_s); }
    QString tree() const { return m_folder->filePath(u"tree"_s); }
    QString change() const { return m_folder->filePath(u"change"_s); }

    /// The tree as the former version, and the change beside it.
    void layOut()
    {
        QVERIFY(sandbox::copyTree(former(), m_folder->path(), {}, u"tree"_s));
        const auto made = sandbox::copyDifference(former(), later(), change(), {});
        QVERIFY2(made.has_value(), qPrintable(made ? QString{} : made.error().message));
    }

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        for (const auto& root : {former(), later()}) {
            put(root + u"/same"_s, "same");
            put(root + u"/.git/HEAD"_s, root.toUtf8());
        }
        put(former() + u"/settings"_s, "pool = 4");
        put(later() + u"/settings"_s, "pool = 8");
    }

    void itBecomesThePatchedOneAndComesBack()
    {
        put(former() + u"/old/deep/only"_s, "gone with it");
        put(later() + u"/new/deep/only"_s, "came with it");
        put(former() + u"/kind"_s, "a file");
        put(later() + u"/kind/of"_s, "a folder");
        put(former() + u"/turned/file"_s, "in a folder");
        put(later() + u"/turned"_s, "a file");
        for (const auto& root : {former(), later()})
            put(root + u"/run"_s, "#!/bin/sh");
        QVERIFY(QFile::setPermissions(
            later() + u"/run"_s, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadGroup));
        QVERIFY(QFile::link(u"/nowhere"_s, former() + u"/link"_s));
        QVERIFY(QFile::link(u"/elsewhere"_s, later() + u"/link"_s));
        layOut();
        const auto before = treeIn(tree());
        auto wanted = treeIn(later());
        wanted.remove(u".git"_s);
        wanted.remove(u".git/HEAD"_s);

        player::Versions versions(change(), {});
        QVERIFY(versions.make(tree(), false));
        QCOMPARE(treeIn(tree()), before);
        QVERIFY(versions.make(tree(), true));
        QCOMPARE(treeIn(tree()), wanted);
        QVERIFY(versions.make(tree(), false));
        QCOMPARE(treeIn(tree()), before);
    }
    void onlyWhatDiffersIsCopied()
    {
        layOut();
        const QMap<QString, QByteArray> wanted{
            {u"old"_s, "folder"},
            {u"new"_s, "folder"},
            {u"old/settings"_s, "pool = 4"},
            {u"new/settings"_s, "pool = 8"}};
        QCOMPARE(treeIn(change()), wanted);
    }
    void whatTheServiceWroteStays()
    {
        layOut();
        player::Versions versions(change(), {});
        QVERIFY(versions.make(tree(), true));
        put(tree() + u"/cache"_s, "of the patched version");
        put(tree() + u"/settings"_s, "overwritten by it");
        QVERIFY(versions.make(tree(), false));
        QCOMPARE(treeIn(tree()).value(u"cache"_s), QByteArray("of the patched version"));
        QCOMPARE(treeIn(tree()).value(u"settings"_s), QByteArray("pool = 4"));
    }
    void itsDataIsLeftAlone()
    {
        put(former() + u"/data/ledger"_s, "1");
        put(later() + u"/data/ledger"_s, "a ledger that the patch brings");
        put(later() + u"/database"_s, "is not below data");
        layOut();
        player::Versions versions(change(), u"data/"_s);
        QVERIFY(versions.make(tree(), true));
        QCOMPARE(treeIn(tree()).value(u"data/ledger"_s), QByteArray("1"));
        QVERIFY(treeIn(tree()).contains(u"database"_s));
    }
    void aFolderThatTheServiceMadeALinkLeadsNowhere()
    {
        put(former() + u"/etc/settings"_s, "4");
        put(later() + u"/etc/settings"_s, "8");
        layOut();
        const auto outside = m_folder->filePath(u"outside"_s);
        put(outside + u"/settings"_s, "untouched");
        player::Versions versions(change(), {});
        QVERIFY(versions.make(tree(), true));
        QVERIFY(QDir(tree() + u"/etc"_s).removeRecursively());
        QVERIFY(QFile::link(outside, tree() + u"/etc"_s));
        QVERIFY(versions.make(tree(), false));
        QCOMPARE(treeIn(outside).value(u"settings"_s), QByteArray("untouched"));
        QCOMPARE(treeIn(tree()).value(u"etc/settings"_s), QByteArray("4"));
    }
    void treesThatAreNoneAreNamed()
    {
        const auto none = sandbox::differenceOf(former(), m_folder->filePath(u"none"_s));
        QVERIFY(!none);
        QCOMPARE(none.error().code, ErrorCode::Malformed);
        QVERIFY(none.error().where.endsWith(u"none"_s));
    }
};

QTEST_GUILESS_MAIN(TestVersions)
#include "tst_versions.moc"
