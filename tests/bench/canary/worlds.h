#pragma once

#include "core/canary/judge/sequential.h"

#include <random>
#include <string>

/// Worlds in which a canary is judged: judge.md, "What it must show". Every number is drawn from the seed.
namespace penelope::bench {

struct World
{
    std::string name;
    double rps = 50;
    double rate = 0.005;    ///< failures of stable, of 1
    double canaryRate = -1; ///< of the canary; below 0: stable's
    double from = 0;        ///< minute from which the canary's rate holds
    double until = 1e9;     ///< minute until which it holds
    int burst = 1;          ///< failures come in bursts of so many
    double outage = 0;      ///< rate of a shared outage
    double outageMinutes = 5;
    double offset = 0;         ///< seconds by which the canary shows it before stable
    bool drift = false;        ///< shared log rate, AR(1) 0.98, innovations 0.15
    double overdispersion = 1; ///< negative binomial per arm: variance ÷ mean
    bool history = true;
    double warmUp = 0; ///< seconds
    // Latency instead of failures:
    bool isLatency = false;
    double median = 0.08; ///< seconds
    double slow = 0.002;  ///< share of requests with a median of 1.5 s
    double canarySlow = -1;
    double limit = 0.02;
    int intervals = 180;       ///< of the canary; the last step goes on for as long as it takes
    bool silentSecond = false; ///< two metrics of weight ½, the other without failures
};

constexpr int intervals = 180; ///< 10, 25, 50 %, 15 min each, 15 s scrapes
constexpr double scrape = 15;

/// One life of a canary: counts of each interval, and the hour before.
struct Life
{
    canary::judge::Setup setup;
    std::vector<canary::judge::History> history;
    std::vector<canary::judge::Seen> intervals;
};
int weightAt(int interval);
Life live(const World& world, std::mt19937_64& random);

} // namespace penelope::bench
