#include "app/ctl/commands.h"
#include "app/ctl/corecall.h"
#include "core/adapters/openmetrics/exposition.h"

#include <CLI/CLI.hpp>

#include <cstdio>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

int showMetrics(const Context& context)
{
    const auto answer = readView(context, u"metrics"_s);
    if (!answer)
        return context.fail(answer.error());
    if (context.json) {
        context.print(answer->result);
        return Ok;
    }
    // Without process_*: they would be this command's own.
    const auto families = metrics::familiesFromJson(answer->result[u"items"]);
    if (!families)
        return context.fail(families.error());
    const auto text = openmetrics::exposition(*families);
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), stdout);
    std::fflush(stdout);
    return Ok;
}

} // namespace

void addMetricsCommand(CLI::App& app, Context& context)
{
    app.add_subcommand("metrics", "The exported metrics as Prometheus would scrape them")->callback([&context] {
        context.run = [&context] { return showMetrics(context); };
    });
}

} // namespace penelope::ctl
