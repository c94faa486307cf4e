#include "app/lab/storemodel.h"

#include <cmath>

namespace penelope::lab {

StoreModel::StoreModel(Agenda& agenda, const ServiceConfig& config, quint32 seed)
    : m_agenda(agenda)
    , m_config(config)
    , m_cache(config.cacheEntries)
    , m_random(seed)
{}

void StoreModel::get(int key, Done done)
{
    if (m_cache.object(key) != nullptr) {
        m_agenda.in(Milliseconds{1}, [done = std::move(done)] { done(Outcome::Cached); });
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
    std::exponential_distribution<double> duration{1 / m_meanCall};
    const Milliseconds needed{std::llround(std::ceil(duration(m_random)))};
    const bool late = needed > m_config.callTimeout;
    m_agenda.in(std::min(needed, m_config.callTimeout), [this, key, late, done = std::move(done)] {
        if (!late && m_config.cacheEntries > 0)
            m_cache.insert(key, new bool{true}); // QCache owns what it is given
        release();
        done(late ? Outcome::TimedOut : Outcome::Fetched);
    });
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
