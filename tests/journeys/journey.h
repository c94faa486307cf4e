#pragma once

#include "app/lab/probes.h"

#include <QProcess>
#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <vector>

namespace penelope::test {

/// One lab, run as a person runs it, and looked at from outside: HAProxy's socket, Prometheus' API, git, the journal's
/// verification, the processes. Folders and ports are its own, so journeys may run side by side.
class Journey
{
public:
    enum class Screen { None, Window };

    explicit Journey(const QString& scenario, Screen screen = Screen::None, const QStringList& more = {});
    ~Journey();

    /// Starts the lab; false with `trouble()` where a program is missing or it does not start.
    bool start();
    /// Looks at the world every half second until the condition holds, the lab ends or the time is over.
    bool until(const std::function<bool()>& holds, int limitMs);
    /// Goes on looking until the lab has ended; its exit code, -1 when the time is over.
    int finish(int limitMs);
    void interrupt();
    void kill();

    bool running() const { return m_lab.state() != QProcess::NotRunning; }
    bool told(const QString& part) const;
    int timesTold(const QString& part) const;
    /// The end of the story, for the message of a failing test. With PENELOPE_KEEP set the folder stays.
    QString story() const;
    QString trouble() const { return m_trouble; }

    /// The last readings before the end.
    std::optional<lab::Weights> weights() const { return m_weights; }
    std::optional<double> p99() const { return m_p99; }
    /// The greatest share of traffic HAProxy ever gave the canary, in weights.
    int mostCanaryWeight() const { return m_mostCanary; }

    QString git(const QStringList& arguments) const;
    /// `penelopectl verify --json` on the kept journal.
    int verify(QByteArray* output = nullptr) const;
    /// `penelopectl --journal … ARGUMENTS`; its exit code, -1 where it did not end.
    int ctl(const QStringList& arguments, QByteArray* output = nullptr) const;
    /// A line of the product's logs that is not a JSON object with the five fields of contracts.md 1; empty = all are.
    QString oddLogLine() const;
    /// The answer of the core's HTTP server to a GET; empty where there is none.
    QByteArray get(const QByteArray& path) const;
    /// An instant query to the lab's Prometheus.
    std::optional<double> ask(const QString& expression) const;
    Json labFile() const;
    /// Every event that matches the words of `penelopectl query`, oldest first.
    std::vector<Json> events(const QStringList& filter = {}) const;
    /// The core's control socket, once the core that runs now serves it; else empty.
    QString controlSocket() const;
    /// Sends a signal to a process of lab.json's pids; false where there is none.
    bool signal(const QString& process, int number) const;
    /// Keys into the window that has the focus, as xdotool names them.
    bool press(const QStringList& keys) const;

private:
    bool startScreen();
    void look();
    QString whole() const;

    QString m_scenario;
    Screen m_screen;
    QStringList m_more;
    QTemporaryDir m_temporary;
    QString m_folder;
    QString m_display;
    QProcess m_server;
    QProcess m_lab;
    QString m_trouble;
    std::optional<lab::Weights> m_weights;
    std::optional<double> m_p99;
    int m_mostCanary = 0;
};

} // namespace penelope::test
