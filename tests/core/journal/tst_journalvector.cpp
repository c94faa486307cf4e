#include "core/journal/vector.h"
#include "tests/support/shared.h"

#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

class JournalVector : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const auto file = parseForeign(test::sharedFile(u"vectors/journal.json"_s));
        QVERIFY2(file, file ? "" : qPrintable(file.error().message));
        m_file = *file;
        QVERIFY(!m_file[u"vectors"].toArray().empty());
    }

    void answersAsExpected_data()
    {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const auto& vector : m_file[u"vectors"].toArray())
            QTest::newRow(qPrintable(vector[u"id"].toString() + u' ' + vector[u"kind"].toString())) << index++;
    }
    void answersAsExpected()
    {
        QFETCH(int, index);
        const auto& vector = m_file[u"vectors"].toArray()[static_cast<std::size_t>(index)];
        const auto answer = journal::answerVector(vector[u"kind"].toString(), vector[u"input"], m_file[u"fixtures"]);
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
        for (const auto& [key, value] : vector[u"expected"].toObject()) {
            const auto* given = answer->find(key);
            QVERIFY2(given, qPrintable(key + u" is missing in "_s + QString::fromUtf8(toJsonText(*answer))));
            QCOMPARE(toJsonText(*given), toJsonText(value));
        }
        // A refusal must not come with an answer, nor an answer with a refusal.
        QCOMPARE(answer->contains(u"refused"), vector[u"expected"].contains(u"refused"));
    }

private:
    Json m_file;
};

QTEST_GUILESS_MAIN(JournalVector)
#include "tst_journalvector.moc"
