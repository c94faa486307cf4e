#pragma once

#include "core/base/ed25519.h"
#include "core/base/result.h"

#include <QObject>

#include <functional>
#include <optional>

namespace penelope::keyring {

/// What a keyring said when it was asked for a key.
enum class Found {
    Key,
    Absent,   ///< there is a keyring, and it holds no such key
    Refused,  ///< the user said no: nobody goes around that with a file
    NoKeyring ///< none answers, or it is in trouble: the key file is the place
};

struct Answer
{
    Found found = Found::NoKeyring;
    std::optional<ed25519::SigningKey> key;
    QString trouble; ///< for the log and the settings; empty = none
};

/// What an error number of QtKeychain means here. Any but "entry not found" and a user's refusal means no keyring:
/// without a session bus the library answers "unknown error", not "no backend".
Found foundOf(int error);

/// Operators' seeds in the Secret Service of the desktop session, one entry for each journal and operator. Needs an
/// event loop; the answer comes on the thread that asked, unless `context` has gone.
void read(QObject& context, const QString& journalId, const QString& name, std::function<void(Answer)> done);
/// Unavailable: there is no keyring. NotPermitted: the user said no.
void store(
    QObject& context, const QString& journalId, const QString& name, const ed25519::Seed& seed,
    std::function<void(Status)> done);

} // namespace penelope::keyring
