#include "app/console/followsession.h"

#include "core/adapters/sqlite/reader.h"
#include "core/adapters/sqlite/tailverifier.h"
#include "core/adapters/system/journallock.h"
#include "core/engine/reducer.h"

namespace penelope::console {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int tailChunk = 1000;

} // namespace

struct FollowSession::Tail
{
    explicit Tail(QString path)
        : file(std::move(path))
    {}

    QString file;
    std::unique_ptr<sqlite::Reader> reader;
    sqlite::TailVerifier verifier{file};

    /// A part at a time, so that the tail is not kept waiting by a long history.
    compliance::Verified verified(const std::stop_token& stop)
    {
        constexpr qint64 rowsAtOnce = 50'000;
        const auto more = verifier.goOn(rowsAtOnce, stop);
        auto looked = verifier.verified();
        if (!more)
            looked.trouble = more.error().message;
        return looked;
    }

    /// What `state` becomes with the records that came since; null = none came.
    Result<std::shared_ptr<const engine::ConsoleState>> after(const std::shared_ptr<const engine::ConsoleState>& state)
    {
        if (!reader) {
            auto opened = sqlite::Reader::open({.path = file});
            if (!opened)
                return Failure{opened.error()};
            reader = std::move(*opened);
        }
        const auto events = reader->read(state->seq + 1, tailChunk);
        if (!events)
            return Failure{events.error()};
        if (events->empty())
            return nullptr;
        auto next = std::make_shared<engine::ConsoleState>(*state);
        for (const auto& event : *events)
            engine::apply(*next, event);
        return next;
    }
};

FollowSession::FollowSession(engine::ConsoleState state, const QString& file, const Clock& clock)
    : m_clock(clock)
    , m_file(file)
    , m_tail(std::make_shared<Tail>(file))
    , m_worker(u"tail"_s)
{
    m_snapshot.state = std::make_shared<const engine::ConsoleState>(std::move(state));
    m_reason = writer();
    m_second.callOnTimeout(this, [this] {
        follow();
        emit ticked();
    });
    m_second.start(1s);
}

std::unique_ptr<FollowSession> FollowSession::over(engine::ConsoleState state, const QString& file, const Clock& clock)
{
    return std::unique_ptr<FollowSession>(new FollowSession(std::move(state), file, clock));
}

std::unique_ptr<FollowSession>
FollowSession::overFront(engine::ConsoleState front, const QString& file, const Clock& clock)
{
    auto session = over(std::move(front), file, clock);
    session->m_whole = false;
    return session;
}

void FollowSession::complete(engine::ConsoleState state)
{
    m_snapshot.state = std::make_shared<const engine::ConsoleState>(std::move(state));
    m_whole = true;
    emit changed();
    emit completed();
}

QString FollowSession::writer() const
{
    const auto holder = system::JournalLock::holder(m_file);
    if (!holder)
        return tr("No decision core runs on this journal; this console only follows it.");
    //: %1 is a process id, %2 a machine
    return tr("Process %1 on %2 writes this journal; this console follows it.").arg(holder->pid).arg(holder->host);
}

void FollowSession::follow()
{
    if (m_busy || !m_whole)
        return;
    m_busy = true;
    m_reading = m_worker.run(
        m_mailbox,
        [tail = m_tail, state = m_snapshot.state](const std::stop_token& stop) {
            return std::pair{tail->after(state), tail->verified(stop)};
        },
        [this](const std::pair<Result<std::shared_ptr<const engine::ConsoleState>>, compliance::Verified>& looked) {
            m_busy = false;
            const auto& next = looked.first;
            const QString reason = next ? writer() : next.error().message;
            bool told = std::exchange(m_reason, reason) != reason;
            told = std::exchange(m_snapshot.live.verified, looked.second) != looked.second || told;
            if (next && *next)
                m_snapshot.state = *next;
            if (told || (next && *next))
                emit changed();
        });
}

void FollowSession::send(const QString& command, Json args, engine::Answer answer)
{
    Q_UNUSED(command)
    Q_UNUSED(args)
    if (answer)
        answer(failure(ErrorCode::NotPermitted, m_reason));
}

} // namespace penelope::console
