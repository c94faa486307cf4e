#pragma once

#include "ui/attention/ports.h"

#include <QDBusConnection>

#include <map>
#include <memory>

class QDBusPendingCallWatcher;

namespace penelope::desktop {

class NotificationsProxy;

/// Plain text as the body of a bubble. Some services read the body as markup: then nothing in it may be any. Marks that
/// turn the direction of writing and other controls become visible, line ends stay. At most 400 characters.
QString bodyText(const QString& plain, bool readsMarkup);

/// The notification service of the session bus. Every call is asynchronous. A bubble has one action, "default": the
/// click on the bubble itself, which opens the row; nothing is ever decided from a bubble.
class DbusNotifier : public ui::attention::Notifier
{
    Q_OBJECT

public:
    explicit DbusNotifier(const QDBusConnection& bus = QDBusConnection::sessionBus(), QObject* parent = nullptr);
    ~DbusNotifier() override;

    State state() const override { return m_state; }
    void show(const ui::attention::Bubble& bubble) override;
    void close(const QString& id) override;

private:
    /// What the service calls a bubble of ours; 0 while it has not answered yet.
    struct Entry
    {
        uint number = 0;
        bool asking = false;
        bool closing = false;                       ///< as soon as the number is known
        std::optional<ui::attention::Bubble> newer; ///< waits for the number
    };

    void askAbilities();
    void notify(const ui::attention::Bubble& bubble, Entry& entry);
    void takeNumber(const QString& id, QDBusPendingCallWatcher& call);
    void setState(State state);
    QString idOf(uint number) const;

    std::unique_ptr<NotificationsProxy> m_service; ///< null without a bus
    State m_state = State::Unknown;
    bool m_asked = false;
    bool m_readsMarkup = true; ///< until the service says otherwise
    std::map<QString, Entry> m_entries;
};

} // namespace penelope::desktop
