// links: penelope-sqlite penelope-system
#include "core/adapters/system/keystore.h"
#include "core/adapters/system/systemclock.h"
#include "tests/support/auditedjournal.h"
#include "tests/support/scriptedworld.h"

#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// `penelopectl bundle`: a page that proves an approval by itself, in a real browser.
class ProofBundleTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        ScriptedWorld world;
        world.clock.advance(system::SystemClock().now() - world.clock.now() - 5min);
        world.run(1);
        world.metrics.stable.slowShare = 0.2;
        world.raise(u"high"_s, world.clock.now());
        QVERIFY(world.runUntil(u"ApprovalRequested"_s, 10));
        const auto approval = *world.newestApproval();
        m_journal = m_folder.filePath(u"journal.db"_s);
        m_page = m_folder.filePath(u"proof.html"_s);
        copy(world.store.events());
        QVERIFY(system::KeyStore(m_journal, system::SealCost::least()).save(u"bruno"_s, ed25519::Seed{2}));
        const auto approved =
            ctl(m_journal, {u"approve"_s, approval.id.value(), u"--version"_s, QString::number(approval.version),
                            u"--sha"_s, approval.diffSha256, u"--reason"_s, hostile, u"--as"_s, u"bruno"_s});
        QVERIFY2(approved.code == 0, qPrintable(approved.text()));
        auto store = sqlite::Store::open({.path = m_journal, .key = keyOf(7)});
        QVERIFY(store && (*store)->checkpoint());
        store->reset();
        const auto made = ctl(m_journal, {u"bundle"_s, approval.id.value(), m_page});
        QVERIFY2(made.code == 0, qPrintable(made.text()));
        QCOMPARE(ctl(m_journal, {u"bundle"_s, approval.id.value(), m_page}).code, 1); // nothing is overwritten
        QCOMPARE(ctl(m_journal, {u"bundle"_s, u"ffffffff"_s, m_page + u".2"_s}).code, 1);
    }

    void thePageSaysValidAndShowsHostileTextAsText()
    {
        const auto shown = drawn(contentOf(m_page));
        QVERIFY2(shown.contains("class=\"valid\""), shown.constData());
        QVERIFY(shown.contains("ApprovalGranted"));
        QVERIFY(shown.contains("&lt;img src=x onerror=document.title="));
        QVERIFY(!shown.contains("<img"));
        QVERIFY(!shown.contains("\xE2\x80\xAE"));
    }

    void thePolicyAllowsNoNetworkAndThePageNamesNoAddress()
    {
        const auto page = contentOf(m_page);
        QVERIFY(page.contains("default-src 'none'"));
        QVERIFY(!page.contains("http://") && !page.contains("https://"));
        QVERIFY(!page.contains("unsafe-inline") && !page.contains("unsafe-eval"));
    }

    /// Real files, each with one bit of its evidence flipped.
    void aFlippedFileSaysWhatIsWrong()
    {
        const auto page = contentOf(m_page);
        const auto begin = page.indexOf("id=\"evidence\">") + 14;
        const auto end = page.indexOf("</script>", begin);
        for (int tried = 0; tried < 4; ++tried) {
            auto flipped = page;
            const auto at = begin + (end - begin) * (2 * tried + 1) / 8;
            flipped[at] = static_cast<char>(flipped[at] ^ 1);
            const auto shown = drawn(flipped);
            QVERIFY2(shown.contains("class=\"wrong\""), qPrintable(u"byte %1"_s.arg(at)));
            QVERIFY(shown.contains("class=\"problem\""));
        }
    }

    /// Many bytes of the evidence within one page load: the same checker, called by a harness.
    void aFlippedByteOfTheEvidenceIsFound()
    {
        auto page = contentOf(m_page);
        const auto policy = page.indexOf("<meta http-equiv");
        page.remove(policy, page.indexOf('\n', policy) - policy);
        page.replace(
            "</body>",
            "<script>const text = document.getElementById('evidence').textContent; let missed = 0, tried = 0;"
            "const raw = atob(text), step = Math.floor(raw.length / 150);"
            "for (let at = 0; at < raw.length; at += step, ++tried) {"
            "const flipped = raw.slice(0, at) + String.fromCharCode(raw.charCodeAt(at) ^ (1 << tried % 7)) + "
            "raw.slice(at + 1);"
            "if (!Checker.check(btoa(flipped)).problems.length) { ++missed; document.title += ' ' + at; } }"
            "document.title = `flips ${tried} missed ${missed}` + document.title;</script></body>");
        const auto shown = drawn(page);
        const auto title = shown.mid(shown.indexOf("<title>"), 200);
        QVERIFY2(title.contains(" missed 0"), title.constData());
        QVERIFY2(!title.contains("flips 0"), title.constData());
    }

private:
    void copy(const std::vector<journal::Event>& events)
    {
        auto store = sqlite::Store::open({.path = m_journal, .create = true, .key = keyOf(7)});
        QVERIFY(store);
        for (const auto& event : events) {
            journal::Draft draft{
                .kind = event.kind, .stream = event.stream, .payload = event.payload, .actor = event.actor};
            if (event.kind == "JournalCreated"_L1)
                draft.payload.set(u"public_key"_s, ed25519::toBase64(keyOf(7).publicKey()));
            const auto written = (*store)->append({{draft, event.time, event.streamVersion - 1}});
            QVERIFY2(written, written ? "" : qPrintable(written.error().message));
        }
        QVERIFY((*store)->checkpoint());
    }
    /// What the browser makes of the page.
    QByteArray drawn(const QByteArray& page)
    {
        const auto path = m_folder.filePath(u"drawn.html"_s);
        if (!writeContent(path, page))
            return {};
        return ran(u"chromium"_s,
                   {u"--headless"_s, u"--no-sandbox"_s, u"--disable-gpu"_s,
                    u"--user-data-dir="_s + m_folder.filePath(u"browser"_s), u"--dump-dom"_s, u"file://"_s + path})
            .out;
    }

    const QString hostile = u"reads well </script><img src=x onerror=document.title='run'> \u202Egnp"_s;
    QTemporaryDir m_folder;
    QString m_journal;
    QString m_page;
};

QTEST_GUILESS_MAIN(ProofBundleTest)
#include "tst_proofbundle.moc"
