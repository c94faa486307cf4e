// links: penelope-ui
#include "ui/text/coresentences.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QTranslator>

using namespace Qt::Literals::StringLiterals;
using namespace penelope::ui;

namespace {

/// Says every sentence of the core backwards enough to be seen: «…».
class Marking : public QTranslator
{
public:
    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* source, const char*, int) const override
    {
        return context == QByteArray("CoreSentences") ? u'«' + QString::fromUtf8(source) + u'»' : QString();
    }
};

/// Everything that the core says, its broken string literals made whole and its escapes undone.
QString coreSources()
{
    QString all;
    for (QDirIterator files(
             QStringLiteral(PENELOPE_SOURCE "/core"), {u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
         files.hasNext();) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly))
            all += QString::fromUtf8(file.readAll());
    }
    static const QRegularExpression seam(u"\"\\s*\\n\\s*\""_s);
    return all.remove(seam).replace("\\\""_L1, "\""_L1).replace("\\\\"_L1, "\\"_L1);
}

} // namespace

class CoreSentencesTest : public QObject
{
    Q_OBJECT

private slots:
    void everyKnownSentenceIsOneOfTheCore()
    {
        const auto sources = coreSources();
        QVERIFY(sources.size() > 100'000);
        for (const auto& sentence : words::knownSentences())
            QVERIFY2(sources.contains(u"u\""_s + sentence), qPrintable(sentence));
    }

    void whatTheCoreSaysIsSaidAgain_data()
    {
        QTest::addColumn<QString>("english");
        QTest::addColumn<QString>("said");
        QTest::newRow("no place") << u"there is no sandbox"_s << u"«there is no sandbox»"_s;
        QTest::newRow("a number") << u"the canary restarted 4 times in this step"_s
                                  << u"«the canary restarted 4 times in this step»"_s;
        QTest::newRow("a metric") << u"error_rate gives reason to wait"_s << u"«error rate gives reason to wait»"_s;
        QTest::newRow("a sentence in a sentence")
            << u"the rollback waits for a person: the canary sent no metrics for 90 s while stable did"_s
            << u"«the rollback waits for a person: «the canary sent no metrics for 90 s while stable did»»"_s;
        QTest::newRow("a sentence and what was measured")
            << u"the canary stopped sending data: the canary sent no metrics for 90 s while stable did"_s
            << u"«the canary stopped sending data»: «the canary sent no metrics for 90 s while stable did»"_s;
        QTest::newRow("a metric after a sentence")
            << u"a metric of the canary went past its critical limit: p99 is 7 on the canary, 1 on stable, the limit is 2"_s
            << u"«a metric of the canary went past its critical limit»: «p99 latency is 7 on the canary, 1 on stable, the limit is 2»"_s;
        QTest::newRow("percent signs") << u"the router has 0 %, not 10 %"_s << u"«the router has 0 %, not 10 %»"_s;
        QTest::newRow("parts of a sentence") << u"a comma is expected in the labels, and there is \"}\""_s
                                             << u"««a comma» is expected in the labels, and «there is \"}\"»»"_s;
        QTest::newRow("the end of a log")
            << u"start_canary exited 1: first\nsecond %1 %2"_s << u"«start_canary exited 1: first⟨LF⟩second %1 %2»"_s;
    }
    void whatTheCoreSaysIsSaidAgain()
    {
        QFETCH(QString, english);
        QFETCH(QString, said);
        Marking marking;
        QCoreApplication::installTranslator(&marking);
        auto text = words::told(english);
        QCoreApplication::removeTranslator(&marking);
        // How a line end is made visible is not this test's business.
        text.replace(u"\n"_s, u"⟨LF⟩"_s).replace(u"⟨U+000A⟩"_s, u"⟨LF⟩"_s);
        QCOMPARE(text, said);
    }

    void withoutATranslationItIsWhatItWas()
    {
        const auto english = u"http_errors cannot be certified: its buckets have no fitting edge"_s;
        QCOMPARE(words::told(english), u"http errors cannot be certified: its buckets have no fitting edge"_s);
    }

    void whatAPersonWroteStaysAndIsMadeSafe()
    {
        QCOMPARE(words::told(u"maintenance until noon"_s), u"maintenance until noon"_s);
        QCOMPARE(words::told(u"ticket 7: no answer yet"_s), u"ticket 7: no answer yet"_s);
        QVERIFY(!words::told(u"over\u202Ethere"_s).contains(QChar(0x202E)));
        QVERIFY(!words::told(u"stable is not ready: \u202Ex"_s).contains(QChar(0x202E)));
    }

    void everyRuleOfTheJudgeHasAWord()
    {
        QStringList all;
        for (int rule = 1; rule <= 9; ++rule) {
            QVERIFY(!words::judgeRule(rule).isEmpty());
            all << words::judgeRule(rule);
        }
        QCOMPARE(all.removeDuplicates(), 0);
        QCOMPARE(words::judgeRule(2), u"worse than stable"_s);
        QVERIFY(words::judgeRule(0).isEmpty() && words::judgeRule(10).isEmpty());
    }

    void aViolationIsASentence()
    {
        for (const auto& code : {u"lines"_s, u"functions"_s, u"contracts"_s, u"reversibility"_s})
            QVERIFY2(words::violation(code).contains(u"it "_s), qPrintable(code));
    }
};

QTEST_GUILESS_MAIN(CoreSentencesTest)
#include "tst_coresentences.moc"
