#pragma once

#include "app/lab/coreprocess.h"
#include "core/ports/clock.h"

namespace penelope::lab {

/// The people of the lab. Their keys are made here, on their side; the core learns the public halves.
struct LabOperator
{
    QString name;
    QString publicKey; ///< base64
};
/// Makes keys/NAME.key (0600: 64 bytes, base64). Blocking.
Result<LabOperator> makeOperator(const QString& folder, const QString& name);

/// The scripted operator: waits for a request, takes the time to read it, approves it by name as lab-bruno.
class ScriptedOperator final : public QObject
{
    Q_OBJECT

public:
    ScriptedOperator(CoreProcess& core, const Clock& clock);

signals:
    void told(const QString& sentence);

private:
    void look();

    CoreProcess& m_core;
    const Clock& m_clock;
    QTimer m_timer;
    std::map<QString, Tick> m_firstSeen; ///< request and version → when
    bool m_asking = false;
};

} // namespace penelope::lab
