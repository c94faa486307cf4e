#include "ui/review/player.h"

#include <algorithm>

namespace penelope::ui::review {

using namespace std::chrono_literals;

namespace {

constexpr auto framesApart = 100ms;

} // namespace

Player::Player(const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
{
    m_timer.setInterval(framesApart);
    m_timer.callOnTimeout(this, &Player::advance);
}

void Player::setSpan(Instant from, Instant to)
{
    pause();
    m_from = from;
    m_to = std::max(from, to);
    m_at = std::clamp(m_at, m_from, m_to);
}

void Player::setMoment(Instant at)
{
    m_last = m_clock.tick();
    const auto moved = std::clamp(at, m_from, m_to);
    if (moved == m_at)
        return;
    m_at = moved;
    emit this->moved(m_at);
}

void Player::setSpeed(int times)
{
    if (isPlaying())
        advance(); // what has passed, passed at the old speed
    m_speed = times;
}

void Player::play()
{
    if (isPlaying() || m_to == m_from)
        return;
    if (m_at >= m_to)
        setMoment(m_from);
    m_last = m_clock.tick();
    m_timer.start();
    emit playingChanged(true);
}

void Player::pause()
{
    if (!isPlaying())
        return;
    m_timer.stop();
    emit playingChanged(false);
}

void Player::advance()
{
    if (!isPlaying())
        return;
    const auto now = m_clock.tick();
    const auto passed = std::chrono::duration_cast<Milliseconds>(now - m_last) * m_speed;
    setMoment(m_at + passed);
    if (m_at >= m_to)
        pause();
}

} // namespace penelope::ui::review
