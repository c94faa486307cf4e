#pragma once

#include "app/lab/agenda.h"
#include "app/lab/serviceconfig.h"

#include <QCache>

#include <algorithm>
#include <deque>
#include <functional>
#include <memory>
#include <random>
#include <vector>

namespace penelope::lab {

/// The store behind a demo service, as a queueing model: a pool of connections, each busy for an exponentially
/// distributed time, requests waiting first come first served, a cache before it. No thread ever sleeps.
///
/// Why a small pool gets sick and stays so at any share of the traffic: capacity is size / mean call time. With 4
/// connections and 30 ms that is 133 a second, below even half of 400; every request then waits its whole `poolWait`.
/// 32 connections carry 1067 a second.
///
/// Sessions that are not given back make a slow leak: a call tries two places of the session table, so the share of
/// calls that find none is the square of the share taken. It grows with the calls made since the start, not with time.
class StoreModel
{
public:
    enum class Outcome { Cached, Fetched, Fallback, TimedOut, NoConnection, NoSession, Refused };
    using Done = std::function<void(Outcome)>;

    StoreModel(Agenda& agenda, const ServiceConfig& config, quint32 seed);

    void get(int key, Done done);
    /// Mean duration of one call to the store: the world outside, which no remedy of the service changes.
    void setMeanCall(double milliseconds) { m_meanCall = milliseconds; }
    /// The share of calls that the store refuses by itself.
    void setRefusing(double share) { m_refusing = share; }
    int inUse() const { return m_inUse; }
    int size() const { return m_config.poolSize; }
    /// Places of the session table that are taken and not given back; 0 where they are given back.
    std::ptrdiff_t sessionsTaken() const { return std::count(m_sessions.begin(), m_sessions.end(), true); }

private:
    struct Waiting
    {
        int key;
        Done done;
        bool left = false;
    };

    void call(int key, Done done);
    bool takeSession();
    bool isRefused();
    void release();

    Agenda& m_agenda;
    ServiceConfig m_config;
    QCache<int, bool> m_cache;
    std::deque<std::shared_ptr<Waiting>> m_queue;
    std::mt19937 m_random;
    std::vector<bool> m_sessions; ///< taken places, where none is given back
    double m_meanCall = 5;
    double m_refusing = 0;
    int m_inUse = 0;
};

} // namespace penelope::lab
