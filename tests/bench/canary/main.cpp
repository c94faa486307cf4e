// The tables of judge.md measured anew, with a new seed each time: false rollbacks of healthy canaries, delays to the
// rollback of sick ones, cover of the interval, certification at the limit, cost. JSON goes to build/bench.
#include "core/base/json.h"
#include "tests/bench/canary/rivals.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <numeric>

using namespace penelope;
using namespace penelope::bench;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Options
{
    int canaries = 250;
    std::uint64_t seed = std::random_device{}();
    QString folder; ///< where the report goes
};

std::vector<World> healthyWorlds()
{
    return {
        {.name = "200 rps", .rps = 200},
        {.name = "2 rps", .rps = 2},
        {.name = "20 rps, 1.5 %", .rps = 20, .rate = 0.015},
        {.name = "outage in both arms", .outage = 0.2},
        {.name = "bursts of 4", .burst = 4},
        {.name = "bursts of 15", .burst = 15},
        {.name = "shared drift", .drift = true},
        {.name = "500 rps, bursts of 4 + drift", .rps = 500, .burst = 4, .drift = true},
        {.name = "latency 20 rps", .rps = 20, .isLatency = true},
        {.name = "latency 20 rps, p99 near an edge", .rps = 20, .isLatency = true, .median = 0.12, .slow = 0.001},
    };
}

/// Worlds for ours alone: what blocks, caps, scales and warm-up are for.
std::vector<World> furtherWorlds()
{
    std::vector<World> worlds;
    for (const double rps : {50.0, 200.0, 1000.0}) {
        for (const double offset : {5.0, 10.0, 15.0, -10.0}) {
            worlds.push_back(
                {.name = "outage 30 %, canary " + std::to_string(static_cast<int>(offset)) + " s before, " +
                         std::to_string(static_cast<int>(rps)) + " rps",
                 .rps = rps,
                 .outage = 0.3,
                 .offset = offset});
        }
    }
    worlds.push_back({.name = "outage 5 %, 10 s before, 1000 rps", .rps = 1000, .outage = 0.05, .offset = 10});
    worlds.push_back({.name = "no history: bursts of 4", .burst = 4, .history = false});
    worlds.push_back({.name = "no history: bursts of 15", .burst = 15, .history = false});
    for (const double spread : {2.0, 5.0, 20.0}) {
        worlds.push_back(
            {.name = "negative binomial " + std::to_string(static_cast<int>(spread)) + ", 50 rps",
             .overdispersion = spread});
    }
    worlds.push_back({.name = "negative binomial 20, 200 rps", .rps = 200, .overdispersion = 20});
    worlds.push_back({.name = "ratio 1.25, 5000 rps", .rps = 5000, .canaryRate = 0.00625});
    worlds.push_back({.name = "ratio 1.25 near the limit, 200 rps", .rps = 200, .rate = 0.015, .canaryRate = 0.01875});
    worlds.push_back({.name = "no failures at all", .rate = 0});
    worlds.push_back({.name = "failures 5x for 2 min, warm-up 120 s", .canaryRate = 0.025, .until = 2, .warmUp = 120});
    return worlds;
}

/// Four hours instead of 45 minutes: however long one looks, a healthy canary must not be rolled back.
std::vector<World> longWorlds()
{
    std::vector<World> worlds;
    for (const auto& world : healthyWorlds()) {
        if (world.rps <= 50)
            worlds.push_back(world);
    }
    worlds.push_back({.name = "negative binomial 20, 50 rps", .overdispersion = 20});
    worlds.push_back({.name = "ratio 1.25, 5 rps", .rps = 5, .canaryRate = 0.00625});
    worlds.push_back({.name = "ratio 1.25, 50 rps", .canaryRate = 0.00625});
    for (auto& world : worlds) {
        world.name = "4 h: " + world.name;
        world.intervals = 960;
    }
    return worlds;
}

struct Sick
{
    World world;
    double median;       ///< minutes, of judge.md's table
    bool isLate = false; ///< must be caught in 99.5 %
};

