#pragma once

#include "app/lab/child.h"
#include "app/lab/controllink.h"
#include "app/lab/facts.h"
#include "app/lab/layout.h"
#include "app/lab/programs.h"

#include <QObject>
#include <QTimer>

namespace penelope::lab {

/// The product, as the lab runs it: the console or `penelopectl serve`, with XDG folders of its own, and the link to
/// its control socket. A core that is killed is started again, as any supervisor would. Main thread.
class CoreProcess final : public QObject
{
    Q_OBJECT

public:
    CoreProcess(const Layout& layout, const Programs& programs, bool console);

    Status start();
    void stop();
    bool isRunning() const { return m_child && m_child->running(); }
    qint64 pid() const { return m_child ? m_child->pid() : 0; }
    ControlLink& link() { return m_link; }
    const Facts& facts() const { return m_facts; }

signals:
    /// An event, with what was known before it (`facts()` already holds it).
    void eventArrived(const Json& envelope, const Facts& before);
    void told(const QString& sentence);
    /// Ended and not to be started again: closed by a person, or unable to start.
    void ended(int exitCode);

private:
    void childEnded(const Child::Ended& how);
    void connectLink();

    Layout m_layout;
    Programs m_programs;
    bool m_console;
    std::unique_ptr<Child> m_child;
    ControlLink m_link;
    Facts m_facts;
    QTimer m_retry;
};

/// XDG folders inside the lab's, and what a desktop needs to be found from there.
std::map<QString, QString> coreEnvironment(const Layout& layout);

} // namespace penelope::lab
