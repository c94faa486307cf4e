#pragma once

#include "core/ports/clock.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <random>
#include <vector>

class QTcpSocket;

namespace penelope::lab {

/// An open loop: requests arrive at random, `rate` a second on average, whether or not earlier ones were answered, as
/// people do. Keep-alive connections, as many as are needed at once.
class LoadGenerator final : public QObject
{
    Q_OBJECT

public:
    struct Counts
    {
        quint64 sent = 0;
        quint64 ok = 0;
        quint64 failed = 0; ///< other answers, broken connections, no connection left
    };

    LoadGenerator(const Clock& clock, int port, double rate, quint32 seed);
    ~LoadGenerator() override;
    void start();
    void stop() { m_timer.stop(); }
    const Counts& counts() const { return m_counts; }

private:
    struct Line;

    void tick();
    void sendOne();
    void read(Line& line);
    Line* freeLine();

    const Clock& m_clock;
    int m_port;
    double m_rate;
    std::mt19937 m_random;
    QTimer m_timer;
    Tick m_started{};
    double m_nextAt = 0; ///< seconds since m_started
    std::vector<std::unique_ptr<Line>> m_lines;
    std::vector<Line*> m_free;
    Counts m_counts;
};

} // namespace penelope::lab
