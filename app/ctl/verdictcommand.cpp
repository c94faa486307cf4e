#include "app/ctl/commands.h"
#include "app/ctl/context.h"
#include "app/ctl/group.h"
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
        const auto answer = judging::judgeIntervals(vector, name);
        if (!answer)
            return answer;
        all.append(*answer);
    }
    auto first = all.first().toObject();
    first.insert(u"judges"_s, all);
    return first;
}

/// "OBSERVE/9 ×60": a run of equal verdicts is one entry.
QString runsOf(const QJsonArray& verdicts)
{
    QStringList runs;
    for (qsizetype begin = 0; begin < verdicts.size();) {
        qsizetype end = begin;
        while (end < verdicts.size() && verdicts.at(end) == verdicts.at(begin))
            ++end;
        runs.append(
            end - begin > 1 ? u"%1 ×%2"_s.arg(verdicts.at(begin).toString()).arg(end - begin)
                            : verdicts.at(begin).toString());
        begin = end;
    }
    return runs.isEmpty() ? u"no interval"_s : runs.join(u", "_s);
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
        lines.append(u"  %1: %2"_s.arg(each[u"judge"].toString(), -12).arg(runsOf(each[u"verdicts"].toArray())));
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

} // namespace

/// Recorded intervals, and the numbers behind a verdict, without a journal (judge.md, "Vectors").
void addJudgeCommand(CLI::App& app, Context& context)
{
    const auto file = std::make_shared<std::string>();
    const auto judge = std::make_shared<std::string>();
    const auto canary = std::make_shared<std::string>();
    const auto vector = std::make_shared<bool>(false);
    auto* command =
        group(app, "canary", "Canaries")->add_subcommand("judge", "Judge recorded intervals, by one judge or all");
    auto* recorded = command->add_option("FILE", *file, "JSON: one vector, a list, or {vectors: […]}");
    command->add_option("--judge", *judge, "sequential, thresholds or mann_whitney; without it all, side by side");
    auto* written = command->add_option("--from-journal", *canary, "A canary of the journal in place of a file");
    written->excludes(recorded);
    command->add_flag("--vector", *vector, "Print the canary's counts as a FILE for this command")->needs(written);
    command->callback([&context, file, judge, canary, vector] {
        context.run = [&context, file, judge, canary, vector] {
            const auto name = QString::fromStdString(*judge);
            if (*vector)
                return printVector(context, QString::fromStdString(*canary));
            if (!canary->empty())
                return judgeAgain(context, QString::fromStdString(*canary), name);
            if (file->empty())
                return context.fail({ErrorCode::Malformed, u"FILE or --from-journal ID is needed"_s, u"FILE"_s}, Usage);
            return runJudge(context, QString::fromStdString(*file), name);
        };
    });
}

} // namespace penelope::ctl
