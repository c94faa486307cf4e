#include "core/engine/effects/sources.h"

#include "core/engine/alertmapping.h"
#include "core/engine/wanted.h"

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

/// One that does not answer is asked so often, if it is not asked oftener anyway: what a person waits for is that it is
/// back, and that takes no longer than five seconds to be seen (ux.md U-11).
constexpr Milliseconds silentRetry = std::chrono::seconds{3};

void heard(SourceLive& source, Instant now, Milliseconds latency)
{
    source.answering = true;
    source.lastSampleAt = now;
    source.latency = latency;
    source.lastError.clear();
}

void silent(SourceLive& source, const Error& error)
{
    source.answering = false;
    source.lastError = error.message;
}

QString reasonOf(const SourceLive& source, Freshness seen)
{
    if (seen == Freshness::Fresh)
        return u"answers"_s;
    if (!source.lastError.isEmpty())
        return source.lastError;
    return source.lastSampleAt ? u"the next answer is overdue"_s : u"no answer yet"_s;
}

/// Somebody who waits for an answer: hears of it, too, when the core ends before there is one.
struct Asked
{
    explicit Asked(Answer given)
        : answer(std::move(given))
    {}
    Asked(const Asked&) = delete;
    Asked& operator=(const Asked&) = delete;
    ~Asked() { tell(failure(ErrorCode::Unavailable, u"the core stopped"_s)); }
    void tell(Result<Outcome> outcome)
    {
        if (const auto call = std::exchange(answer, {}))
            call(std::move(outcome));
    }

    Answer answer;
};

/// The one value of an instant query: the first series' newest finite sample.
std::optional<double> valueOf(const Result<prometheus::Answer>& answer)
{
    if (!answer || answer->series.empty() || answer->series.front().samples.empty())
        return std::nullopt;
    return answer->series.front().samples.back().value;
}

} // namespace

FreshnessEffect::FreshnessEffect(World world)
    : Effect(std::move(world))
    , m_began(tick())
{
    for (const auto& [name, source] : m_world.ports.metrics)
        m_world.live.sources[u"prometheus/"_s + name].interval = pollOf(m_world.settings, name);
}

void FreshnessEffect::probe(const QString& name, MetricSource& source)
{
    m_busy[name] = true;
    const auto asked = tick();
    source.query(u"time()"_s, guarded([this, name, asked](Result<prometheus::Answer> answer) {
                     m_busy[name] = false;
                     auto& live = m_world.live.sources[u"prometheus/"_s + name];
                     if (answer)
                         heard(live, now(), tick() - asked);
                     else
                         askSoon(name, live, answer.error());
                     if (answer && answer->clockOffset)
                         m_world.live.clockOffset = answer->clockOffset;
                 }));
}

void FreshnessEffect::askSoon(const QString& name, SourceLive& live, const Error& error)
{
    silent(live, error);
    const auto next = tick() + silentRetry;
    if (m_next[name] <= next)
        return;
    m_next[name] = next;
    live.nextTryAt = now() + silentRetry;
}

void FreshnessEffect::look(const ConsoleState& state)
{
    for (const auto& [name, source] : m_world.ports.metrics) {
        if (m_busy[name] || m_next[name] > tick())
            continue;
        m_next[name] = tick() + pollOf(m_world.settings, name);
        m_world.live.sources[u"prometheus/"_s + name].nextTryAt = now() + pollOf(m_world.settings, name);
        probe(name, *source);
    }
    // Where the core itself stood still, answers wait unread: its next look tells better.
    const auto pause = m_looked ? tick() - *m_looked : Milliseconds{};
    m_looked = tick();
    for (const auto& [name, live] : m_world.live.sources) {
        const bool unasked = !live.lastSampleAt && live.lastError.isEmpty() && tick() - m_began < 4 * live.interval;
        if (unasked || pause > live.interval)
            continue;
        const auto seen = freshness(live, now());
        const auto known = state.sources.find(name);
        if (known != state.sources.end() && known->second.freshness == seen)
            continue;
        m_world.tell(FreshnessSeen{
            .source = name, .to = seen, .lastSampleAt = live.lastSampleAt, .reason = reasonOf(live, seen)});
    }
}

AlertsEffect::AlertsEffect(World world)
    : Effect(std::move(world))
{
    if (m_world.ports.alerts)
        m_world.live.sources[u"alerts"_s].interval = m_world.settings.alertPoll;
}

void AlertsEffect::look(const ConsoleState&)
{
    if (!m_world.ports.alerts || m_busy || m_next > tick())
        return;
    m_busy = true;
    m_next = tick() + m_world.settings.alertPoll;
    m_world.live.sources[u"alerts"_s].nextTryAt = now() + m_world.settings.alertPoll;
    m_world.ports.alerts->poll(
        guarded([this, asked = tick()](const Result<std::vector<Alert>>& answer) { answered(answer, asked); }));
}

