#include "app/player/httpload.h"

#include "app/player/connection.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <memory>
#include <poll.h>

namespace penelope::player {

namespace {

using Watch = std::chrono::steady_clock;
constexpr int firstFailure = 400;
constexpr qint64 tickUs = 20'000;

qint64 microsecondsSince(Watch::time_point began)
{
    return std::chrono::duration_cast<std::chrono::microseconds>(Watch::now() - began).count();
}

class Player
{
public:
    Player(const Load& load, const std::function<bool(qint64)>& tick)
        : m_load(load)
        , m_tick(tick)
        , m_limitUs(std::chrono::duration_cast<std::chrono::microseconds>(load.answerLimit).count())
    {
        m_answers.reserve(load.schedule.size());
    }

    std::vector<Answered> run()
    {
        while (m_next < m_load.schedule.size() || !m_waiting.empty() || !m_open.empty()) {
            const auto now = microsecondsSince(m_began);
            if (now >= m_ticked + tickUs) {
                m_ticked = now;
                if (!m_tick(now))
                    break;
            }
            takeDue(now);
            giveUp(now);
            begin(now);
            wait(now);
        }
        return std::move(m_answers);
    }

private:
    struct Asked
    {
        twin::Due due;
        qint64 sinceUs = 0; ///< nothing here waits for the service, so what lies between is the machine's delay
    };
    struct Open
    {
        Asked asked;
        std::unique_ptr<Connection> connection;
    };

    void takeDue(qint64 now)
    {
        while (m_next < m_load.schedule.size() && m_load.schedule[m_next].atUs <= now)
            m_waiting.push_back({m_load.schedule[m_next++], now});
    }

    void answer(const Asked& asked, qint64 now, bool failed, bool timedOut)
    {
        constexpr double millisecond = 1000;
        m_answers.push_back(
            {asked.due.atUs, static_cast<double>(now - asked.sinceUs) / millisecond,
             static_cast<double>(asked.sinceUs - asked.due.atUs) / millisecond, failed, timedOut});
    }

    void giveUp(qint64 now)
    {
        while (!m_waiting.empty() && now - m_waiting.front().sinceUs > m_limitUs) {
            answer(m_waiting.front(), now, true, true);
            m_waiting.pop_front();
        }
        std::erase_if(m_open, [&](const Open& open) {
            if (now - open.asked.sinceUs <= m_limitUs)
                return false;
            answer(open.asked, now, true, true);
            return true;
        });
    }

    void begin(qint64 now)
    {
        while (!m_waiting.empty() && m_open.size() < m_load.mostOpen) {
            const auto asked = m_waiting.front();
            m_waiting.pop_front();
            auto path = m_load.paths[asked.due.path].path.toLatin1();
            path.replace("{{number}}", QByteArray::number(asked.due.number));
            auto connection = std::make_unique<Connection>(m_load.port, path);
            if (connection->descriptor() < 0)
                answer(asked, now, true, false);
            else
                m_open.push_back({asked, std::move(connection)});
        }
    }

    void wait(qint64 now)
    {
        qint64 pause = m_ticked + tickUs - now;
        if (m_next < m_load.schedule.size())
            pause = std::min(pause, m_load.schedule[m_next].atUs - now);
        pause = std::max<qint64>(pause, 0);
        std::vector<pollfd> watched;
        for (const auto& open : m_open) {
            const short events = open.connection->wantsToWrite() ? POLLOUT : POLLIN;
            watched.push_back({open.connection->descriptor(), events, 0});
        }
        const timespec span{static_cast<time_t>(pause / 1'000'000), static_cast<long>(pause % 1'000'000 * 1000)};
        if (::ppoll(watched.data(), watched.size(), &span, nullptr) > 0)
            hear(watched);
    }

    void hear(const std::vector<pollfd>& watched)
    {
        std::vector<Open> rest;
        for (std::size_t at = 0; at < m_open.size(); ++at) {
            auto progress = Connection::Progress::Open;
            if (watched[at].revents != 0)
                progress = m_open[at].connection->go();
            if (progress == Connection::Progress::Open) {
                rest.push_back(std::move(m_open[at]));
                continue;
            }
            const auto& connection = *m_open[at].connection;
            const bool well = progress == Connection::Progress::Done && connection.status() < firstFailure;
            answer(m_open[at].asked, microsecondsSince(m_began), !well, false);
        }
        m_open = std::move(rest);
    }

    const Load& m_load;
    const std::function<bool(qint64)>& m_tick;
    qint64 m_limitUs;
    Watch::time_point m_began = Watch::now();
    qint64 m_ticked = 0;
    std::size_t m_next = 0;
    std::deque<Asked> m_waiting;
    std::vector<Open> m_open;
    std::vector<Answered> m_answers;
};

} // namespace

std::vector<Answered> play(const Load& load, const std::function<bool(qint64)>& tick)
{
    return Player(load, tick).run();
}

std::optional<Fetched> fetch(int port, const QByteArray& path, Milliseconds limit)
{
    Connection connection(port, path);
    const auto until = Watch::now() + limit;
    while (connection.descriptor() >= 0) {
        const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Watch::now()).count();
        const short events = connection.wantsToWrite() ? POLLOUT : POLLIN;
        pollfd watched{connection.descriptor(), events, 0};
        if (left <= 0 || ::poll(&watched, 1, static_cast<int>(left)) <= 0)
            return std::nullopt;
        const auto progress = connection.go();
        if (progress == Connection::Progress::Done)
            return Fetched{connection.status(), connection.body()};
        if (progress == Connection::Progress::Broken)
            return std::nullopt;
    }
    return std::nullopt;
}

} // namespace penelope::player
