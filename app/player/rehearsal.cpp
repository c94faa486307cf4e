#include "app/player/rehearsal.h"

#include "app/player/httpload.h"
#include "app/player/service.h"
#include "app/player/versions.h"
#include "core/twin/plan.h"

#include <QCryptographicHash>

#include <algorithm>
#include <chrono>
#include <memory>
#include <poll.h>

namespace penelope::player {

using namespace Qt::Literals::StringLiterals;

namespace {

using Watch = std::chrono::steady_clock;

Milliseconds since(Watch::time_point began)
{
    return std::chrono::duration_cast<Milliseconds>(Watch::now() - began);
}

double percentile(const std::vector<double>& sorted, double share)
{
    if (sorted.empty())
        return 0;
    const auto at = static_cast<std::size_t>(share * static_cast<double>(sorted.size()));
    return sorted[std::min(at, sorted.size() - 1)];
}

/// Until it answers, ends, or the time is over.
void await(Service& service, const twin::Plan& plan, Watch::time_point ordered, twin::StageReport& stage)
{
    constexpr int pauseMs = 5;
    const auto until = Watch::now() + plan.startLimit;
    while (Watch::now() < until) {
        if (const auto ended = service.ended()) {
            stage.ended = *ended;
            return;
        }
        const auto answer = fetch(plan.service.port, plan.service.health.toLatin1(), plan.answerLimit);
        if (answer && answer->status == 200) {
            stage.started = true;
            stage.startedAfter = since(ordered);
            return;
        }
        ::poll(nullptr, 0, pauseMs);
    }
}

/// A service on a busy machine may miss an answer; one that cannot answer misses them all.
std::optional<Fetched> fetchWell(const twin::Plan& plan, const QByteArray& path)
{
    constexpr int tries = 3;
    constexpr int firstFault = 500;
    std::optional<Fetched> answer;
    for (int at = 0; at < tries && (!answer || answer->status >= firstFault); ++at)
        answer = fetch(plan.service.port, path, plan.answerLimit);
    return answer;
}

void askEachPath(const twin::Plan& plan, twin::StageReport& stage)
{
    for (const auto& path : plan.service.paths) {
        auto asked = path.path;
        asked.replace(u"{{number}}"_s, u"1"_s);
        const auto answer = fetchWell(plan, asked.toLatin1());
        const auto digest =
            answer ? QCryptographicHash::hash(answer->body, QCryptographicHash::Sha256).toHex().left(16) : QByteArray{};
        stage.answers[path.path] =
            answer ? u"%1 %2"_s.arg(answer->status).arg(QString::fromLatin1(digest)) : u"no answer"_s;
    }
}

void summarise(
    const std::vector<Answered>& answers, const twin::Plan& plan, qint64 playedUs, const std::vector<qint64>& memory,
    twin::StageReport& stage)
{
    const auto lengthUs = std::chrono::duration_cast<std::chrono::microseconds>(plan.interval).count();
    stage.intervalMs = static_cast<double>(plan.interval.count());
    stage.intervals.resize(static_cast<std::size_t>(playedUs / lengthUs));
    std::vector<std::vector<double>> times(stage.intervals.size());
    std::vector<double> all;
    std::vector<double> late;
    late.reserve(answers.size());
    for (const auto& answer : answers) {
        ++stage.requests;
        late.push_back(answer.lateMs);
        stage.failures += answer.failed ? 1 : 0;
        stage.timeouts += answer.timedOut ? 1 : 0;
        // A request that timed out took at least that long: left out, a stall would look fast.
        if (!answer.failed || answer.timedOut)
            all.push_back(answer.tookMs);
        const auto at = static_cast<std::size_t>(answer.dueUs / lengthUs);
        if (at >= stage.intervals.size())
            continue;
        ++stage.intervals[at].requests;
        stage.intervals[at].failures += answer.failed ? 1 : 0;
        if (!answer.failed || answer.timedOut)
            times[at].push_back(answer.tookMs);
    }
    for (std::size_t at = 0; at < times.size(); ++at) {
        auto& sorted = times[at];
        std::sort(sorted.begin(), sorted.end());
        double sum = 0;
        for (const double time : sorted)
            sum += time;
        stage.intervals[at].meanMs = sorted.empty() ? 0 : sum / static_cast<double>(sorted.size());
        stage.intervals[at].p90Ms = percentile(sorted, 0.9);
        stage.intervals[at].memoryKib = at < memory.size() ? memory[at] : memory.empty() ? 0 : memory.back();
    }
    std::sort(late.begin(), late.end());
    stage.lateMs = percentile(late, 0.9);
    std::sort(all.begin(), all.end());
    stage.p50Ms = percentile(all, 0.5);
    stage.p99Ms = percentile(all, 0.99);
}

void putUnderLoad(
    Service& service, const twin::Plan& plan, const twin::Stage& order, const std::function<void(qint64)>& beside,
    twin::StageReport& stage)
{
    const Load load{
        .port = plan.service.port,
        .paths = plan.service.paths,
        .schedule = twin::scheduleOf(plan.seed, plan.service.paths, order.rate, order.lasts),
        .answerLimit = plan.answerLimit};
    const auto lengthUs = std::chrono::duration_cast<std::chrono::microseconds>(plan.interval).count();
    const qint64 endUs = std::chrono::duration_cast<std::chrono::microseconds>(order.lasts).count();
    std::vector<qint64> memory;
    qint64 playedUs = 0;
    const auto answers = play(load, [&](qint64 us) {
        playedUs = std::min<qint64>(us, endUs);
        while (static_cast<qint64>(memory.size() + 1) * lengthUs <= playedUs)
            memory.push_back(residentKib());
        if (beside)
            beside(us);
        if (const auto ended = service.ended()) {
            stage.ended = *ended;
            stage.endedAfter = Milliseconds{us / 1000};
            return false;
        }
        return true;
    });
    summarise(answers, plan, stage.ended.isEmpty() ? endUs : playedUs, memory, stage);
    if (const auto ended = service.ended(); ended && stage.ended.isEmpty()) {
        stage.ended = *ended;
        stage.endedAfter = order.lasts;
    }
}

} // namespace

twin::Report rehearse(const twin::Plan& plan, const QString& dataPlace, const std::function<void(qint64 us)>& beside)
{
    twin::Report report;
    auto ordered = Watch::now();
    Versions versions(twin::changePlace, plan.service.data);
    for (const auto& order : plan.stages) {
        auto& stage = report.stages.emplace_back();
        if (const auto made = versions.make(order.tree, order.patched); !made) {
            stage.ended = made.error().message;
            break;
        }
        Service service(plan.service, order.tree, dataPlace);
        await(service, plan, ordered, stage);
        if (stage.started) {
            askEachPath(plan, stage);
            putUnderLoad(service, plan, order, beside, stage);
        }
        ordered = Watch::now();
        service.stop();
        stage.files = printsOf(dataPlace);
        // A patched version that failed is no reason to leave the way back untried; a former one that does not start
        // is.
        if (!stage.started && !order.patched)
            break;
    }
    return report;
}

} // namespace penelope::player
