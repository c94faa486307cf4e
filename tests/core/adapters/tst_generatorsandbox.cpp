// Generators in the real sandbox: the one of the documentation, and hostile ones.
// links: penelope-sandbox penelope-git penelope-system Qt6::Network
#include "core/adapters/git/gitrepository.h"
#include "core/adapters/sandbox/bubblewrap.h"
#include "core/adapters/system/systemclock.h"
#include "core/engine/effects/generating.h"
#include "tests/support/waiting.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;

namespace {

const QByteArray settings = "[pool]\nsize = 4\nwait_ms = 800\n";

void put(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

/// The program in the first block of Python of the page.
QByteArray documentedProgram()
{
    QFile page(QStringLiteral(PENELOPE_SOURCE "/resources/docs/generators.md"));
    if (!page.open(QIODevice::ReadOnly))
        return {};
    const auto text = page.readAll();
    const QByteArray fence = "```python\n";
    const auto from = text.indexOf(fence) + fence.size();
    return text.mid(from, text.indexOf("```", from) - from);
}

QStringList leftFolders()
{
    // Others may play in sandboxes at the same time.
    const auto ours = u"penelope-sandbox-%1-*"_s.arg(QCoreApplication::applicationPid());
    return QDir(QDir::tempPath()).entryList({ours}, QDir::Dirs | QDir::Hidden);
}

int processesWith(const QByteArray& word)
{
    int found = 0;
    for (const auto& name : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        QFile line(u"/proc/%1/cmdline"_s.arg(name));
        if (name.toInt() > 0 && line.open(QIODevice::ReadOnly) && line.readAll().contains(word))
            ++found;
    }
    return found;
}

} // namespace

class TestGeneratorSandbox final : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    system::SystemClock m_clock;

    QString tree() const { return m_folder.filePath(u"tree"_s); }

    Result<patch::GeneratorAnswer> ask(const patch::GeneratorSpec& generator, double used = 0.97)
    {
        engine::GeneratorOrder order;
        order.registration.name = ServiceName{u"payments"_s};
        order.registration.generator = generator;
        order.tree = tree();
        order.files = {{u"service.toml"_s, settings}, {u"odd.bin"_s, QByteArray("\xff\x00", 2)}};
        order.anomaly = Json::object({{u"metrics"_s, Json::object({{u"pool_in_use_ratio"_s, Json{used}}})}});
        auto job = engine::generatorJob({}, order);
        if (!job)
            return Failure{job.error()};
        sandbox::Bubblewrap sandbox(m_clock);
        const auto outcome = test::awaited<Result<Sandbox::Outcome>>(
            [&](auto handler) { sandbox.run(std::move(*job), std::move(handler)); });
        return engine::generatorAnswer(outcome, generator);
    }
    Result<patch::GeneratorAnswer> shell(const QString& script)
    {
        return ask({u"hostile"_s, {u"sh"_s, u"-c"_s, script}, false, 3s, {}});
    }

private slots:
    void init()
    {
        QDir(tree()).removeRecursively();
        QVERIFY(QDir().mkpath(tree()));
        put(tree() + u"/service.toml"_s, settings);
        put(tree() + u"/fix.py"_s, documentedProgram());
    }
    void cleanup()
    {
        QVERIFY2(leftFolders().isEmpty(), "a copy was left behind");
        QTRY_COMPARE(processesWith("penelope-hostile-mark"), 0); // the kernel takes them down by itself
    }

    void theProgramOfTheDocumentationWorks()
    {
        const auto lines = documentedProgram().count('\n');
        QVERIFY2(lines > 20 && lines < 45, qPrintable(u"it has %1 lines"_s.arg(lines)));
        const patch::GeneratorSpec generator{u"fixer"_s, {u"python3"_s, u"fix.py"_s}, false, 20s, {}};
        const auto answer = ask(generator);
        QVERIFY2(answer.has_value(), qPrintable(answer ? QString{} : answer.error().message));
        QCOMPARE(answer->intent, u"Raise the connection pool from 4 to 8"_s);
        QVERIFY(answer->diff.contains(u"-size = 4\n+size = 8\n"_s));
        const auto calm = ask(generator, 0.3);
        QVERIFY(!calm);
        QVERIFY2(calm.error().message.contains(u"pool_in_use_ratio is 0.3"_s), qPrintable(calm.error().message));
    }

