#pragma once

#include "app/lab/child.h"
#include "app/lab/layout.h"

#include <QLocalServer>
#include <QObject>
#include <QTimer>

#include <map>
#include <vector>

namespace penelope::lab {

/// Starts, stops and deploys the instances of the demo services: what stands behind the registered commands.
/// Idempotent: an instance is what it runs (the contents of its service.toml). Main thread.
class Supervisor final : public QObject
{
    Q_OBJECT

public:
    using Answer = std::function<void(Status)>;

    Supervisor(const Layout& layout, const PortPlan& ports, QString program);
    ~Supervisor() override;

    /// Listens for `penelope-lab ctl`.
    Status listen();
    /// Runs the instance from the tree's service.toml; answers when it is healthy and HAProxy knows it.
    void run(const QString& service, const QString& track, const QString& tree, Answer answer);
    void stop(const QString& service, const QString& track, Answer answer);
    void stopAll();
    bool anyRunning() const;
    bool isRunning(const QString& service, const QString& track) const;
    std::map<QString, qint64> pids() const;

signals:
    /// A plain sentence about what was done, for the story.
    void told(const QString& sentence);
    void changed();

private:
    struct Instance;

    Instance& instance(const QString& service, const QString& track);
    void launch(Instance& instance);
    void ended(Instance& instance, const Child::Ended& how);
    void check();
    void accept();
    void obey(const QByteArray& line, const std::function<void(Status)>& answer);

    Layout m_layout;
    PortPlan m_ports;
    QString m_program;
    QLocalServer m_server;
    QTimer m_check;
    std::map<QString, std::unique_ptr<Instance>> m_instances;
};

} // namespace penelope::lab
