// links: penelope-system
#include "core/adapters/system/keystore.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace penelope::system;
using namespace Qt::Literals::StringLiterals;

class KeyStoreTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    const Secret m_passphrase{"correct horse"};

    KeyStore store() const { return KeyStore(m_folder.filePath(u"journal.db"_s), SealCost::least()); }
    QByteArray contents(const QString& name) const
    {
        QFile file(store().path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
    }

private slots:
    void aSealedKeyOpensOnlyWithItsPassphrase()
    {
        const auto seed = randomSeed();
        QVERIFY(store().saveSealed(u"ana"_s, seed, m_passphrase));
        const auto opened = store().unseal(u"ana"_s, m_passphrase);
        QVERIFY(opened);
        QVERIFY(opened->publicKey() == ed25519::SigningKey{seed}.publicKey());
        const auto wrong = store().unseal(u"ana"_s, Secret{"correct horsf"});
        QVERIFY(!wrong);
        QCOMPARE(wrong.error().code, ErrorCode::NotPermitted);
        QVERIFY(!store().unseal(u"ana"_s, Secret{}));
        const auto plainly = store().load(u"ana"_s);
        QVERIFY(!plainly);
        QCOMPARE(plainly.error().code, ErrorCode::NotPermitted);
    }

    void theFileSaysNothingOfTheSeed()
    {
        const auto seed = randomSeed();
        QVERIFY(store().saveSealed(u"quiet"_s, seed, m_passphrase));
        const QByteArray bytes(reinterpret_cast<const char*>(seed.data()), 32);
        const auto text = contents(u"quiet"_s);
        QVERIFY(!text.contains(bytes.toHex()));
        QVERIFY(!text.contains(bytes.toBase64()));
        QCOMPARE(QFileInfo(store().path(u"quiet"_s)).permissions() & QFile::Permissions(0x0077), QFile::Permissions{});
        QVERIFY(store().publicKey(u"quiet"_s).value() == ed25519::SigningKey{seed}.publicKey());
    }

    void sealingKeepsTheKeyAndReplacesTheFile()
    {
        const auto seed = randomSeed();
        QVERIFY(store().save(u"bruno"_s, seed));
        QCOMPARE(store().form(u"bruno"_s).value(), std::optional{KeyForm::Plain});
        QVERIFY(store().seal(u"bruno"_s, m_passphrase));
        QCOMPARE(store().form(u"bruno"_s).value(), std::optional{KeyForm::Sealed});
        QVERIFY(store().unseal(u"bruno"_s, m_passphrase)->publicKey() == ed25519::SigningKey{seed}.publicKey());
        QVERIFY(!QFile::exists(store().path(u"bruno.sealing"_s)));
        QCOMPARE(store().seal(u"bruno"_s, m_passphrase).error().code, ErrorCode::Refused);
        QCOMPARE(store().seal(u"nobody"_s, m_passphrase).error().code, ErrorCode::NotFound);
    }

    void aTamperedFileIsNamed_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QString>("value");
        QTest::newRow("box") << u"box"_s << QString::fromLatin1(QByteArray(48, 'b').toBase64());
        QTest::newRow("short box") << u"box"_s << u"AAAA"_s;
        QTest::newRow("salt") << u"salt"_s << QString::fromLatin1(QByteArray(16, 's').toBase64());
        QTest::newRow("kdf") << u"kdf"_s << u"md5"_s;
        QTest::newRow("public key") << u"public_key"_s << QString::fromLatin1(QByteArray(32, 'k').toBase64());
    }
    void aTamperedFileIsNamed()
    {
        QFETCH(QString, member);
        QFETCH(QString, value);
        auto sealed = sealSeed(randomSeed(), m_passphrase, SealCost::least());
        QVERIFY(sealed);
        QVERIFY(openSeal(*sealed, m_passphrase));
        sealed->set(member, Json{value});
        QVERIFY(!openSeal(*sealed, m_passphrase));
    }

    void aPriceNobodyCanPayIsRefusedBeforeItIsPaid()
    {
        auto sealed = sealSeed(randomSeed(), m_passphrase, SealCost::least());
        sealed->set(u"memory"_s, Json{qint64{1} << 40});
        QCOMPARE(openSeal(*sealed, m_passphrase).error().code, ErrorCode::Malformed);
    }

    void theListShowsFormsAndTroubleButNotTheJournalsOwn()
    {
        const QTemporaryDir folder;
        const KeyStore keys(folder.filePath(u"journal.db"_s), SealCost::least());
        QVERIFY(keys.loadOrMake(u"journal"_s));
        QVERIFY(keys.save(u"ana"_s, randomSeed()));
        QVERIFY(keys.saveSealed(u"bruno"_s, randomSeed(), m_passphrase));
        QFile broken(keys.path(u"carla"_s));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("rubbish\n");
        broken.close();
        const auto list = keys.list();
        QCOMPARE(list.size(), std::size_t{3});
        QCOMPARE(list[0].name, u"ana"_s);
        QCOMPARE(list[0].form, KeyForm::Plain);
        QVERIFY(!list[0].publicKey.isEmpty());
        QCOMPARE(list[1].form, KeyForm::Sealed);
        QVERIFY(!list[1].publicKey.isEmpty());
        QVERIFY(list[2].publicKey.isEmpty());
        QVERIFY(list[2].trouble.contains(keys.path(u"carla"_s)));
    }

    void aNameNeverLeavesTheFolder()
    {
        QVERIFY(!store().form(u"../journal"_s).value());
        QCOMPARE(store().unseal(u"../../etc/passwd"_s, m_passphrase).error().code, ErrorCode::NotFound);
    }

    void aSecretIsComparedWholeAndCutAtItsLimit()
    {
        QVERIFY(Secret{"abc"} == Secret{"abc"});
        QVERIFY(!(Secret{"abc"} == Secret{"abd"}));
        QVERIFY(!(Secret{"abc"} == Secret{"ab"}));
        Secret typed;
        typed.append('a');
        typed.append('b');
        typed.removeLast();
        QCOMPARE(typed.bytes().toByteArray(), QByteArray("a"));
        QCOMPARE(Secret{QByteArray(5000, 'x')}.bytes().size(), qsizetype{1024});
        QByteArray bytes("gone");
        wipe(bytes);
        QVERIFY(bytes.isEmpty());
    }
};

QTEST_GUILESS_MAIN(KeyStoreTest)
#include "tst_keystore.moc"
