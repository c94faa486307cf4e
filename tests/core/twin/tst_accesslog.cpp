// The mix of an access log: what is asked for and how often, and nothing of who asked.
#include "core/twin/accesslog.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::twin;

namespace {

QByteArray line(const QByteArray& request, const QByteArray& status = "200", const QByteArray& rest = {})
{
    return "192.0.2.7 - ana [10/Oct/2026:13:55:36 -0700] \"" + request + "\" " + status + " 2326" + rest + '\n';
}

QByteArray get(const QByteArray& target)
{
    return line("GET " + target + " HTTP/1.1");
}

QStringList pathsOf(const QByteArray& log)
{
    QStringList paths;
    if (const auto mix = mixOf(log)) {
        for (const auto& path : mix->paths)
            paths.append(u"%1 %2"_s.arg(path.path).arg(path.share));
    }
    return paths;
}

} // namespace

class TestAccessLog final : public QObject
{
    Q_OBJECT

private slots:
    void theCommonFormat()
    {
        QCOMPARE(pathsOf(get("/a") + get("/b") + get("/b")), (QStringList{u"/b 2"_s, u"/a 1"_s}));
    }
    void theCombinedFormat()
    {
        const auto combined =
            line("GET /a HTTP/2.0", "304", " \"https://example.org/?token=abc\" \"Mozilla/5.0 (\\\"x\\\")\"");
        QCOMPARE(pathsOf(combined), QStringList{u"/a 1"_s});
    }
    void numbersBecomeOnePath()
    {
        QCOMPARE(
            pathsOf(get("/items/1") + get("/items/77") + get("/")), (QStringList{u"/items/{{number}} 2"_s, u"/ 1"_s}));
    }
    void ofAQueryOnlyTheNamesStay()
    {
        QCOMPARE(pathsOf(get("/s?q=my+secret&page=2")), QStringList{u"/s?q=&page= 1"_s});
        QCOMPARE(pathsOf(get("/s?s3cr3tv4lu3")), QStringList{u"/s 1"_s});
        QCOMPARE(pathsOf(get("/s?a%3Db=1&9f86d081884c7d65=1")), QStringList{u"/s 1"_s});
    }
    void whatIsNoAnsweredGetIsLeftOut()
    {
        const auto mix = mixOf(
            get("/a") + line("POST /a HTTP/1.1") + line("GET /gone HTTP/1.1", "404") + line("GET /x HTTP/1.1", "503") +
            line("HEAD /a HTTP/1.1"));
        QVERIFY(mix.has_value());
        QCOMPARE(mix->taken, 1);
        QCOMPARE(mix->leftOut, 4);
        QCOMPARE(mixText(*mix), u"1 paths of 1 requests in the access log"_s);
    }
    void hostileLinesAddNothing_data()
    {
        QTest::addColumn<QByteArray>("odd");
        const auto row = [](const char* name, const QByteArray& odd) { QTest::newRow(name) << odd; };
        row("a token in the path", get("/reset/3f9a8b7c6d5e4f3a2b1c"));
        row("a short token", get("/reset/a1b2c3d4"));
        row("a token of letters", get("/t/aBcDeFgHiJ"));
        row("a UUID", get("/users/123e4567-e89b-12d3-a456-426614174000"));
        row("a long word", get("/k/" + QByteArray(40, 'a')));
        row("a mail address", get("/users/ana@example.org"));
        row("an escaped one", get("/users/ana%40example.org"));
        row("out of the tree", get("/../../etc/passwd"));
        row("another host", get("//evil.example/a"));
        row("an absolute address", get("http://evil.example/a"));
        row("our own braces", get("/{{port}}"));
        row("an escape sequence", get("/\x1b[2J"));
        row("a second request", get("/a HTTP/1.1\\r\\nGET /b"));
        row("a control character", get(QByteArray("/a\0b", 4)));
        row("letters that are none", get("/\xff\xfe"));
        row("no end of the quotes", "h - - [10/Oct/2026:13:55:36 -0700] \"GET /a HTTP/1.1");
        row("no brackets", "h - - \"GET /a HTTP/1.1\" 200 1\n");
        row("a status that is none", line("GET /a HTTP/1.1", "2x0"));
        row("JSON", "{\"path\":\"/a\",\"status\":200}\n");
        row("an endless line", line("GET /" + QByteArray(100'000, 'a') + " HTTP/1.1"));
        row("bytes", QByteArray(5000, '\x80'));
    }
    void hostileLinesAddNothing()
    {
        QFETCH(QByteArray, odd);
        QCOMPARE(pathsOf(get("/good") + odd), QStringList{u"/good 1"_s});
        QCOMPARE(mixOf(odd).error().code, ErrorCode::Malformed);
    }
    void onlyTheMostFrequentStay()
    {
        QByteArray log;
        for (int number = 0; number < 80; ++number) {
            const QByteArray name{1, static_cast<char>('a' + number % 26)};
            log += get("/" + name + QByteArray(number / 26, 'z'));
        }
        log += get("/a");
        const auto mix = mixOf(log);
        QCOMPARE(mix->paths.size(), mostMixPaths);
        QCOMPARE(mix->paths.front().path, u"/a"_s);
        QCOMPARE(mix->taken + mix->leftOut, 81);
    }
    void nothingThatNamesAPersonIsKept()
    {
        const auto mix = mixOf(line("GET /a HTTP/1.1", "200", " \"https://ana.example\" \"agent ana\""));
        QCOMPARE(mix->paths.size(), std::size_t{1});
        QCOMPARE(mix->paths.front().path, u"/a"_s);
    }
};

QTEST_GUILESS_MAIN(TestAccessLog)
#include "tst_accesslog.moc"
