#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

#include <QProcess>
#include <QStringList>

#include <functional>
#include <map>
#include <memory>

namespace penelope::lab {

struct ChildPlan
{
    QString name;
    QString program;
    QStringList arguments;
    QString folder;
    QString log;                            ///< both streams, appended; empty = the lab's own standard error
    std::map<QString, QString> environment; ///< beyond the lab's own
};

/// A program that lives no longer than the lab: the kernel kills it when the lab dies, however it dies. Main thread
/// (the parent-death signal belongs to the thread that forked).
class Child
{
public:
    struct Ended
    {
        int exitCode = 0;
        bool crashed = false;
        bool wanted = false; ///< stop() was called
    };

    Child(ChildPlan plan, std::function<void(Ended)> ended);
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    Status start();
    /// SIGTERM, and SIGKILL after `grace`. `ended` follows.
    void stop(Milliseconds grace = Milliseconds{4000});
    bool running() const { return m_process.state() != QProcess::NotRunning; }
    qint64 pid() const { return m_process.processId(); }
    const QString& name() const { return m_plan.name; }

private:
    ChildPlan m_plan;
    QProcess m_process;
    std::function<void(Ended)> m_ended;
    bool m_wanted = false;
};

/// Runs a short command to its end. Blocking; for building the world and reading results back.
Result<QByteArray> runToEnd(
    const QString& program, const QStringList& arguments, const QString& folder,
    const std::map<QString, QString>& environment = {});

} // namespace penelope::lab
