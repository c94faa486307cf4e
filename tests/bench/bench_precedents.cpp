// A search among 100,000 precedents against a scan of dense vectors, which no exact dense form beats
// (performance.md "Precedents").
#include "core/wisdom/precedents.h"
#include "core/wisdom/similarity.h"
#include "tests/bench/rounds.h"

#include <QCoreApplication>
#include <QRandomGenerator>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int count = 100'000;
constexpr int services = 2'600; ///< so that a service and a type have 38 of them
constexpr std::size_t dimensions = 768;
constexpr int filled = 10; ///< features of a vector that are not zero

wisdom::Precedent precedentOf(int number, int serviceCount, QRandomGenerator& random)
{
    wisdom::Precedent precedent;
    precedent.anomaly = AnomalyId{u"%1"_s.arg(number, 8, 16, QLatin1Char('0'))};
    precedent.service = ServiceName{u"service-%1"_s.arg(number % serviceCount)};
    precedent.type = u"latency_spike"_s;
    precedent.id = wisdom::precedentId(precedent.anomaly, precedent.service, precedent.type, Decision::Intervene);
    precedent.severity = static_cast<Severity>(random.bounded(4));
    precedent.metrics = {
        {u"p99_latency_ms"_s, Json{100 * random.bounded(40)}}, {u"error_rate"_s, Json{random.bounded(2)}}};
    for (const auto& label : {u"alertname"_s, u"job"_s, u"severity"_s, u"summary"_s})
        precedent.context[label] = u"x"_s;
    precedent.decision = Decision::Intervene;
    precedent.outcome = random.bounded(10) < 8 ? wisdom::Outcome::Success : wisdom::Outcome::Rollback;
    precedent.duration = 10min;
    return precedent;
}

wisdom::Precedents base(int serviceCount)
{
    QRandomGenerator random(2);
    wisdom::Precedents precedents;
    for (int number = 1; number <= count; ++number) {
        auto precedent = precedentOf(number, serviceCount, random);
        precedents.insert(std::move(precedent));
    }
    return precedents;
}

/// Each with features that no other has: nothing is looked at once for many.
wisdom::Precedents unlike()
{
    QRandomGenerator random(4);
    wisdom::Precedents precedents;
    for (int number = 1; number <= count; ++number) {
        auto precedent = precedentOf(number, 1, random);
        precedent.metrics[u"queue_length"_s] = Json{100 * random.bounded(1'000'000)};
        precedent.metrics[u"connections"_s] = Json{100 * random.bounded(1'000'000)};
        precedents.insert(std::move(precedent));
    }
    return precedents;
}

std::vector<float> dense()
{
    QRandomGenerator random(3);
    std::vector<float> matrix(dimensions * count);
    for (std::size_t row = 0; row < count; ++row) {
        for (int at = 0; at < filled; ++at)
            matrix[row * dimensions + static_cast<std::size_t>(random.bounded(static_cast<int>(dimensions)))] = 0.3F;
    }
    return matrix;
}

/// Sixteen sums side by side: what the processor can do, where it has AVX2 and where it has not.
#if defined(__x86_64__)
__attribute__((target_clones("avx2", "default"), optimize("O3")))
#endif
std::size_t
denseScan(const float* matrix, const float* query, float threshold)
{
    std::size_t found = 0;
    for (std::size_t row = 0; row < count; ++row) {
        const float* vector = matrix + row * dimensions;
        float sums[16] = {};
        for (std::size_t at = 0; at < dimensions; at += 16) {
            for (std::size_t lane = 0; lane < 16; ++lane)
                sums[lane] += vector[at + lane] * query[at + lane];
        }
        float sum = 0;
        for (const float part : sums)
            sum += part;
        found += sum >= threshold;
    }
    return found;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const auto many = base(services);
    const auto one = base(1);
    const auto differing = unlike();
    const auto rare = wisdom::queryOf(*many.rows()[41]);
    const auto common = wisdom::queryOf(*one.rows()[41]);
    const auto single = wisdom::queryOf(*differing.rows()[41]);
    const auto matrix = dense();
    const auto scan = [&] { bench::keep(denseScan(matrix.data(), matrix.data(), 0.5F)); };
    return bench::run(
        u"bench_precedents"_s,
        {{.work = u"100,000 precedents, exact cosine, unfiltered"_s,
          .against = u"dense scan, AVX2 where there is"_s,
          .baseline = scan,
          .measured = [&] { bench::keep(wisdom::search(one, common, wisdom::sophiaThreshold)); },
          .perRound = 5,
          .ratioBudget = 0.03},
         {.work = u"… no two of them alike"_s,
          .against = u"dense scan, AVX2 where there is"_s,
          .baseline = scan,
          .measured = [&] { bench::keep(wisdom::search(differing, single, wisdom::sophiaThreshold)); },
          .perRound = 5},
         {.work = u"… with service and type: 38 of them, a hundred times"_s,
          .against = u"dense scan, AVX2 where there is"_s,
          .baseline = scan,
          .measured =
              [&] {
                  for (int at = 0; at < 100; ++at)
                      bench::keep(wisdom::search(many, rare, wisdom::sophiaThreshold));
              },
          .perRound = 20,
          // 2 µs for a hundred candidates, and the answer's copy.
          .p99BudgetUs = 200,
          // The scan leaves nothing of them in the caches.
          .before = [&] { bench::keep(wisdom::search(many, rare, wisdom::sophiaThreshold)); }}});
}
