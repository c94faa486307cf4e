#pragma once

#include "core/base/result.h"

#include <QObject>

#include <functional>
#include <memory>

namespace penelope::desktop {

/// What a second start hands to the first: which link to follow, and leave to come to the front.
struct HandOver
{
    QString link;            ///< as the command line gave it, unchecked; empty = only come to the front
    QString activationToken; ///< of Wayland; empty = none
    bool operator==(const HandOver&) const = default;
};

enum class Taken {
    Yes,
    Nobody, ///< nobody listens, perhaps a socket of a process that died
    Silent  ///< somebody listens and does not answer, or is another user
};
/// Blocks for at most `patience`; to be called before there is a window.
Taken handOver(const QString& socket, const HandOver& wish, int patienceMs = 2000);

class LocalListener;

/// One window for a journal and a user: whoever starts the program again is sent to the first. GUI thread. The socket
/// is the user's alone (0600), and every caller is asked of the kernel who it is.
class SingleInstance : public QObject
{
    Q_OBJECT

public:
    explicit SingleInstance(QObject* parent = nullptr);
    ~SingleInstance() override;

    /// Listens there. A socket that nobody answers on is taken away first. Conflict: somebody listens already;
    /// Unavailable: the folder cannot be written.
    Status listen(const QString& socket);

signals:
    void requested(const penelope::desktop::HandOver& wish);

private:
    QByteArray answer(const QByteArray& line);

    std::unique_ptr<LocalListener> m_listener;
};

} // namespace penelope::desktop
