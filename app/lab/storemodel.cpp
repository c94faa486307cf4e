#include "app/lab/storemodel.h"

#include <cmath>

namespace penelope::lab {

StoreModel::StoreModel(Agenda& agenda, const ServiceConfig& config, quint32 seed)
    : m_agenda(agenda)
    , m_config(config)
    , m_cache(config.cacheEntries)
    , m_random(seed)
    , m_sessions(config.releaseSessions ? 0 : static_cast<std::size_t>(config.sessionPlaces))
{}

void StoreModel::get(int key, Done done)
{
    if (m_cache.object(key) != nullptr) {
        m_agenda.in(Milliseconds{1}, [done = std::move(done)] { done(Outcome::Cached); });
        return;
    }
    if (!takeSession()) {
        m_agenda.in(Milliseconds{1}, [done = std::move(done)] { done(Outcome::NoSession); });
        return;
    }
    if (m_inUse < m_config.poolSize) {
        call(key, std::move(done));
        return;
    }
    auto waiting = std::make_shared<Waiting>(Waiting{key, std::move(done)});
    m_queue.push_back(waiting);
    m_agenda.in(m_config.poolWait, [this, waiting] {
        if (waiting->left)
            return;
        waiting->left = true;
        waiting->done(m_config.fallback ? Outcome::Fallback : Outcome::NoConnection);
    });
}

void StoreModel::call(int key, Done done)
{
    ++m_inUse;
    constexpr double handshake = 1.3;
    std::exponential_distribution<double> duration{1 / (m_config.handshake ? handshake * m_meanCall : m_meanCall)};
    const Milliseconds needed{std::llround(std::ceil(duration(m_random)))};
    const bool late = needed > m_config.callTimeout;
    const bool refused = isRefused();
    m_agenda.in(std::min(needed, m_config.callTimeout), [this, key, late, refused, done = std::move(done)] {
        if (!late && !refused && m_config.cacheEntries > 0)
            m_cache.insert(key, new bool{true}); // QCache owns what it is given
        release();
        done(refused ? Outcome::Refused : late ? Outcome::TimedOut : Outcome::Fetched);
    });
}

bool StoreModel::takeSession()
{
    constexpr int tries = 2;
    std::uniform_int_distribution<std::size_t> place{0, m_sessions.empty() ? 0 : m_sessions.size() - 1};
    for (int time = 0; time < tries && !m_sessions.empty(); ++time) {
        const auto at = place(m_random);
        if (!m_sessions[at]) {
            m_sessions[at] = true;
            return true;
        }
    }
    return m_sessions.empty();
}

bool StoreModel::isRefused()
{
    return m_refusing > 0 && std::bernoulli_distribution{m_refusing}(m_random);
}

void StoreModel::release()
{
    --m_inUse;
    while (!m_queue.empty() && m_inUse < m_config.poolSize) {
        const auto next = m_queue.front();
        m_queue.pop_front();
        if (next->left)
            continue;
        next->left = true;
        call(next->key, std::move(next->done));
    }
}

} // namespace penelope::lab
