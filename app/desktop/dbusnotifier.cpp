#include "app/desktop/dbusnotifier.h"

#include "app/desktop/notificationsproxy.h"

#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

#include <utility>

namespace penelope::desktop {

using namespace Qt::Literals::StringLiterals;
using ui::attention::Bubble;
using ui::attention::Urgency;

namespace {

constexpr qsizetype longestBody = 400;
constexpr int answerWithinMs = 5000;

bool isHostile(QChar c)
{
    const auto category = c.category();
    return category == QChar::Other_Control || category == QChar::Other_Format || category == QChar::Other_Surrogate ||
           c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
}

QVariantMap hintsOf(const Bubble& bubble)
{
    return {
        {u"urgency"_s, QVariant::fromValue(static_cast<uchar>(bubble.urgency))},
        {u"desktop-entry"_s, QStringLiteral(PENELOPE_APPLICATION_ID)},
        {u"suppress-sound"_s, true}}; // the tones are our own
}

} // namespace

QString bodyText(const QString& plain, bool readsMarkup)
{
    QString text = plain.size() > longestBody ? plain.left(longestBody) + u'…' : plain;
    for (QChar& c : text) {
        if (c != u'\n' && isHostile(c))
            c = QChar::ReplacementCharacter;
    }
    return readsMarkup ? text.toHtmlEscaped() : text;
}

DbusNotifier::DbusNotifier(const QDBusConnection& bus, QObject* parent)
    : Notifier(parent)
{
    if (!bus.isConnected()) {
        m_state = State::NoService;
        return;
    }
    m_service = std::make_unique<NotificationsProxy>(bus);
    m_service->setTimeout(answerWithinMs);
    connect(m_service.get(), &NotificationsProxy::ActivationToken, this, [](uint, const QString& token) {
        // Wayland lets a window come to the front only with what the click gave.
        qputenv("XDG_ACTIVATION_TOKEN", token.toUtf8());
    });
    connect(m_service.get(), &NotificationsProxy::ActionInvoked, this, [this](uint number, const QString& key) {
        if (const QString id = idOf(number); !id.isEmpty() && key == "default"_L1)
            emit opened(id);
    });
    connect(m_service.get(), &NotificationsProxy::NotificationClosed, this, [this](uint number, uint) {
        if (const QString id = idOf(number); !id.isEmpty()) {
            m_entries.erase(id);
            emit closed(id);
        }
    });
    askAbilities();
}

DbusNotifier::~DbusNotifier()
{
    // What is no longer watched is not to be clicked.
    for (const auto& [id, entry] : m_entries) {
        if (entry.number != 0)
            m_service->asyncCall(u"CloseNotification"_s, entry.number);
    }
}

void DbusNotifier::askAbilities()
{
    m_asked = true;
    auto* call = new QDBusPendingCallWatcher(m_service->asyncCall(u"GetCapabilities"_s), this);
    connect(call, &QDBusPendingCallWatcher::finished, this, [this, call] {
        call->deleteLater();
        const QDBusPendingReply<QStringList> reply = *call;
        if (reply.isError()) {
            m_asked = false; // a desktop that starts later is asked again with the next bubble
            setState(State::NoService);
            return;
        }
        m_readsMarkup = reply.value().contains(u"body-markup"_s);
        setState(State::Works);
    });
}

void DbusNotifier::show(const Bubble& bubble)
{
    if (!m_service)
        return;
    if (!m_asked)
        askAbilities();
    Entry& entry = m_entries[bubble.id];
    if (entry.asking) {
        entry.newer = bubble;
        entry.closing = false;
        return;
    }
    notify(bubble, entry);
}

void DbusNotifier::notify(const Bubble& bubble, Entry& entry)
{
    entry.asking = true;
    // A critical one stays until it is put away; the others as long as the desktop likes.
    const int expires = bubble.urgency == Urgency::Critical ? 0 : -1;
    auto* call = new QDBusPendingCallWatcher(
        m_service->asyncCall(
            u"Notify"_s, u"Penelope"_s, entry.number, QStringLiteral(PENELOPE_APPLICATION_ID),
            bodyText(bubble.title, false), bodyText(bubble.body, m_readsMarkup),
            QStringList{u"default"_s, u"Penelope"_s}, hintsOf(bubble), expires),
        this);
    connect(call, &QDBusPendingCallWatcher::finished, this, [this, call, id = bubble.id] {
        call->deleteLater();
        takeNumber(id, *call);
    });
}

void DbusNotifier::takeNumber(const QString& id, QDBusPendingCallWatcher& call)
{
    const QDBusPendingReply<uint> reply = call;
    const auto found = m_entries.find(id);
    if (reply.isError()) {
        if (found != m_entries.end())
            m_entries.erase(found);
        m_asked = false;
        setState(State::NoService);
        return;
    }
    setState(State::Works);
    if (found == m_entries.end())
        return;
    Entry& entry = found->second;
    entry.number = reply.value();
    entry.asking = false;
    if (std::exchange(entry.closing, false))
        close(id);
    else if (const auto newer = std::exchange(entry.newer, std::nullopt))
        notify(*newer, entry);
}

void DbusNotifier::close(const QString& id)
{
    const auto found = m_entries.find(id);
    if (found == m_entries.end())
        return;
    if (found->second.asking) {
        found->second.closing = true;
        found->second.newer.reset();
        return;
    }
    const uint number = found->second.number;
    m_entries.erase(found);
    m_service->asyncCall(u"CloseNotification"_s, number);
}

void DbusNotifier::setState(State state)
{
    if (m_state == state)
        return;
    m_state = state;
    emit stateChanged();
}

QString DbusNotifier::idOf(uint number) const
{
    for (const auto& [id, entry] : m_entries) {
        if (entry.number == number)
            return id;
    }
    return {};
}

} // namespace penelope::desktop
