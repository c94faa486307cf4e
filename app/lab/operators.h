#pragma once

#include "app/lab/coreprocess.h"
#include "core/base/ed25519.h"
#include "core/ports/clock.h"

namespace penelope::lab {

/// The people of the lab. Their keys are made here, on their side; the core learns the public halves.
struct LabOperator
{
    QString name;
    QString publicKey; ///< base64
};
/// Makes keys/NAME.key (0600: the seed in hex, as every other key of the journal lies there). Blocking.
Result<LabOperator> makeOperator(const QString& folder, const QString& name);
/// The private half back. Blocking.
Result<ed25519::SigningKey> readKey(const QString& folder, const QString& name);

/// The scripted operator: waits for a request, takes the time to read it, approves it as lab-bruno, signed with the key
/// in `keyFolder`.
class ScriptedOperator final : public QObject
{
    Q_OBJECT

public:
    ScriptedOperator(CoreProcess& core, const Clock& clock, QString keyFolder);

signals:
    void told(const QString& sentence);

private:
    void look();
    bool hasWayBack(const Facts::Approval& request) const;
    Result<Json> decision(const Facts::Approval& request) const;

    CoreProcess& m_core;
    const Clock& m_clock;
    QString m_keyFolder;
    QTimer m_timer;
    std::map<QString, Tick> m_firstSeen; ///< request and version → when
    bool m_asking = false;
};

} // namespace penelope::lab