std::vector<Sick> sickWorlds()
{
    return {
        {{.name = "50 rps 0.5 to 5 %", .canaryRate = 0.05}, 1.5},
        {{.name = "50 rps 0.5 to 2.5 %", .canaryRate = 0.025}, 3.25},
        {{.name = "200 rps 0.1 to 0.4 %", .rps = 200, .rate = 0.001, .canaryRate = 0.004}, 5.5},
        {{.name = "5 rps 0.5 to 50 %", .rps = 5, .canaryRate = 0.5}, 1},
        {{.name = "leak, 4 % from minute 20", .canaryRate = 0.04, .from = 20}, 1.75, true},
        {{.name = "2 rps 0.5 to 6 %", .rps = 2, .canaryRate = 0.06}, 11.25},
        {{.name = "50 rps 0.5 to 2.5 %, bursts of 4", .canaryRate = 0.025, .burst = 4}, 10.25},
        {{.name = "20 rps, slow requests 0.4 to 4 %", .rps = 20, .isLatency = true, .slow = 0.004, .canarySlow = 0.04},
         5},
        {{.name = "20 rps, slow requests 0.4 to 1.5 %",
          .rps = 20,
          .isLatency = true,
          .slow = 0.004,
          .canarySlow = 0.015},
         18.25},
        {{.name = "leak, 4 % from minute 42", .canaryRate = 0.04, .from = 42}, 1.75, true},
        {{.name = "500 rps 0.5 to 1.5 % from minute 20", .rps = 500, .canaryRate = 0.015, .from = 20}, 2, true},
        {{.name = "10 rps 0.5 to 2.5 %", .rps = 10, .canaryRate = 0.025}, 11.25},
        {{.name = "2 rps 0.5 to 10 %", .rps = 2, .canaryRate = 0.1}, 6.25},
        {{.name = "200 rps 0.5 to 100 %", .rps = 200, .canaryRate = 1}, 1},
    };
}

