#include "tests/bench/rounds.h"

#include "core/adapters/system/vectorregisters.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSysInfo>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <ctime>

#include <sched.h>

namespace penelope::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

/// As the programs begin.
[[gnu::constructor]] void begin()
{
    system::keepVectorRegistersClean();
}

constexpr int few = 5;
constexpr double tooWide = 0.15;

/// Processor time: what others do on the machine meanwhile is not the work's cost. Where the work is done by another
/// process only the time that passes is left.
clockid_t clockOf(const Row& row)
{
    if (row.waits)
        return CLOCK_MONOTONIC;
    return row.allThreads ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_THREAD_CPUTIME_ID;
}

double timeOn(clockid_t clock)
{
    timespec now{};
    clock_gettime(clock, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

double microseconds(const std::function<void()>& work, clockid_t clock)
{
    const double began = timeOn(clock);
    work();
    return timeOn(clock) - began;
}

double quantile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values[std::min(values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

struct Samples
{
    std::vector<double> baseline; ///< one a round
    std::vector<double> measured; ///< every call
    std::vector<double> ratios;   ///< one a round
};

Samples sample(const Row& row)
{
    Samples samples;
    const auto clock = clockOf(row);
    for (int round = row.rounds <= few ? -1 : -2; round < row.rounds; ++round) {
        if (row.beforeBase)
            row.beforeBase();
        const double baseline = microseconds(row.baseline, clock);
        std::vector<double> calls;
        for (int call = 0; call < row.perRound; ++call) {
            if (row.before)
                row.before();
            calls.push_back(microseconds(row.measured, clock));
        }
        if (round < 0)
            continue;
        samples.baseline.push_back(baseline);
        samples.ratios.push_back(quantile(calls, 0.5) / baseline);
        samples.measured.insert(samples.measured.end(), calls.begin(), calls.end());
    }
    return samples;
}

Json report(const Row& row, const Samples& samples, bool pass)
{
    const double ratio = quantile(samples.ratios, 0.5);
    const double spread = (quantile(samples.ratios, 0.75) - quantile(samples.ratios, 0.25)) / ratio;
    return Json::object(
        {{u"work"_s, row.work},
         {u"against"_s, row.against},
         {u"baseline_us"_s, quantile(samples.baseline, 0.5)},
         {u"median_us"_s, quantile(samples.measured, 0.5)},
         {u"p95_us"_s, quantile(samples.measured, 0.95)},
         {u"p99_us"_s, quantile(samples.measured, 0.99)},
         {u"samples"_s, static_cast<int>(samples.measured.size())},
         {u"ratio"_s, ratio},
         {u"spread"_s, spread},
         {u"ratio_budget"_s, row.ratioBudget ? std::optional{Json{*row.ratioBudget}} : std::nullopt},
         {u"p99_budget_us"_s, row.p99BudgetUs ? std::optional{Json{*row.p99BudgetUs}} : std::nullopt},
         {u"p95_budget_us"_s, row.p95BudgetUs ? std::optional{Json{*row.p95BudgetUs}} : std::nullopt},
         {u"pass"_s, pass},
         {u"conclusive"_s, spread <= tooWide}});
}

QString processor()
{
    QFile file(u"/proc/cpuinfo"_s);
    if (!file.open(QIODevice::ReadOnly))
        return QSysInfo::currentCpuArchitecture();
    for (const auto& line : file.readAll().split('\n')) {
        if (line.startsWith("model name"))
            return QString::fromUtf8(line.mid(line.indexOf(':') + 1).trimmed());
    }
    return QSysInfo::currentCpuArchitecture();
}

void save(const QString& name, Json rows)
{
    const auto document = Json::object(
        {{u"name"_s, name},
         {u"version"_s, QStringLiteral(PENELOPE_VERSION)},
         {u"cpu"_s, processor()},
         {u"qt"_s, QString::fromLatin1(qVersion())},
         {u"compiler"_s, QStringLiteral(__VERSION__)},
         {u"rows"_s, std::move(rows)}});
    QFile file(QCoreApplication::applicationDirPath() + u'/' + name + u".json"_s);
    if (!file.open(QIODevice::WriteOnly) || file.write(toJsonText(document, true)) < 0)
        std::fprintf(stderr, "%s: %s\n", qPrintable(file.fileName()), qPrintable(file.errorString()));
}

} // namespace

void useAllProcessors()
{
    cpu_set_t all;
    std::memset(&all, 0xFF, sizeof all);
    sched_setaffinity(0, sizeof all, &all);
}

int report(const QString& name, const std::vector<Amount>& amounts)
{
    auto list = Json::array();
    bool all = true;
    for (const auto& amount : amounts) {
        const bool fits = amount.measured <= amount.budget;
        all = all && fits;
        std::printf(
            "%-58s baseline %10.2f     median %9.2f %-8s budget %12.2f  %s\n", qPrintable(amount.work), amount.baseline,
            amount.measured, qPrintable(amount.unit), amount.budget, fits ? "ok" : "over budget");
        list.append(Json::object(
            {{u"work"_s, amount.work},
             {u"against"_s, amount.against},
             {u"unit"_s, amount.unit},
             {u"baseline"_s, amount.baseline},
             {u"measured"_s, amount.measured},
             {u"budget"_s, amount.budget},
             {u"pass"_s, fits}}));
    }
    save(name, std::move(list));
    return all ? 0 : 1;
}

int run(const QString& name, const std::vector<Row>& rows)
{
    auto list = Json::array();
    bool all = true;
    const auto wanted = qEnvironmentVariable("PENELOPE_BENCH_ROWS");
    for (const auto& row : rows) {
        if (!row.work.contains(wanted))
            continue;
        const auto samples = sample(row);
        const bool ratioFits = !row.ratioBudget || quantile(samples.ratios, 0.5) <= *row.ratioBudget;
        const bool timeFits = (!row.p99BudgetUs || quantile(samples.measured, 0.99) <= *row.p99BudgetUs) &&
                              (!row.p95BudgetUs || quantile(samples.measured, 0.95) <= *row.p95BudgetUs);
        all = all && ratioFits && timeFits;
        const auto line = report(row, samples, ratioFits && timeFits);
        std::printf(
            "%-58s baseline %10.1f us  median %9.1f us  p99 %9.1f us  ratio %8.4f  %s\n", qPrintable(row.work),
            line[u"baseline_us"].toDouble(), line[u"median_us"].toDouble(), line[u"p99_us"].toDouble(),
            line[u"ratio"].toDouble(), ratioFits && timeFits ? "ok" : "over budget");
        list.append(line);
    }
    save(name, std::move(list));
    return all ? 0 : 1;
}

} // namespace penelope::bench