    void itsPatchAppliesToTheRepository()
    {
        const auto answer = ask({u"fixer"_s, {u"python3"_s, u"fix.py"_s}, false, 20s, {}});
        QVERIFY(answer.has_value());
        QProcess git;
        git.setWorkingDirectory(tree());
        git.start(
            u"sh"_s, {u"-c"_s, u"git init -q -b main && git add . && git -c user.name=t -c user.email=t@localhost "
                               "commit -q -m first"_s});
        QVERIFY(git.waitForFinished());
        QCOMPARE(git.exitCode(), 0);
        git::GitRepository repository(m_clock);
        const auto checked = repository.check({tree(), u"main"_s}, answer->diff.toUtf8());
        QVERIFY2(checked.has_value(), qPrintable(checked ? QString{} : checked.error().message));
        // A diff for another service finds nothing to apply to.
        const auto other = QString(answer->diff).replace(u"service.toml"_s, u"search.toml"_s);
        QVERIFY(!repository.check({tree(), u"main"_s}, other.toUtf8()));
    }

    void aHostileOneIsNoProposal_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("why");
        const auto row = [](const char* name, const QString& script, const QString& why) {
            QTest::newRow(name) << script << why;
        };
        row("half a JSON", u"printf '{\"diff\": \"a'"_s, u"its answer is no JSON"_s);
        row("1 GB on standard output", u"head -c 1000000000 /dev/zero"_s, u"it printed more than 1 MiB"_s);
        row("1 GB on standard error", u"head -c 1000000000 /dev/zero >&2"_s, u"it printed more than 1 MiB"_s);
        row("never answers", u"sleep 1000; : penelope-hostile-mark"_s, u"it was ended after 3 s without an answer"_s);
        row("ignores SIGTERM", u"trap '' TERM INT HUP; while :; do sleep 1; done"_s,
            u"it was ended after 3 s without an answer"_s);
        row("forks without end", u"f() { f | f & }; f; while :; do sleep 1; done"_s, u""_s);
        row("leaves a daemon", u"setsid sh -c 'sleep 1000; : penelope-hostile-mark' >/dev/null 2>&1 & exit 0"_s,
            u"it answered nothing"_s);
        row("escape sequences",
            u"printf '{\"diff\":\"\\\\u001b[2J\",\"intent\":\"a\",\"rollback\":\"b\",\"confidence\":1}'"_s,
            u"its diff has the character U+001b"_s);
        row("fails with a curse", u"printf '\\033[31mno' >&2; exit 3"_s, u"it ended with exit code 3: ?[31mno"_s);
        row("fills the disk", u"while :; do head -c 200000000 /dev/zero > f$((i=i+1)); done"_s, u""_s);
    }
    void aHostileOneIsNoProposal()
    {
        QFETCH(QString, script);
        QFETCH(QString, why);
        const auto answer = shell(script);
        QVERIFY(!answer);
        QVERIFY2(answer.error().message.contains(why), qPrintable(answer.error().message));
        QFile untouched(tree() + u"/service.toml"_s);
        QVERIFY(untouched.open(QIODevice::ReadOnly));
        QCOMPARE(untouched.readAll(), settings);
    }

    void itHasNoNetworkUnlessRegisteredSo()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const auto script =
            u"import socket,json\ntry:\n s=socket.create_connection(('127.0.0.1',%1),2);w='reached'\n"
            "except OSError:\n w='refused'\nprint(json.dumps({'no_proposal': w}))"_s.arg(server.serverPort());
        patch::GeneratorSpec generator{u"net"_s, {u"python3"_s, u"-c"_s, script}, false, 10s, {}};
        QVERIFY(ask(generator).error().message.endsWith(u"refused"_s));
        generator.network = true;
        QVERIFY(ask(generator).error().message.endsWith(u"reached"_s));
    }
};

QTEST_GUILESS_MAIN(TestGeneratorSandbox)
#include "tst_generatorsandbox.moc"