double median(std::vector<double> values)
{
    if (values.empty())
        return std::numeric_limits<double>::infinity();
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Of this thread alone: a busy machine does not make the work more.
double processorUs()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

double percentOf(int count, int all)
{
    return 100.0 * count / all;
}

/// Above 1 % by more than chance: the bar is 1 %, a row of a few hundred canaries has a standard error of its own.
bool isTooMany(int count, int all)
{
    return count > 0.01 * all + 2.6 * std::sqrt(0.01 * 0.99 * all);
}

class Bench
{
public:
    explicit Bench(const Options& options)
        : m_options(options)
        , m_random(options.seed)
    {}

    void falseRollbacks(const QString& table, const std::vector<World>& worlds, bool rivals)
    {
        Json rows = Json::array();
        for (const auto& world : worlds) {
            std::map<std::string, int> counts;
            for (int run = 0; run < m_options.canaries; ++run) {
                for (const auto& [name, at] : judgeLife(live(world, m_random), rivals))
                    ++counts[name];
            }
            Json row = Json::object({{u"world"_s, QString::fromStdString(world.name)}});
            std::printf("%-46s", world.name.c_str());
            for (const auto& name : judgeNames()) {
                if (!rivals && name != "ours")
                    continue;
                const double percent = percentOf(counts[name], m_options.canaries);
                row.set(QString::fromStdString(name), Json{percent});
                std::printf(" %s %.1f", name.c_str(), percent);
            }
            check(!isTooMany(counts["ours"], m_options.canaries), world.name + ": more than 1 % rolled back");
            rows.append(std::move(row));
            std::printf("\n");
            std::fflush(stdout);
        }
        m_report.set(table, std::move(rows));
    }

    void delays()
    {
        Json rows = Json::array();
        for (auto sick : sickWorlds()) {
            Json row = Json::object({{u"world"_s, QString::fromStdString(sick.world.name)}});
            const auto [minutes, caught] = delayOf(sick.world, row, true);
            sick.world.silentSecond = true;
            Json second = Json::object({});
            const auto [withSecond, caughtSecond] = delayOf(sick.world, second, false);
            row.set(u"ours_two_metrics"_s, Json{withSecond});
            std::printf(
                "%-46s ours %.2f min (%.1f %%), two metrics %.2f min (%.1f %%); table %.2f\n", sick.world.name.c_str(),
                minutes, caught, withSecond, caughtSecond, sick.median);
            std::fflush(stdout);
            check(minutes <= sick.median * 1.2 + 0.25 + 1e-9, sick.world.name + ": slower than the bar");
            check(!sick.isLate || caught >= 99.5, sick.world.name + ": late regressions missed");
            rows.append(std::move(row));
        }
        m_report.set(u"delays"_s, std::move(rows));
    }

    /// A constant ratio at all looks together.
    void cover()
    {
        const auto setup = canary::judge::ratioSetup();
        Json rows = Json::array();
        for (const double ratio : {1.0, 4.0}) {
            int covered = 0;
            for (int run = 0; run < m_options.canaries; ++run)
                covered += isCovered(ratio, setup) ? 1 : 0;
            const double percent = percentOf(covered, m_options.canaries);
            std::printf("95 %% interval, ratio %.0f: covers at all looks in %.1f %%\n", ratio, percent);
            check(percent >= 95 - 2.6 * std::sqrt(95.0 * 5 / m_options.canaries), "the interval covers too seldom");
            rows.append(Json::object({{u"ratio"_s, ratio}, {u"covered_percent"_s, percent}}));
        }
        m_report.set(u"cover"_s, std::move(rows));
    }

    /// A canary exactly at the limit must not be certified in more than 5 % of its steps.
    void certification()
    {
        using canary::judge::RateGrid;
        const auto grid = RateGrid::below(0.02);
        int certified = 0;
        for (int run = 0; run < m_options.canaries; ++run) {
            std::vector<double> logs(grid.size(), 0);
            bool safe = false;
            for (int step = 0; step < 1000 && !safe; ++step) {
                const double failed = std::binomial_distribution<int>(10, 0.02)(m_random);
                for (std::size_t k = 0; k < grid.size(); ++k)
                    logs[k] += grid.factor(k, {10, failed});
                safe = canary::judge::logMean(logs) >= std::log(canary::judge::safeLine);
            }
            certified += safe ? 1 : 0;
        }
        const double percent = percentOf(certified, m_options.canaries);
        std::printf("at the limit: certified in %.1f %%\n", percent);
        check(percent <= 5 + 2.6 * std::sqrt(5.0 * 95 / m_options.canaries), "certified too often at the limit");
        m_report.set(u"certified_at_limit_percent"_s, Json{percent});
    }

    /// 3 metrics of 20 buckets, 240 intervals.
    void cost()
    {
        canary::judge::Setup setup;
        std::vector<double> edges;
        for (int edge = 0; edge < 19; ++edge)
            edges.push_back(0.1 * (edge + 1));
        edges.push_back(std::numeric_limits<double>::infinity());
        canary::judge::History history;
        const auto counts = [&](double mean) {
            canary::Counts drawn;
            for (std::size_t edge = 0; edge < edges.size(); ++edge) {
                drawn.n += static_cast<double>(std::poisson_distribution<int>(mean / 20)(m_random));
                drawn.buckets.push_back(drawn.n);
            }
            return drawn;
        };
        for (int before = 0; before < 240; ++before)
            canary::judge::push(history, counts(700), edges);
        for (const auto* name : {"a", "b", "c"}) {
            setup.metrics.push_back(
                {.name = QString::fromLatin1(name),
                 .isQuantile = true,
                 .limit = 0.01,
                 .latency = 0.5,
                 .critical = true,
                 .weight = 1});
        }
        auto state = canary::judge::begin(setup, {history, history, history});
        std::vector<canary::judge::Seen> seen(240);
        for (auto& one : seen) {
            one.weight = 10;
            one.span = setup.scrape;
            const canary::MetricCounts both{counts(700), counts(70), edges};
            one.counts = {both, both, both};
        }
        double opening = 0;
        double total = 0;
        for (const auto& one : seen) {
            const double before = processorUs();
            canary::judge::take(state, one);
            m_kept += canary::judge::rule(state).logCompare;
            const double took = processorUs() - before;
            opening = std::max(opening, took);
            total += took;
        }
        std::printf(
            "cost: a canary %.2f ms, a scrape %.1f us on average, %.1f us at most\n", total / 1000, total / 240,
            opening);
        m_report.set(
            u"cost"_s,
            Json::object({{u"canary_ms"_s, total / 1000}, {u"scrape_us"_s, total / 240}, {u"most_us"_s, opening}}));
    }

    int finish()
    {
        m_report.set(u"seed"_s, Json{QString::number(m_options.seed)});
        m_report.set(u"canaries"_s, Json{m_options.canaries});
        m_report.set(u"broken"_s, jsonList(m_broken));
        QFile file(m_options.folder + u"/canary_judge.json"_s);
        if (file.open(QIODevice::WriteOnly))
            file.write(toJsonText(m_report, true));
        std::printf("seed %s, %s written\n", qPrintable(QString::number(m_options.seed)), qPrintable(file.fileName()));
        for (const auto& text : m_broken)
            std::printf("BROKEN %s\n", qPrintable(text));
        return m_broken.isEmpty() ? 0 : 1;
    }

private:
    void check(bool held, const std::string& text)
    {
        if (!held)
            m_broken.append(QString::fromStdString(text));
    }

    /// Minutes from the fault, and the share caught in percent; rivals' medians go into the row.
    std::pair<double, double> delayOf(const World& world, Json& row, bool rivals)
    {
        std::map<std::string, std::vector<double>> minutes;
        for (int run = 0; run < m_options.canaries; ++run) {
            for (const auto& [name, at] : judgeLife(live(world, m_random), rivals))
                minutes[name].push_back((at + 1) * scrape / 60 - world.from);
        }
        for (const auto& [name, all] : minutes) {
            row.set(QString::fromStdString(name), Json{median(all)});
            row.set(
                QString::fromStdString(name + "_caught"),
                Json{percentOf(static_cast<int>(all.size()), m_options.canaries)});
        }
        const auto& ours = minutes["ours"];
        return {median(ours), percentOf(static_cast<int>(ours.size()), m_options.canaries)};
    }

    bool isCovered(double ratio, const canary::judge::SequenceSetup& setup)
    {
        std::vector<double> logs(setup.points.size(), 0);
        bool any = false;
        for (int j = 0; j < intervals; ++j) {
            const double share = weightAt(j) / 100.0;
            const double a = 750 * (1 - share);
            const double b = 750 * share;
            const double failedA = std::poisson_distribution<int>(a * 0.005)(m_random);
            const double failedB = std::poisson_distribution<int>(b * 0.005 * ratio)(m_random);
            any = any || failedA + failedB > 0;
            for (std::size_t k = 0; k < logs.size(); ++k) {
                const double odds = setup.points[k] * b / a;
                logs[k] -= failedB * std::log1p(1 / odds) + failedA * std::log1p(odds);
            }
            const auto found = canary::judge::sequenceOf(setup.points, logs, setup.alpha);
            // The grid is 2 % wide: a point beside the truth covers it.
            if (any && (found.low > ratio * 1.02 || found.high < ratio / 1.02))
                return false;
        }
        return true;
    }

    Options m_options;
    std::mt19937_64 m_random;
    Json m_report;
    QStringList m_broken;
    double m_kept = 0; ///< so that nothing measured is left out by the compiler
};

Options optionsFrom(const QStringList& arguments)
{
    Options options;
    for (const auto& argument : arguments) {
        if (argument == "--full"_L1)
            options.canaries = 2000;
        else if (argument.startsWith("--canaries="_L1))
            options.canaries = std::max(1, argument.mid(11).toInt());
        else if (argument.startsWith("--seed="_L1))
            options.seed = argument.mid(7).toULongLong();
    }
    return options;
}

} // namespace

int main(int argc, char** argv)
{
    QStringList arguments;
    for (int index = 1; index < argc; ++index)
        arguments.append(QString::fromLocal8Bit(argv[index]));
    auto options = optionsFrom(arguments);
    options.folder = QFileInfo(QString::fromLocal8Bit(argv[0])).absolutePath();
    Bench bench(options);
    bench.cost();
    bench.falseRollbacks(u"false_rollbacks"_s, healthyWorlds(), true);
    bench.falseRollbacks(u"further_worlds"_s, furtherWorlds(), false);
    bench.falseRollbacks(u"long_worlds"_s, longWorlds(), false);
    bench.delays();
    bench.cover();
    bench.certification();
    return bench.finish();
}
