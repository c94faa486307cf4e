#pragma once

#include "tests/support/expositiontext.h"
#include "tests/support/scriptedworld.h"

#include <set>

namespace penelope::test {

/// What Prometheus would scrape of the world's core now, the process's own basics left out.
QByteArray scrape(const ScriptedWorld& world);
/// The same, read strictly; a text that is not strict fails the running test.
std::vector<TextFamily> scraped(const ScriptedWorld& world);

/// One exposition every 15 seconds of a story, as series for `promtool test rules`.
class Recording
{
public:
    static constexpr int interval = 15; ///< seconds

    void take(const ScriptedWorld& world);
    /// Runs the world and takes a scrape whenever one is due.
    void run(ScriptedWorld& world, int seconds);
    bool runUntil(ScriptedWorld& world, const QString& kind, int seconds);

    int count() const { return m_count; }
    int lastSecond() const { return (m_count - 1) * interval; }
    int secondsSinceTake() const { return (m_since - 1) % interval + 1; }
    /// A series of promtool's notation beside the scraped ones.
    void give(const QString& series, const QString& values) { m_given[series] = values; }
    /// [{series, values}], a series that ended with a stale marker.
    Json inputSeries() const;

private:
    std::map<QString, std::vector<std::optional<double>>> m_values;
    std::map<QString, QString> m_given;
    int m_count = 0;
    int m_since = 0;
};

/// Services are registered and nothing happens for `seconds`.
void playIdle(ScriptedWorld& world, Recording& recording, int seconds);
/// An anomaly goes by itself, the next is healed by an approved patch, and things stay quiet.
void playHealthy(ScriptedWorld& world, Recording& recording);
/// Patches make it worse until the breaker opens; a request is rejected and one waits.
void playTroubled(ScriptedWorld& world, Recording& recording);

} // namespace penelope::test
