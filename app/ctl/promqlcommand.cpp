#include "app/ctl/promqlcommand.h"

#include "app/ctl/commands.h"
#include "app/ctl/context.h"
#include "app/endpoint.h"
#include "core/adapters/system/systemclock.h"

#include <QEventLoop>

#include <CLI/CLI.hpp>

#include <memory>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

QByteArray joined(const QByteArrayList& parts)
{
    return '[' + parts.join(',') + ']';
}

QString typeWord(prometheus::ResultType type)
{
    switch (type) {
    case prometheus::ResultType::Vector: return u"vector"_s;
    case prometheus::ResultType::Matrix: return u"matrix"_s;
    case prometheus::ResultType::Scalar: return u"scalar"_s;
    case prometheus::ResultType::String: return u"string"_s;
    }
    Q_UNREACHABLE();
}

QByteArray sampleDocument(const prometheus::Sample& sample)
{
    return joined(
        {QByteArray::number(toMs(sample.at)), sample.value ? canonical::number(*sample.value) : QByteArray("null"),
         toJsonText(Json{QString::fromUtf8(prometheus::written(sample))})});
}

QByteArray seriesDocument(const prometheus::Series& series)
{
    Json labels;
    for (const auto& [name, value] : series.labels)
        labels.set(name, Json{value});
    QByteArrayList samples;
    for (const auto& sample : series.samples)
        samples.append(sampleDocument(sample));
    return R"({"labels":)" + toJsonText(labels) + R"(,"samples":)" + joined(samples) + '}';
}

Result<prometheus::Answer> ask(const prometheus::Endpoint& endpoint, const QString& query)
{
    const system::SystemClock clock;
    prometheus::PrometheusClient client(endpoint, clock);
    Result<prometheus::Answer> answer;
    QEventLoop loop;
    client.query(query, [&answer, &loop](Result<prometheus::Answer> result) {
        answer = std::move(result);
        loop.quit();
    });
    loop.exec();
    return answer;
}

int runPromql(const Context& context, const std::string& query, const std::string& url)
{
    const auto endpoint = endpointFor(context, QString::fromStdString(url));
    if (!endpoint)
        return context.fail(endpoint.error(), Usage);
    const auto answer = ask(*endpoint, QString::fromStdString(query));
    if (!answer)
        return context.fail(answer.error(), answer.error().code == ErrorCode::Unavailable ? Unreachable : Refused);
    context.print(context.json ? QString::fromUtf8(promqlDocument(*answer)) : promqlText(*answer));
    return Ok;
}

} // namespace

Result<prometheus::Endpoint> endpointFor(const Context& context, const QString& url)
{
    if (!url.isEmpty()) {
        config::Prometheus source;
        source.url = url;
        return endpointOf(u"url"_s, source);
    }
    const auto file = context.config.isEmpty() ? std::nullopt : std::optional(context.config);
    const auto config = config::load(config::surroundings(file));
    if (!config)
        return Failure{config.error()};
    const auto& known = config->prometheus;
    const auto at = known.size() == 1 ? known.begin() : known.find(u"main"_s);
    if (at == known.end())
        return failure(ErrorCode::NotFound, u"the configuration names no Prometheus to ask: give --url"_s);
    return endpointOf(at->first, at->second);
}

QByteArray promqlDocument(const prometheus::Answer& answer)
{
    QByteArrayList series;
    for (const auto& each : answer.series)
        series.append(seriesDocument(each));
    return R"({"status":"success","result_type":)" + toJsonText(Json{typeWord(answer.type)}) + R"(,"series":)" +
           joined(series) + R"(,"warnings":)" + toJsonText(jsonList(answer.warnings)) + R"(,"unknown":)" +
           toJsonText(jsonList(answer.unknown)) + '}';
}

QString promqlText(const prometheus::Answer& answer)
{
    QStringList lines;
    for (const auto& series : answer.series) {
        QStringList labels;
        for (const auto& [name, value] : series.labels)
            labels.append(name + u'=' + QString::fromUtf8(toJsonText(Json{value})));
        for (const auto& sample : series.samples)
            lines.append(u"{%1}  %2  %3"_s.arg(
                labels.join(u", "_s), toIso(sample.at), QString::fromUtf8(prometheus::written(sample))));
    }
    if (lines.isEmpty())
        lines.append(u"no series"_s);
    for (const auto& name : answer.unknown)
        lines.append(u"unknown: %1"_s.arg(name));
    for (const auto& warning : answer.warnings)
        lines.append(u"warning: %1"_s.arg(warning));
    return lines.join(u'\n');
}

/// Without --url it asks the configured Prometheus called main, or the only one. Exit codes: 0, 1 for an answer that is
/// no evidence, 2 without an address, 3 unreachable.
void addPromqlCommand(CLI::App& app, Context& context)
{
    auto* command = app.add_subcommand("promql", "Ask a Prometheus one instant query");
    const auto query = std::make_shared<std::string>();
    const auto url = std::make_shared<std::string>();
    command->add_option("query", *query, "The expression")->required();
    command->add_option("--url", *url, "Address of the Prometheus, instead of the configured one");
    command->callback(
        [&context, query, url] { context.run = [&context, query, url] { return runPromql(context, *query, *url); }; });
}

} // namespace penelope::ctl
