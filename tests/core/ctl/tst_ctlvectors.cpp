#include "tests/support/shared.h"
#include "tests/support/vectordifference.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

/// All vectors of canary.json through `penelopectl canary judge FILE --json` (judge.md, "Vectors").
class CtlVectors : public QObject
{
    Q_OBJECT

private:
    /// The vectors as a file without what is expected of them.
    QJsonDocument judged(const QJsonValue& vectors)
    {
        const auto path = m_folder.filePath(u"vectors.json"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            return {};
        file.write(
            vectors.isArray() ? QJsonDocument(vectors.toArray()).toJson() : QJsonDocument(vectors.toObject()).toJson());
        file.close();
        QProcess process;
        process.start(QStringLiteral(PENELOPE_BINARIES "/penelopectl"), {u"canary"_s, u"judge"_s, path, u"--json"_s});
        process.waitForFinished();
        m_code = process.exitCode();
        return QJsonDocument::fromJson(process.readAllStandardOutput());
    }

    QTemporaryDir m_folder;
    QJsonArray m_vectors;
    QJsonArray m_asked;
    QJsonArray m_answers;
    int m_code = -1;

private slots:
    void initTestCase()
    {
        const auto file = QJsonDocument::fromJson(test::sharedFile(u"vectors/canary.json"_s));
        m_vectors = file.object()[u"vectors"].toArray();
        for (const auto& value : m_vectors) {
            auto vector = value.toObject();
            vector.remove(u"expected"_s);
            m_asked.append(vector);
        }
        QVERIFY(!m_asked.isEmpty());
        m_answers = judged(m_asked).array();
        QCOMPARE(m_code, 0);
        QCOMPARE(m_answers.size(), m_asked.size());
    }

    void answersAsExpected_data()
    {
        QTest::addColumn<int>("index");
        for (int index = 0; index < m_vectors.size(); ++index) {
            const auto vector = m_vectors.at(index).toObject();
            QTest::addRow("%s %s", qPrintable(vector[u"id"].toString()), qPrintable(vector[u"kind"].toString()))
                << index;
        }
    }
    void answersAsExpected()
    {
        QFETCH(int, index);
        const auto vector = m_vectors.at(index).toObject();
        QCOMPARE(
            test::answerDifference(
                vector[u"kind"].toString(), m_answers.at(index).toObject(), vector[u"expected"].toObject()),
            QString{});
    }

    void oneVectorIsOneObject()
    {
        QCOMPARE(judged(m_asked.first()).object(), m_answers.first().toObject());
        QCOMPARE(m_code, 0);
    }
};

QTEST_GUILESS_MAIN(CtlVectors)
#include "tst_ctlvectors.moc"
