#include "ui/attention/attentionwatch.h"

#include "ui/shell/statusstrip.h"

#include <algorithm>

namespace penelope::ui::attention {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Three heart-beats, one a second, and the one that is just due.
constexpr Milliseconds coreGrace = std::chrono::seconds{4};
/// With more than this standing, a look costs milliseconds: then not at each of the ten snapshots a second.
constexpr std::size_t manyNotices = 1000;
constexpr Milliseconds lookPause = std::chrono::milliseconds{300};

} // namespace

AttentionWatch::AttentionWatch(
    Session& session, const Clock& clock, Notifier& notifier, SoundPlayer& player, const Preferences& preferences,
    QObject* parent)
    : QObject(parent)
    , m_session(session)
    , m_clock(clock)
    , m_notifier(notifier)
    , m_player(player)
    , m_preferences(preferences)
    , m_lookedAt(session.now())
    , m_lookedTick(clock.tick())
{
    m_standing = standing(moment());
    connect(&session, &Session::changed, this, &AttentionWatch::lookIfDue);
    connect(&session, &Session::ticked, this, &AttentionWatch::tick);
    connect(&notifier, &Notifier::opened, this, &AttentionWatch::open);
    connect(&notifier, &Notifier::closed, this, [this](const QString& id) {
        m_bundler.forget(id);
        m_bubbles.erase(id);
    });
    connect(&notifier, &Notifier::stateChanged, this, &AttentionWatch::changed);
    connect(&player, &SoundPlayer::stateChanged, this, &AttentionWatch::changed);
}

Moment AttentionWatch::moment() const
{
    const auto mode = m_session.mode();
    const bool watches = mode == Session::Mode::Live || mode == Session::Mode::ReadOnly;
    const bool lost = coreFreshness(m_session) == Freshness::Lost && m_clock.tick() >= m_coreCountsFrom;
    return {m_session.snapshot(), m_session.now(), m_session.operatorName(), watches, lost};
}

void AttentionWatch::noticeJump()
{
    const Milliseconds wall = m_session.now() - m_lookedAt;
    const Milliseconds steady = m_clock.tick() - m_lookedTick;
    m_lookedAt = m_session.now();
    m_lookedTick = m_clock.tick();
    const Milliseconds gap = wall - steady;
    if (std::chrono::abs(gap) <= jump)
        return;
    m_coreCountsFrom = m_clock.tick() + coreGrace;
    emit woke(gap);
    m_session.refresh();
}

void AttentionWatch::look()
{
    noticeJump();
    auto now = standing(moment());
    const auto change = changeBetween(m_standing, now);
    m_standing = std::move(now);
    carryOut(m_bundler.take(change, m_clock.tick()));
}

void AttentionWatch::lookIfDue()
{
    // The tick that comes every second sees what is left out here.
    if (m_standing.size() <= manyNotices || m_clock.tick() - m_lookedTick >= lookPause)
        look();
}

void AttentionWatch::tick()
{
    look();
    if (std::exchange(m_shownMinutes, mutedMinutes()) != mutedMinutes())
        emit changed();
}

void AttentionWatch::carryOut(const Bundler::Step& step)
{
    for (const QString& id : step.close) {
        m_bubbles.erase(id);
        m_notifier.close(id);
    }
    if (step.show && m_preferences.notify) {
        m_bubbles[step.show->id] = *step.show;
        m_notifier.show(*step.show);
    }
    if (step.sound && m_preferences.sound && !isMuted())
        m_player.play(*step.sound, m_preferences.volume);
}

void AttentionWatch::open(const QString& id)
{
    if (const auto found = m_bubbles.find(id); found != m_bubbles.end())
        emit openRequested(found->second.page, found->second.item);
}

void AttentionWatch::setPreferences(const Preferences& preferences)
{
    if (m_preferences == preferences)
        return;
    m_preferences = preferences;
    emit changed();
}

int AttentionWatch::mutedMinutes() const
{
    if (!m_muted)
        return 0;
    // Sleep counts as silence kept, and a wall clock that was set back does not prolong it.
    const Milliseconds wall = m_session.now() - m_muted->first;
    const Milliseconds steady = m_clock.tick() - m_muted->second;
    const Milliseconds left = muteSpan - std::max(wall, steady);
    return left.count() > 0 ? static_cast<int>(std::chrono::ceil<std::chrono::minutes>(left).count()) : 0;
}

void AttentionWatch::toggleMute()
{
    m_muted = isMuted() ? std::nullopt : std::optional{std::pair{m_session.now(), m_clock.tick()}};
    m_shownMinutes = mutedMinutes();
    emit changed();
}

bool AttentionWatch::testNotification()
{
    m_notifier.show(
        {u"test"_s, Urgency::Normal, tr("Penelope: test"), tr("Notifications of Penelope look like this."), {}, {}});
    return m_notifier.state() != Notifier::State::NoService;
}

void AttentionWatch::testSound(Sound sound)
{
    m_player.play(sound, m_preferences.volume);
}

QString AttentionWatch::soundWord() const
{
    if (m_player.state() == SoundPlayer::State::NoLibrary || m_player.state() == SoundPlayer::State::NoDevice)
        return tr("no device");
    if (!m_preferences.sound)
        return tr("off");
    //: %1 is a number of minutes
    return isMuted() ? tr("muted %1 min").arg(mutedMinutes()) : tr("on");
}

QString AttentionWatch::soundSentence() const
{
    switch (m_player.state()) {
    case SoundPlayer::State::NoLibrary:
        return tr("There is no sound: the package libcanberra0 is not installed. Notifications and the window go on.");
    case SoundPlayer::State::NoDevice:
        return tr("There is no sound: no sound device answers. Notifications and the window go on.");
    case SoundPlayer::State::Unknown:
    case SoundPlayer::State::Works: break;
    }
    if (!m_preferences.sound)
        return tr("Sound is off.");
    if (isMuted())
        return tr("Sound is muted for %n minute(s) more.", nullptr, mutedMinutes());
    return tr("Sound is on.");
}

QString AttentionWatch::notifierSentence() const
{
    switch (m_notifier.state()) {
    case Notifier::State::NoService:
        return tr("This desktop shows no notifications: no service answers as org.freedesktop.Notifications. The "
                  "attention strip, the window's title and the tones go on.");
    case Notifier::State::Unknown: return tr("The desktop's notifications have not been needed yet.");
    case Notifier::State::Works: break;
    }
    return m_preferences.notify ? tr("Notifications are shown by the desktop.") : tr("Notifications are off.");
}

} // namespace penelope::ui::attention
