// The man pages say what the programs' --help says, and the completion offers it.
#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace {

/// A command's words ("canary judge", empty for the program itself) → its options without the dashes.
using Surface = QMap<QString, QSet<QString>>;

QString ran(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    const bool ended = process.waitForFinished(-1) && process.exitStatus() == QProcess::NormalExit;
    return ended && process.exitCode() == 0 ? QString::fromUtf8(process.readAllStandardOutput()) : QString();
}

QString binary(const QString& name)
{
    return QStringLiteral(PENELOPE_BINARIES) + u'/' + name;
}

/// "--theme TEXT:{light,dark}" of the program itself: "theme" → its words.
Surface choicesOf(const QString& program)
{
    static const QRegularExpression option(u"^ +--([a-z-]+) TEXT:\\{([^}]*)\\}"_s);
    Surface choices;
    for (const auto& line : ran(binary(program), {u"--help"_s}).split(u'\n')) {
        if (const auto found = option.match(line); found.hasMatch()) {
            const auto words = found.captured(2).split(u',');
            choices[found.captured(1)] = {words.begin(), words.end()};
        }
    }
    return choices;
}

/// Walks the help of `program` below the command of `words`.
void collect(const QString& program, const QStringList& words, Surface& into)
{
    static const QRegularExpression option(u"^ +(?:-[a-zA-Z],)?--([a-z][a-z-]*)"_s);
    static const QRegularExpression command(u"^  ([a-z][a-z-]*) "_s);
    QSet<QString> options;
    QStringList commands;
    bool inCommands = false;
    for (const auto& line : ran(program, words + QStringList{u"--help"_s}).split(u'\n')) {
        inCommands = inCommands || line == "Subcommands:"_L1;
        const auto found = (inCommands ? command : option).match(line);
        if (found.hasMatch() && inCommands)
            commands.append(found.captured(1));
        else if (found.hasMatch())
            options.insert(found.captured(1));
    }
    if (!words.isEmpty())
        options.remove(u"help"_s);
    if (words.isEmpty() || commands.isEmpty())
        into[words.join(u' ')] = options;
    for (const auto& next : commands)
        collect(program, words + QStringList{next}, into);
}

/// ".It Ic canary judge Oo Fl -judge …" begins a command, ".It Fl -journal" an option of the program.
Surface manualOf(const QString& program)
{
    static const QRegularExpression entry(u"^\\.It Ic ([a-z][a-z -]*?)(?: [A-Z]|$)"_s);
    static const QRegularExpression flag(u"\\bFl -([a-z][a-z-]*)"_s);
    QFile file(QStringLiteral(PENELOPE_SOURCE) + u"/resources/man/%1.1"_s.arg(program));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    Surface surface;
    QString command;
    bool inEntry = false;
    for (const auto& line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        if (line.startsWith(".It"_L1) || line.startsWith(".El"_L1)) {
            const auto begun = entry.match(line);
            command = begun.captured(1);
            inEntry = begun.hasMatch() || line.startsWith(".It Fl"_L1);
            if (inEntry)
                surface[command];
        }
        for (auto at = flag.globalMatch(line); inEntry && at.hasNext();)
            surface[command].insert(at.next().captured(1));
    }
    return surface;
}

/// ".It Fl -theme Ar theme" begins an option of the program; each ".Cm light ," below it is one of its words.
Surface choicesInManual(const QString& program)
{
    static const QRegularExpression option(u"^\\.It Fl -([a-z-]+)"_s);
    static const QRegularExpression choice(u"^\\.Cm ([a-zA-Z_-]+)(?: [,.;])?$"_s);
    QFile file(QStringLiteral(PENELOPE_SOURCE) + u"/resources/man/%1.1"_s.arg(program));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    Surface choices;
    QString current;
    for (const auto& line : QString::fromUtf8(file.readAll()).split(u'\n')) {
        if (line.startsWith(".It"_L1) || line.startsWith(".El"_L1))
            current = option.match(line).captured(1);
        else if (const auto found = choice.match(line); found.hasMatch() && !current.isEmpty())
            choices[current].insert(found.captured(1));
    }
    return choices;
}

/// "canary judge --judge", one a line; a command without options stands alone.
QSet<QString> lines(const Surface& surface)
{
    QSet<QString> all;
    for (auto at = surface.begin(); at != surface.end(); ++at) {
        all.insert(at.key());
        for (const auto& option : at.value())
            all.insert(at.key() + u" --"_s + option);
    }
    return all;
}

QString sorted(const QSet<QString>& set)
{
    auto list = set.values();
    list.sort();
    return list.join(u"; "_s);
}

} // namespace

