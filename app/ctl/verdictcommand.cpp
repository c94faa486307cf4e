#include "app/ctl/commands.h"
#include "app/ctl/context.h"
#include "app/ctl/group.h"
#include "app/ctl/pastcommand.h"
#include "app/ctl/retrialcommand.h"
#include "core/canary/judge/vectors.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <CLI/CLI.hpp>

#include <memory>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

struct JudgeWish
{
    std::string file;
    std::string judge;
    std::string journal; ///< a canary of it
    bool vector = false;
    PastWish past;
};

/// The answer to one vector; a recording of intervals without --judge by all judges, the first one's fields on top.
Result<QJsonObject> judged(const QJsonObject& vector, const QString& judge)
{
    namespace judging = canary::judge;
    if (vector[u"kind"].toString() != "verdict"_L1)
        return judging::answerVector(vector);
    if (!judge.isEmpty())
        return judging::judgeIntervals(vector, judge);
    QJsonArray all;
    for (const auto& name : judging::judges()) {
        auto answer = judging::judgeIntervals(vector, name);
        if (!answer)
            return answer;
        all.append(*answer);
    }
    auto first = all.first().toObject();
    first.insert(u"judges"_s, all);
    return first;
}

QString valueText(const QJsonValue& value)
{
    if (value.isString())
        return value.toString();
    const auto text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(text.mid(1, text.size() - 2));
}

QStringList evidenceLines(const QJsonObject& answer)
{
    QStringList lines;
    for (const auto& value : answer[u"metrics"].toArray()) {
        const auto metric = value.toObject();
        const auto logs = metric[u"log_e"].toObject();
        const auto number = [&logs](const QString& name) { return QString::number(logs[name].toDouble(), 'f', 2); };
        lines.append(u"    %1: canary %2, limit %3; log e: share %4, bet %5, limit %6, safe %7; %8 more clean requests "
                     "would certify it"_s.arg(
                         metric[u"metric"].toString(), valueText(metric[u"canary"]), valueText(metric[u"limit"]),
                         number(u"share"_s), number(u"bet"_s), number(u"limit"_s), number(u"safe"_s),
                         valueText(metric[u"requests_needed"])));
    }
    return lines;
}

QString textOf(const QJsonObject& vector, const QJsonObject& answer)
{
    QStringList lines{u"%1 %2"_s.arg(vector[u"id"].toString(u"-"_s), vector[u"kind"].toString())};
    const auto judges = answer[u"judges"].toArray();
    const auto shown = answer.contains(u"verdicts") ? (judges.isEmpty() ? QJsonArray{answer} : judges) : QJsonArray{};
    for (const auto& value : shown) {
        const auto each = value.toObject();
        QStringList runs;
        for (const auto& [verdict, rule, times] : canary::judge::verdictRuns(each))
            runs.append(verdict + u'/' + rule + (times > 1 ? u" ×%1"_s.arg(times) : QString{}));
        lines.append(u"  %1: %2"_s.arg(each[u"judge"].toString(), -12)
                         .arg(runs.isEmpty() ? u"no interval"_s : runs.join(u", "_s)));
        lines += evidenceLines(each);
    }
    for (auto at = answer.begin(); shown.isEmpty() && at != answer.end(); ++at)
        lines.append(u"  %1: %2"_s.arg(at.key(), valueText(at.value())));
    return lines.join(u'\n');
}

QJsonObject errorOf(const Error& error)
{
    return {
        {u"error"_s,
         QJsonObject{{u"code"_s, toWord(error.code)}, {u"message"_s, error.message}, {u"where"_s, error.where}}}};
}

Result<QJsonDocument> documentFrom(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound, u"%1 cannot be read: %2"_s.arg(path, file.errorString()), path);
    QJsonParseError trouble;
    auto document = QJsonDocument::fromJson(file.readAll(), &trouble);
    if (trouble.error != QJsonParseError::NoError) {
        return failure(
            ErrorCode::Malformed, u"%1 is no JSON: %2"_s.arg(path, trouble.errorString()),
            u"byte %1"_s.arg(trouble.offset));
    }
    return document;
}

/// In a list a vector that cannot be answered has its error in its place: the others are not lost.
int judgeList(const Context& context, const QJsonArray& vectors, const QString& judge)
{
    QJsonArray answers;
    QStringList lines;
    int code = Ok;
    for (const auto& value : vectors) {
        const auto vector = value.toObject();
        const auto answer = judged(vector, judge);
        code = answer ? code : Refused;
        answers.append(answer ? *answer : errorOf(answer.error()));
        lines.append(
            answer ? textOf(vector, *answer)
                   : u"%1 %2: %3"_s.arg(vector[u"id"].toString(), answer.error().where, answer.error().message));
    }
    context.print(
        context.json ? QString::fromUtf8(QJsonDocument(answers).toJson(QJsonDocument::Compact)) : lines.join(u'\n'));
    return code;
}

