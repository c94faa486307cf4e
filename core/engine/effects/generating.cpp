#include "core/engine/effects/generating.h"

#include <QStringDecoder>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto ownTuner = "penelope-tuner"_L1;

std::optional<QString> utf8Text(const QByteArray& bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    QString text = decoder(bytes);
    if (decoder.hasError() || text.contains(QChar(u'\0')))
        return std::nullopt;
    return text;
}

Json questionFor(const GeneratorOrder& order)
{
    Json files;
    for (const auto& file : order.files) {
        if (const auto text = utf8Text(file.bytes))
            files.set(file.path, Json{*text});
    }
    auto service = patch::toJson(order.registration);
    // Where things lie on this machine is nobody's business in there.
    for (const auto& member : {u"folder"_s, u"repository"_s, u"coverage"_s, u"remedies"_s, u"router"_s})
        service.remove(member);
    auto question = Json::object(
        {{u"format"_s, Json{1}},
         {u"anomaly"_s, order.anomaly},
         {u"diagnosis"_s, order.diagnosis},
         {u"service"_s, service},
         {u"files"_s, files},
         {u"limit_ms"_s, Json{static_cast<qint64>(order.registration.generator.limit.count())}}});
    if (!order.leftOut.isEmpty())
        question.set(u"files_left_out"_s, Json{order.leftOut});
    return question;
}

/// One line of what it printed on its way down, as far as it can be shown.
QString lastWords(const QString& logTail)
{
    constexpr qsizetype shown = 200;
    const auto lines = logTail.trimmed().split(u'\n');
    QString line = lines.back().trimmed().right(shown);
    for (auto& letter : line) {
        if (!patch::oddLetterIn(letter, false).isEmpty())
            letter = u'?';
    }
    return line.isEmpty() ? line : u": "_s + line;
}

} // namespace

Json anomalyForGenerator(const sophia::Anomaly& anomaly)
{
    Json metrics;
    for (const auto& [name, value] : anomaly.metrics)
        metrics.set(name, value);
    Json context;
    for (const auto& [name, value] : anomaly.context)
        context.set(name, Json{value});
    return Json::object(
        {{u"id"_s, Json{anomaly.id.value()}},
         {u"type"_s, Json{anomaly.type}},
         {u"service"_s, Json{anomaly.service.value()}},
         {u"severity"_s, Json{toWord(anomaly.severity)}},
         {u"starts_at"_s, Json{toMs(anomaly.startsAt)}},
         {u"metrics"_s, metrics},
         {u"context"_s, context}});
}

Json diagnosisForGenerator(const sophia::Anomaly& anomaly)
{
    if (!anomaly.diagnosis)
        return {};
    return Json::object(
        {{u"cause"_s,
          Json::object({{u"code"_s, Json{anomaly.diagnosis->causeCode}}, {u"args"_s, anomaly.diagnosis->causeArgs}})},
         {u"confidence"_s, Json{anomaly.diagnosis->confidence}},
         {u"evidence"_s, Json{anomaly.diagnosis->evidence}},
         {u"unknown"_s, jsonList(anomaly.diagnosis->unknown)}});
}

RepositoryHistory::Wanted filesForGenerator()
{
    return {
        .path = [](const QString&) { return true; },
        .files = 500,
        .fileBytes = qint64{64} * 1024,
        .bytes = qint64{2} * 1024 * 1024};
}

Result<Sandbox::Job> generatorJob(const Settings& settings, const GeneratorOrder& order)
{
    constexpr qint64 mebibyte = qint64{1024} * 1024;
    const auto& generator = order.registration.generator;
    Sandbox::Job job;
    job.argv = substitute(generator.command, u"/work"_s, {}, {});
    if (job.argv.front() == ownTuner) {
        if (settings.tuner.isEmpty())
            return failure(ErrorCode::Unsupported, u"%1 is not installed"_s.arg(ownTuner));
        job.argv.front() = u"/tools/"_s + ownTuner;
        job.tools = {settings.tuner};
        // It starts the service, which needs what it needs in the twin.
        job.readable = order.registration.twin.reads;
    }
    job.tree = order.tree;
    job.readable += generator.reads;
    job.network = generator.network;
    job.input = toJsonText(questionFor(order));
    job.limits.time = generator.limit;
    job.limits.processor = generator.limit;
    job.limits.outputBytes = patch::mostGeneratorOutput;
    job.limits.diskBytes = 512 * mebibyte;
    return job;
}

Result<patch::GeneratorAnswer>
generatorAnswer(const Result<Sandbox::Outcome>& outcome, const patch::GeneratorSpec& generator)
{
    const auto none = [&](const QString& why) { return failure(ErrorCode::Refused, why); };
    if (!outcome)
        return Failure{outcome.error()};
    switch (outcome->ending) {
    case Sandbox::Ending::Exited:
        if (outcome->code != 0)
            return none(u"it ended with exit code %1%2"_s.arg(outcome->code).arg(lastWords(outcome->logTail)));
        return patch::answerFrom(outcome->output);
    case Sandbox::Ending::Signalled:
        return none(u"it died of signal %1%2"_s.arg(outcome->code).arg(lastWords(outcome->logTail)));
    case Sandbox::Ending::TimedOut:
        return none(u"it was ended after %1 s without an answer"_s.arg(
            std::chrono::ceil<std::chrono::seconds>(generator.limit).count()));
    case Sandbox::Ending::TooMuchOutput: return none(u"it printed more than 1 MiB"_s);
    case Sandbox::Ending::TooMuchDisk: return none(u"it wrote without end"_s);
    case Sandbox::Ending::TooMuchMemory: return none(u"it took more memory than it may"_s);
    case Sandbox::Ending::Cancelled: return none(u"it is no longer wanted"_s);
    }
    Q_UNREACHABLE();
}

} // namespace penelope::engine
