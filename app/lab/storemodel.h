#pragma once

#include "app/lab/agenda.h"
#include "app/lab/serviceconfig.h"

#include <QCache>

#include <deque>
#include <functional>
#include <memory>
#include <random>

namespace penelope::lab {

/// The store behind a demo service, as a queueing model: a pool of connections, each busy for an exponentially
/// distributed time, requests waiting first come first served, a cache before it. No thread ever sleeps.
///
/// Why a small pool gets sick and stays so at any share of the traffic: capacity is size / mean call time. With 4
/// connections and 30 ms that is 133 a second, below even half of 400; every request then waits its whole `poolWait`.
/// 32 connections carry 1067 a second.
class StoreModel
{
public:
    enum class Outcome { Cached, Fetched, Fallback, TimedOut, NoConnection };
    using Done = std::function<void(Outcome)>;

    StoreModel(Agenda& agenda, const ServiceConfig& config, quint32 seed);

    void get(int key, Done done);
    /// Mean duration of one call to the store: the world outside, which no remedy of the service changes.
    void setMeanCall(double milliseconds) { m_meanCall = milliseconds; }
    int inUse() const { return m_inUse; }
    int size() const { return m_config.poolSize; }

private:
    struct Waiting
    {
        int key;
        Done done;
        bool left = false;
    };

    void call(int key, Done done);
    void release();

    Agenda& m_agenda;
    ServiceConfig m_config;
    QCache<int, bool> m_cache;
    std::deque<std::shared_ptr<Waiting>> m_queue;
    std::mt19937 m_random;
    double m_meanCall = 5;
    int m_inUse = 0;
};

} // namespace penelope::lab