void AlertsEffect::answered(const Result<std::vector<Alert>>& answer, Tick asked)
{
    m_busy = false;
    auto& live = m_world.live.sources[u"alerts"_s];
    if (!answer) {
        silent(live, answer.error());
        return;
    }
    heard(live, now(), tick() - asked);
    auto sorted = sort(*answer);
    auto seen = std::make_shared<AlertsObserved>();
    seen->source = m_world.settings.alertSource;
    m_world.live.unassignedAlerts = sorted.unassigned;
    if (m_world.ports.alerts->knowsAll())
        seen->over = countMissing(sorted.present);
    else
        m_missing.clear();
    seen->firing = std::move(sorted.firing);
    measure(seen, {});
}

AlertsEffect::Sorted AlertsEffect::sort(const std::vector<Alert>& alerts) const
{
    Sorted sorted;
    for (const auto& alert : alerts) {
        if (isOwn(alert))
            continue;
        auto episode = episodeOf(alert, m_world.settings.alerts);
        const auto service = m_world.state().services.find(episode.service);
        const bool assigned = service && !service->retired;
        if (!assigned && !alert.suppressed)
            sorted.unassigned.append(u"%1 (%2)"_s.arg(episode.type, episode.service.value()));
        if (!assigned)
            continue;
        sorted.present.push_back(episode);
        // A silence begins nothing, and ends nothing that began before it.
        if (!alert.suppressed || wanted::isKnown(m_world.state(), m_world.settings.alertSource, episode))
            sorted.firing.push_back(std::move(episode));
    }
    return sorted;
}

void AlertsEffect::receive(const std::vector<Alert>& alerts, Answer answer)
{
    auto seen = std::make_shared<AlertsObserved>();
    seen->source = m_world.settings.alertSource;
    seen->firing = sort(alerts).firing;
    measure(seen, std::move(answer));
}

std::vector<AnomalyId> AlertsEffect::countMissing(const std::vector<Episode>& present)
{
    constexpr int answersInARow = 2;
    std::vector<AnomalyId> over;
    const auto& state = m_world.state();
    const auto isOurs = [this](const auto& anomaly) {
        return anomaly && anomaly->isOpen() && anomaly->source == m_world.settings.alertSource;
    };
    std::erase_if(m_missing, [&](const auto& entry) { return !isOurs(state.anomalies.find(entry.first)); });
    state.anomalies.forEachOngoing([&](const AnomalyId& id, const auto& anomaly) {
        if (!isOurs(anomaly))
            return;
        const bool fires = std::any_of(present.begin(), present.end(), [&](const Episode& episode) {
            return episode.fingerprint == anomaly->fingerprint && episode.startsAt == anomaly->startsAt;
        });
        if (fires)
            m_missing.erase(id);
        else if (++m_missing[id] >= answersInARow)
            over.push_back(id);
    });
    return over;
}

void AlertsEffect::measure(const std::shared_ptr<AlertsObserved>& seen, Answer whenDurable)
{
    // The last copy of `finish` that goes tells: when every question was answered, or at once without any.
    struct Finish
    {
        std::function<void()> then;
        ~Finish() { then(); }
    };
    auto finish = std::make_shared<Finish>();
    const auto asked = whenDurable ? std::make_shared<Asked>(std::move(whenDurable)) : nullptr;
    finish->then = guarded([this, seen, asked] {
        if (!asked)
            return m_world.tell(*seen);
        m_world.take(*seen, [asked](Result<Outcome> outcome) { asked->tell(std::move(outcome)); });
    });
    const auto& state = m_world.state();
    for (std::size_t index = 0; index < seen->firing.size(); ++index) {
        auto& episode = seen->firing[index];
        if (wanted::isKnown(state, seen->source, episode))
            continue;
        const auto registration = registrationOf(state, episode.service);
        auto queries = registration.impact;
        queries.insert(registration.saturation.begin(), registration.saturation.end());
        auto* metrics = metricsOf(m_world.ports, registration);
        for (const auto& [name, query] : queries) {
            const auto expression = patch::expand(query, registration, patch::Arm::Stable);
            if (!metrics || !expression) {
                episode.unknown.append(name);
                continue;
            }
            metrics->query(*expression, [seen, finish, index, name = name](const Result<prometheus::Answer>& answer) {
                if (const auto value = valueOf(answer))
                    seen->firing[index].metrics[name] = *value;
                else
                    seen->firing[index].unknown.append(name);
            });
        }
    }
}

} // namespace penelope::engine
