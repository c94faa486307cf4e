// links: penelope-ui
#include "core/engine/command.h"
#include "ui/text/coresentences.h"
#include "ui/text/words.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <QTranslator>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
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

/// Of a source, its broken string literals made whole.
QString sourceOf(const QString& path)
{
    QFile file(path);
    static const QRegularExpression seam(u"\"\\s*\\n\\s*\""_s);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).remove(seam) : QString();
}

QString unescaped(QString literal)
{
    return literal.replace("\\\""_L1, "\""_L1).replace("\\\\"_L1, "\\"_L1);
}

/// Everything that the core and the console's own adapters say.
QString coreSources()
{
    QString all;
    for (const auto& folder : {u"/core"_s, u"/app/runtime"_s, u"/app/console"_s}) {
        for (QDirIterator files(
                 QStringLiteral(PENELOPE_SOURCE) + folder, {u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
             files.hasNext();)
            all += sourceOf(files.next());
    }
    return unescaped(all);
}

/// The sentences in a source: its literals of more than one word.
QStringList sentencesOf(const QString& path)
{
    static const QRegularExpression literal(u"u\"((?:[^\"\\\\]|\\\\.)* (?:[^\"\\\\]|\\\\.)*)\"_s"_s);
    QStringList all;
    for (auto found = literal.globalMatch(sourceOf(QStringLiteral(PENELOPE_SOURCE "/core/") + path)); found.hasNext();)
        all << unescaped(found.next().captured(1));
    static const QRegularExpression word(u"[A-Za-z]{2}"_s);
    return all.filter(word);
}

/// What no screen can be told: a screen does not send what these speak of, or the sentence is no refusal.
QStringList neverOnAScreen()
{
    return {// members of a command that only a program writes
            u"%1 of a request cannot be amended"_s, u"nothing of approval %1 changed"_s,
            u"a decision is approve or reject"_s, u"a review's decision is agree or object"_s,
            u"until_at is an instant in milliseconds"_s, u"full is true or false"_s, u"a note's scope is one of %1"_s,
            u"a service is off, shadow or armed"_s, u"a scope is everything, service:NAME or label:NAME=VALUE"_s,
            u"running canaries hold or go_back"_s, u"there is no judge \"%1\": %2"_s, u"%1 is %2"_s,
            u"a whole number"_s, u"a text"_s, u"true or false"_s, u"an instant in milliseconds"_s, u"an object"_s,
            u"\"%1\" in the command %2"_s, u"there is no command %1"_s, u"%1 takes no argument \"%2\""_s,
            u"%1 needs the argument \"%2\""_s, u"%1 cannot decide: a token does not replace an operator's signature"_s,
            // orders that no page gives
            u"a severity is P0, P1, P2 or P3"_s, u"a confidence is a number from 0 to 1"_s, u"anomaly %1 is closed"_s,
            u"patch %1 of anomaly %2 is on its way"_s, u"only an admin may force a deployment"_s,
            u"patch %1 is %2; a started one is cancelled by its canary"_s, u"the registration has no name"_s,
            u"an exception is a security_breach or a data_loss; P0 is one by itself"_s, u"patch %1 is %2"_s,
            u"it is no rest day now: nothing has to be excepted"_s, u"patch %1 is excepted already (%2)"_s,
            // a canary is made and ended by the core alone
            u"canary %1 is %2 and cannot be started"_s, u"canary %1 is %2 and cannot be finished"_s,
            u"the limit of %1 is %2: it must be %3"_s, u"a canary needs at least one metric that is no dry run"_s,
            u"between 0 and 1"_s, u"above 0, with a quantile between 0 and 1 and a scale above 0"_s,
            u"at most 0.75 for the sequential judge"_s, u"nothing analysed"_s, u"step_time:%1 of %2 ms"_s,
            u"the steps of a canary must rise strictly within 1 to 100 percent and end at 100"_s,
            u"the analysis time of a canary must be above 0"_s,
            // a breaker's answer to a patch, told by its stage; words of a state
            u"the breaker of %1 is open for another %2"_s,
            u"the breaker of %1 is half open and patch %2 is its one probe"_s, u"never used"_s, u"open, ready"_s,
            u"event %1 about the freeze cannot be read"_s, u"its canary is under way on the rest day"_s,
            u"healing is frozen: %1"_s, u"the service is no longer armed"_s,
            // where a mistake is, and what a reader looks for
            u"column %1"_s, u"line %1"_s, u"a/%1 b/%2"_s, u"%1 %2"_s, u"environment "_s,
            u"^@@ -(\\d{1,%1})(?:,(\\d{1,%1}))? \\+(\\d{1,%1})(?:,(\\d{1,%1}))? @@(?: (.*)|\\s*)$"_s};
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

    /// A new sentence of these sources needs a form, or a reason why nobody reads it on a screen.
    void everyRefusalHasAForm_data()
    {
        QTest::addColumn<QString>("source");
        for (const auto* source : {"approval/decide.cpp",        "approval/breakglass.cpp",
                                   "approval/signing.cpp",       "breaker/breaker.cpp",
                                   "freeze/freeze.cpp",          "canary/machine.cpp",
                                   "canary/pastrange.cpp",       "canary/labelset.cpp",
                                   "query/parser.cpp",           "query/reading.cpp",
                                   "engine/canaryorders.cpp",    "engine/restraint.cpp",
                                   "engine/ordering.cpp",        "engine/trying.cpp",
                                   "engine/machinery.cpp",       "engine/storyplay.cpp",
                                   "patch/diffreader.cpp",       "patch/diffhunks.cpp",
                                   "adapters/config/reader.cpp", "adapters/config/settingsfile.cpp"})
            QTest::newRow(source) << QString::fromLatin1(source);
    }
    void everyRefusalHasAForm()
    {
        QFETCH(QString, source);
        const auto known = words::knownSentences();
        const auto sentences = sentencesOf(source);
        QVERIFY(!sentences.isEmpty());
        for (const auto& sentence : sentences)
            QVERIFY2(known.contains(sentence) || neverOnAScreen().contains(sentence), qPrintable(sentence));
    }

    void everyCommandHasWords()
    {
        for (const auto& entry : engine::commandTable())
            QVERIFY2(words::commandWords(entry.name) != words::code(entry.name), qPrintable(entry.name));
    }

    void aLineOfAPatchIsNamed()
    {
        const Error error{ErrorCode::Malformed, u"a hunk without lines"_s, u"line 3"_s};
        QCOMPARE(words::told(error), u"line 3: a hunk without lines"_s);
        QCOMPARE(
            words::told(Error{ErrorCode::Refused, u"rejecting needs a reason"_s, u"reason"_s}),
            u"rejecting needs a reason"_s);
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
        QTest::newRow("who may") << u"canary_promote needs the role approver; operator/ana is viewer"_s
                                 << u"««promoting a canary» needs the role approver; ana is viewer»"_s;
        QTest::newRow("who may, to nobody")
            << u"freeze needs the role operator; operator/eve is no active operator"_s
            << u"««freezing healing» needs the role operator; eve is no active operator»"_s;
        QTest::newRow("who was first, and when")
            << u"approval 0000002a is already approved by operator/bruno at 2026-08-22T03:44:10.000Z"_s
            << u"«approval 0000002a is already approved by bruno at 2026-08-22 03:44:10Z»"_s;
        QTest::newRow("a state of a canary") << u"canary 0000002a is rolling_back and cannot be promoted"_s
                                             << u"«canary 0000002a is rolling back and cannot be promoted»"_s;
        QTest::newRow("a refusal in a refusal")
            << u"canary 0000002a may not go up: healing is frozen until 2026-08-22T03:44:10.000Z (the fair)"_s
            << u"«canary 0000002a may not go up: «healing is frozen until 2026-08-22 03:44:10Z (the fair)»»"_s;
        QTest::newRow("a query") << u"column 7: expected a number after risk>="_s
                                 << u"«column 7: «expected «a number» after risk>=»»"_s;
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