int runJudge(const Context& context, const QString& path, const QString& judge)
{
    if (!judge.isEmpty() && !canary::judge::judges().contains(judge)) {
        return context.fail(
            {ErrorCode::Malformed, u"there is no judge \"%1\": %2"_s.arg(judge, canary::judge::judges().join(u", "_s)),
             u"--judge"_s},
            Usage);
    }
    const auto document = documentFrom(path);
    if (!document)
        return context.fail(document.error(), Usage);
    if (document->isArray())
        return judgeList(context, document->array(), judge);
    const auto vector = document->object();
    if (vector[u"vectors"].isArray())
        return judgeList(context, vector[u"vectors"].toArray(), judge);
    const auto answer = judged(vector, judge);
    if (!answer)
        return context.fail(answer.error(), Usage);
    context.print(
        context.json ? QString::fromUtf8(QJsonDocument(*answer).toJson(QJsonDocument::Compact))
                     : textOf(vector, *answer));
    return Ok;
}

/// Which of the three sources is asked for; another one's options make no sense beside it.
int runWish(const Context& context, const JudgeWish& wish)
{
    const auto judge = QString::fromStdString(wish.judge);
    const auto canary = QString::fromStdString(wish.journal);
    if (!wish.past.from.empty())
        return judgePast(context, wish.past, judge, wish.vector);
    if (canary.isEmpty() && wish.vector) {
        return context.fail(
            {ErrorCode::Malformed, u"--vector needs --from-journal ID or --from MOMENT"_s, u"--vector"_s}, Usage);
    }
    if (wish.vector)
        return printVector(context, canary);
    if (!canary.isEmpty())
        return judgeAgain(context, canary, judge);
    if (wish.file.empty()) {
        return context.fail(
            {ErrorCode::Malformed, u"FILE, --from-journal ID, or --stable, --canary and --from are needed"_s,
             u"FILE"_s},
            Usage);
    }
    return runJudge(context, QString::fromStdString(wish.file), judge);
}

void addPastOptions(CLI::App& command, PastWish& past, const std::vector<CLI::Option*>& others)
{
    auto* from = command.add_option("--from", past.from, "Begin of the past range: ISO 8601, or -2h");
    for (auto* other : others)
        from->excludes(other);
    const auto add = [&command, from](const char* name, std::string& into, const char* help) {
        auto* option = command.add_option(name, into, help);
        option->needs(from);
        return option;
    };
    from->needs(add("--stable", past.stable, "Labels of the stable arm, such as {job=\"shop\", version=\"1\"}"));
    from->needs(add("--canary", past.canary, "Labels of the arm that is judged"));
    from->needs(add("--registration", past.registration, "A penelope-service.json, whose metrics are asked for"));
    add("--to", past.to, "End of the past range; without it now");
    add("--step", past.step, "Between readings, best the scrape interval; without it 15s");
    add("--analysis", past.analysis, "Time of a step; without it the policy's default");
    add("--url", past.url, "Address of the Prometheus, instead of the configured one");
    command
        .add_option("--share", past.percent, "Percent of the requests on the canary; without it as they were counted")
        ->needs(from)
        ->check(CLI::Range(1, 99));
}

} // namespace

/// Recorded intervals, a canary of the journal or a past range of a Prometheus, and the numbers behind a verdict
/// (judge.md, "Vectors").
void addJudgeCommand(CLI::App& app, Context& context)
{
    const auto wish = std::make_shared<JudgeWish>();
    auto* command =
        group(app, "canary", "Canaries")
            ->add_subcommand("judge", "Judge recorded intervals, a canary or any past range, by one judge or all");
    auto* recorded = command->add_option("FILE", wish->file, "JSON: one vector, a list, or {vectors: […]}");
    command->add_option("--judge", wish->judge, "sequential, thresholds or mann_whitney; without it all, side by side");
    auto* written = command->add_option("--from-journal", wish->journal, "A canary of the journal in place of a file");
    written->excludes(recorded);
    command->add_flag("--vector", wish->vector, "Print the counts as a FILE for this command");
    addPastOptions(*command, wish->past, {recorded, written});
    command->callback([&context, wish] { context.run = [&context, wish] { return runWish(context, *wish); }; });
}

} // namespace penelope::ctl