class TestPackageManual : public QObject
{
    Q_OBJECT

private slots:
    void theManualNamesWhatTheHelpNames_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<int>("atLeast");
        QTest::newRow("penelope") << u"penelope"_s << 9;
        QTest::newRow("penelopectl") << u"penelopectl"_s << 100;
        QTest::newRow("penelope-lab") << u"penelope-lab"_s << 7;
    }

    void theManualNamesWhatTheHelpNames()
    {
        QFETCH(QString, program);
        QFETCH(int, atLeast);
        if (program == "penelope"_L1 && !QFileInfo::exists(binary(program)))
            QSKIP("built without the console");
        Surface help;
        collect(binary(program), {}, help);
        const auto said = lines(help);
        QVERIFY2(said.size() >= atLeast, qPrintable(u"the help could not be read: "_s + sorted(said)));
        const auto written = lines(manualOf(program));
        QVERIFY2((said - written).isEmpty(), qPrintable(u"not in the manual: "_s + sorted(said - written)));
        QVERIFY2((written - said).isEmpty(), qPrintable(u"not in the program: "_s + sorted(written - said)));
    }

    void theManualNamesTheWordsOfAnOption_data()
    {
        QTest::addColumn<QString>("program");
        QTest::newRow("penelope") << u"penelope"_s;
        QTest::newRow("penelope-lab") << u"penelope-lab"_s;
    }

    void theManualNamesTheWordsOfAnOption()
    {
        QFETCH(QString, program);
        if (!QFileInfo::exists(binary(program)))
            QSKIP("built without the console");
        const auto said = choicesOf(program);
        QVERIFY2(said.size() >= 2, "the help could not be read");
        QCOMPARE(sorted(lines(choicesInManual(program))), sorted(lines(said)));
    }

    void whatIsNoPageIsAMistakeOfUsage()
    {
        if (!QFileInfo::exists(binary(u"penelope"_s)))
            QSKIP("built without the console");
        QProcess process;
        process.start(binary(u"penelope"_s), {u"--page"_s, u"nowhere"_s});
        QVERIFY(process.waitForFinished(-1));
        QCOMPARE(process.exitCode(), 2);
        QVERIFY2(process.readAllStandardError().contains("nowhere not in {approvals,"), "it says which there are");
    }

    void theCompletionOffersWhatTheHelpNames_data()
    {
        QTest::addColumn<QStringList>("typed");
        QTest::addColumn<QString>("offered");
        const auto row = [](const char* name, const QStringList& typed, const QString& offered) {
            QTest::newRow(name) << typed << offered;
        };
        row("a command", {u"penelopectl"_s, u"unf"_s}, u"unfreeze"_s);
        row("a command of a group", {u"penelopectl"_s, u"canary"_s, u"pr"_s}, u"promote"_s);
        row("a command after an option", {u"penelopectl"_s, u"--json"_s, u"canary"_s, u"j"_s}, u"judge"_s);
        row("an option", {u"penelopectl"_s, u"canary"_s, u"judge"_s, u"--from-"_s}, u"--from-journal"_s);
        row("an option of an alternative", {u"penelopectl"_s, u"review"_s, u"--ob"_s}, u"--object"_s);
        row("an option of the program", {u"penelopectl"_s, u"approve"_s, u"--jour"_s}, u"--journal"_s);
        row("a word of an option", {u"penelope-lab"_s, u"--judge"_s, u"mann"_s}, u"mann_whitney"_s);
        row("a scenario", {u"penelope-lab"_s, u"--scenario"_s, u"twin-n"_s}, u"twin-no-way-back"_s);
        row("the file of an option is readline's", {u"penelopectl"_s, u"--journal"_s, u""_s}, u""_s);
        row("no option of another command", {u"penelopectl"_s, u"status"_s, u"--from"_s}, u""_s);
    }

    void theCompletionOffersWhatTheHelpNames()
    {
        QFETCH(QStringList, typed);
        QFETCH(QString, offered);
        const auto script = u"PATH=$1:$PATH; source \"$2\"; shift 2; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); "
                            "_penelope \"$1\" \"${COMP_WORDS[COMP_CWORD]}\" \"${COMP_WORDS[COMP_CWORD - 1]}\"; "
                            "printf 'offered: %s\\n' \"${COMPREPLY[*]}\""_s;
        const auto answer =
            ran(u"bash"_s,
                QStringList{
                    u"-c"_s, script, u"bash"_s, QStringLiteral(PENELOPE_BINARIES),
                    QStringLiteral(PENELOPE_SOURCE) + u"/resources/completion/penelope.bash"_s} +
                    typed);
        QCOMPARE(answer, u"offered: %1\n"_s.arg(offered));
    }
};

QTEST_GUILESS_MAIN(TestPackageManual)
#include "tst_packagemanual.moc"
