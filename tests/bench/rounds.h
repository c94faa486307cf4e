#pragma once

#include "core/base/json.h"

#include <QString>

#include <functional>
#include <vector>

/// Work measured against a baseline of the same run (performance.md, "Rules for benches").
namespace penelope::bench {

/// Keeps a result alive, so that the compiler cannot leave the work out.
template <typename T> void keep(const T& value)
{
    asm volatile("" : : "r,m"(&value) : "memory");
}

/// Where this process was kept to some of the machine's processors, for work that is measured on more than one. Threads
/// that begin afterwards may use them too.
void useAllProcessors();

struct Row
{
    QString work;
    QString against;
    std::function<void()> baseline;
    std::function<void()> measured;
    int perRound = 1;                       ///< how often `measured` is called and timed in one round
    std::optional<double> ratioBudget = {}; ///< of the medians
    std::optional<double> p99BudgetUs = {}; ///< of single calls
    std::optional<double> p95BudgetUs = {}; ///< of single calls
    std::function<void()> before = {};      ///< each call of `measured`; not timed
    std::function<void()> beforeBase = {};  ///< each call of `baseline`; not timed
    bool waits = false;                     ///< on other processes or the disk: real time counts, not this thread's own
    bool allThreads = false;                ///< their time counts, not this thread's alone
    int rounds = 11;                        ///< that count; before them two are discarded, one of few
};

/// Something that is no time: memory, wake-ups. Already measured.
struct Amount
{
    QString work;
    QString against;
    QString unit;
    double baseline = 0;
    double measured = 0;
    double budget = 0; ///< of `measured`, absolute
};

/// Prints one line each and leaves `build/bench/NAME.json`. The exit code: 0 = within budget.
int report(const QString& name, const std::vector<Amount>& amounts);

/// Runs the rows, A B A B …, prints one line each and leaves `build/bench/NAME.json`. The exit code: 0 = within budget.
/// With PENELOPE_BENCH_ROWS only those whose work contains that text.
int run(const QString& name, const std::vector<Row>& rows);

} // namespace penelope::bench
