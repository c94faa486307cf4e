// links: penelope-runtime penelope-http
#include "app/runtime/httpmemory.h"
#include "tests/support/fakeclock.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using namespace penelope::runtime;

namespace {

HttpRequest postWith(const QByteArray& key, const QByteArray& body = "{}")
{
    HttpRequest request;
    request.method = "POST";
    request.path = {u"api"_s, u"v1"_s, u"notes"_s};
    request.headers["idempotency-key"] = key;
    request.body = body;
    return request;
}

const QString caller = u"api/o"_s;

} // namespace

/// What a client that lost its answer gets when it asks again.
class TestHttpMemory final : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    test::FakeClock m_clock;

    QString file() const { return m_folder->filePath(u"keys"_s); }
    static void answered(HttpMemory& memory, const HttpRequest& request, const QByteArray& body)
    {
        QVERIFY(!memory.recall(caller, request));
        memory.keep(caller, request, {.status = 202, .body = body, .headers = {{"X-One", "1"}}});
    }

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void anAnswerOutlivesTheCore()
    {
        {
            HttpMemory memory(m_clock, file());
            answered(memory, postWith("k"), "{\"seq\":7}");
        }
        HttpMemory memory(m_clock, file());
        const auto again = memory.recall(caller, postWith("k"));
        QVERIFY(again.has_value());
        QCOMPARE(again->status, 202);
        QCOMPARE(again->body, QByteArray("{\"seq\":7}"));
        QCOMPARE(again->headers.size(), std::size_t{1});
        QCOMPARE(memory.recall(caller, postWith("k", "{\"other\":1}"))->status, 422);
        QVERIFY(!memory.recall(u"api/another"_s, postWith("k")));
    }
    void whatWasBegunAndNotAnsweredIsNotDoneAgain()
    {
        {
            HttpMemory memory(m_clock, file());
            QVERIFY(!memory.recall(caller, postWith("k")));
        }
        HttpMemory memory(m_clock, file());
        const auto again = memory.recall(caller, postWith("k"));
        QVERIFY(again.has_value());
        QCOMPARE(again->status, 409);
        QVERIFY2(again->body.contains("another key"), again->body.constData());
    }
    void whatWasNotDoneMayBeDone()
    {
        {
            HttpMemory memory(m_clock, file());
            QVERIFY(!memory.recall(caller, postWith("k")));
            memory.drop(caller, postWith("k"));
            QVERIFY(!memory.recall(caller, postWith("k")));
            memory.drop(caller, postWith("k"));
        }
        HttpMemory memory(m_clock, file());
        QVERIFY(!memory.recall(caller, postWith("k")));
    }
    void aDayLaterTheKeyIsNew()
    {
        {
            HttpMemory memory(m_clock, file());
            answered(memory, postWith("old"), "1");
            m_clock.advance(23h);
            answered(memory, postWith("young"), "2");
        }
        m_clock.advance(2h);
        HttpMemory memory(m_clock, file());
        QVERIFY(!memory.recall(caller, postWith("old")));
        QCOMPARE(memory.recall(caller, postWith("young"))->body, QByteArray("2"));
        m_clock.advance(23h);
        QVERIFY(!memory.recall(caller, postWith("young")));
    }
    void linesThatCannotBeReadAreLeftOut()
    {
        {
            HttpMemory memory(m_clock, file());
            answered(memory, postWith("k"), "1");
        }
        QFile damaged(file());
        QVERIFY(damaged.open(QIODevice::Append));
        damaged.write("{\"what\":\"answered\",\"at\":1}\n\xff\xfe\n[]\n{\"cut");
        damaged.close();
        HttpMemory memory(m_clock, file());
        QCOMPARE(memory.recall(caller, postWith("k"))->body, QByteArray("1"));
    }
    void itsFileIsTheOwnersAlone()
    {
        HttpMemory memory(m_clock, file());
        answered(memory, postWith("k"), "1");
        QCOMPARE(
            QFile::permissions(file()) & ~(QFileDevice::ReadUser | QFileDevice::WriteUser),
            QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    }
    void withoutRoomNothingIsDone()
    {
        HttpMemory memory(m_clock, m_folder->filePath(u"no/such/folder"_s));
        const auto refused = memory.recall(caller, postWith("k"));
        QVERIFY(refused.has_value());
        QCOMPARE(refused->status, 503);
    }
};

QTEST_GUILESS_MAIN(TestHttpMemory)
#include "tst_httpmemory.moc"
