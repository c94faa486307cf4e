#include "core/engine/effects/effect.h"

#include <algorithm>

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

bool Attempts::mayTry(const QString& key) const
{
    const auto found = m_tries.find(key);
    return found == m_tries.end() || (!found->second.busy && found->second.next <= m_world.ports.clock.tick());
}

int Attempts::failed(const QString& key, const QString& effect, qint64 forSeq, const QString& error, CanaryId pause)
{
    constexpr int forwardAttempts = 5;
    auto& attempt = m_tries[key];
    attempt.busy = false;
    ++attempt.failures;
    const double seconds = std::min(60.0, static_cast<double>(1LL << std::min(attempt.failures - 1, 6)));
    const auto delay = Milliseconds{static_cast<qint64>(seconds * 1000 * (0.75 + 0.5 * m_world.settings.jitter()))};
    attempt.next = m_world.ports.clock.tick() + delay;
    const int failures = attempt.failures;
    EffectTrouble trouble;
    trouble.effect = effect;
    trouble.forSeq = forSeq;
    trouble.attempt = failures;
    trouble.nextTryAt = m_world.ports.clock.now() + delay;
    trouble.error = error;
    if (failures % forwardAttempts == 0)
        trouble.pause = std::move(pause);
    m_world.tell(trouble);
    return failures;
}

bool isPassing(const Error& error)
{
    return error.code == ErrorCode::Unavailable || error.code == ErrorCode::Storage;
}

patch::Registration registrationOf(const ConsoleState& state, const ServiceName& service)
{
    const auto row = state.services.find(service);
    return row ? row->registration : patch::Registration{};
}

Branch branchOf(const patch::Registration& registration)
{
    return {registration.repository, registration.branch};
}

QStringList substitute(const QStringList& argv, const QString& tree, const QString& patch, const QString& commit)
{
    QStringList filled;
    for (auto element : argv) {
        element.replace("{{tree}}"_L1, tree);
        element.replace("{{patch}}"_L1, patch);
        element.replace("{{commit}}"_L1, commit);
        filled.append(element);
    }
    return filled;
}

QString worktreeOf(const Settings& settings, const ServiceName& service, const PatchId& patch)
{
    return u"%1/%2/%3"_s.arg(settings.worktreeFolder, service.value(), patch.value());
}

Milliseconds pollOf(const Settings& settings, const QString& prometheus)
{
    const auto found = settings.prometheusPoll.find(prometheus);
    return found == settings.prometheusPoll.end() ? Milliseconds{15000} : found->second;
}

MetricSource* metricsOf(const Ports& ports, const patch::Registration& registration)
{
    const auto found = ports.metrics.find(registration.prometheus);
    return found == ports.metrics.end() ? nullptr : found->second;
}

Freshness freshness(const SourceLive& source, Instant now)
{
    const auto worst = source.answering ? Freshness::Stale : Freshness::Lost;
    if (!source.lastSampleAt)
        return worst;
    const auto age = now - *source.lastSampleAt;
    if (age < 2 * source.interval)
        return Freshness::Fresh;
    return age <= 4 * source.interval ? Freshness::Late : worst;
}

} // namespace penelope::engine
