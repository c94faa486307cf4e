#pragma once

#include "app/lab/loadgenerator.h"
#include "app/lab/programs.h"
#include "app/lab/supervisor.h"
#include "app/lab/worldfile.h"

#include <QObject>
#include <QTimer>

namespace penelope::lab {

/// The small real world: Prometheus, HAProxy, the services, the load. Main thread.
class World final : public QObject
{
    Q_OBJECT

public:
    static constexpr double otherRate = 50;

    World(const Clock& clock, const Layout& layout, const PortPlan& ports, const Programs& programs);

    /// Writes every file of the world. Blocking.
    Status build(Scenario scenario);
    /// Starts everything but the load.
    Status start();
    /// Prometheus and HAProxy answer and every stable instance runs.
    bool isReady() const;
    /// `rate`: requests a second on the first service, the one under canary.
    void startLoad(double rate);
    /// The store of one service gets slow, or well again.
    void setSlow(const QString& service, bool slow);
    /// Calls to the store of one service fail for a while, in both arms.
    void setTrouble(const QString& service, const StoreTrouble& trouble);
    /// The canary of a service serves on, but its requests vanish from its /metrics.
    void silenceCanary(const QString& service);
    /// The process of the canary dies, as by a bug of its own.
    void crashCanary(const QString& service);
    void stop();
    bool isStopped() const;

    const Layout& layout() const { return m_layout; }
    const PortPlan& ports() const { return m_ports; }
    const Supervisor& supervisor() const { return m_supervisor; }
    std::map<QString, qint64> pids() const;
    LoadGenerator::Counts load(const QString& service) const;

signals:
    void told(const QString& sentence);
    /// Something the world cannot do without has ended.
    void broken(const QString& sentence);
    void changed();

private:
    std::unique_ptr<Child> child(const QString& name, const QString& program, const QStringList& arguments);
    Status startPrometheus();
    void childEnded(const QString& name, const Child::Ended& how);
    void writeWorlds();

    const Clock& m_clock;
    Layout m_layout;
    PortPlan m_ports;
    Programs m_programs;
    Supervisor m_supervisor;
    std::unique_ptr<Child> m_prometheus;
    QTimer m_prometheusAgain;
    std::unique_ptr<Child> m_haproxy;
    std::map<QString, std::unique_ptr<LoadGenerator>> m_loads;
    Worlds m_worlds;
    int m_stableUp = 0;
};

} // namespace penelope::lab
