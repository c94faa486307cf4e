#include "app/console/demosession.h"

#include "core/adapters/config/config.h"
#include "core/adapters/sqlite/tailverifier.h"
#include "core/adapters/system/paths.h"
#include "core/engine/generator/generator.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace penelope::console {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

namespace generator = engine::generator;

Result<std::vector<journal::Event>> toldEvening()
{
    std::vector<journal::Event> told;
    Status trouble;
    generator::generate(generator::demoOptions(), [&](const generator::Line& line) {
        auto event = journal::decode(QByteArray(line.body.data(), static_cast<qsizetype>(line.body.size())));
        if (event)
            told.push_back(std::move(*event));
        else
            trouble = Failure{event.error()};
        return trouble.has_value();
    });
    if (!trouble)
        return Failure{trouble.error()};
    return told;
}

Status clear(const QString& journal)
{
    for (const auto* ending : {"", "-wal", "-shm"}) {
        const auto file = journal + QLatin1StringView(ending);
        if (QFile::exists(file) && !QFile::remove(file))
            return failure(ErrorCode::Storage, u"the earlier demonstration cannot be removed"_s, file);
    }
    return {};
}

} // namespace

QString DemoSession::place()
{
    return config::dataHome(config::surroundings()) + u"/demo/journal.db"_s;
}

Result<std::unique_ptr<DemoSession>> DemoSession::open(const QString& journal, const Clock& clock)
{
    if (!system::makeFolder(QFileInfo(journal).absolutePath()))
        return failure(ErrorCode::Storage, u"the folder of the demonstration cannot be made"_s, journal);
    Parts parts;
    auto lock = system::JournalLock::take(journal, {}, clock.now());
    if (!lock)
        return Failure{lock.error()};
    parts.lock = std::move(*lock);
    if (auto cleared = clear(journal); !cleared)
        return Failure{cleared.error()};
    auto told = toldEvening();
    if (!told)
        return Failure{told.error()};
    const auto options = generator::demoOptions();
    auto store = sqlite::Store::open({.path = journal, .create = true, .key = generator::identityOf(options).key});
    if (!store)
        return Failure{store.error()};
    parts.store = std::move(*store);
    const OperatorName who{QString::fromLatin1(generator::demoOperator)};
    parts.play = std::make_unique<engine::StoryPlay>(
        *parts.store, std::move(*told), engine::StoryPlay::Desk{who, generator::personalKey(options, who.value())});
    if (auto played = parts.play->playTo(generator::demoOpens); !played)
        return Failure{played.error()};
    if (auto written = parts.store->checkpoint(); !written)
        return Failure{written.error()};
    return std::unique_ptr<DemoSession>(new DemoSession(std::move(parts), journal, clock));
}

DemoSession::DemoSession(Parts parts, const QString& journal, const Clock& clock)
    : m_clock(clock)
    , m_journal(journal)
    , m_parts(std::move(parts))
    , m_now(generator::demoOpens)
    , m_last(clock.tick())
    , m_worker(u"verifier"_s)
{
    m_timer.callOnTimeout(this, &DemoSession::advance);
    m_timer.start(1s);
    publish();
    verify();
}

OperatorName DemoSession::operatorName() const
{
    return OperatorName{QString::fromLatin1(generator::demoOperator)};
}

QString DemoSession::keyNotice() const
{
    return tr("You sign with a test key that belongs to the demonstration: it proves nothing.");
}

bool DemoSession::isOver() const
{
    return m_now >= generator::demoBegins + generator::demoLasts;
}

void DemoSession::setSpeed(int times)
{
    advance(); // what has passed, passed at the old speed
    if (times == 0 || isOver()) {
        m_timer.stop();
    } else {
        m_speed = times;
        m_last = m_clock.tick();
        m_timer.start(times == 1 ? 1s : 250ms);
    }
    emit ticked();
}

void DemoSession::skip()
{
    constexpr Milliseconds before = 2s;
    const auto next = m_parts.play->nextStep(m_now + before);
    moveTo(next ? std::max(m_now, *next - before) : generator::demoBegins + generator::demoLasts);
}

void DemoSession::advance()
{
    const auto tick = m_clock.tick();
    const auto passed = std::chrono::duration_cast<Milliseconds>(tick - m_last) * m_speed;
    m_last = tick;
    if (m_timer.isActive())
        moveTo(m_now + passed);
}

void DemoSession::moveTo(Instant now)
{
    m_now = std::min(now, generator::demoBegins + generator::demoLasts);
    const auto before = m_parts.store->lastSeq();
    const auto played = m_parts.play->playTo(m_now);
    const auto trouble = played ? QString() : played.error().message;
    const bool told = std::exchange(m_trouble, trouble) != trouble;
    if (isOver())
        m_timer.stop();
    if (told || m_parts.store->lastSeq() != before) {
        verify();
        publish();
        emit changed();
    } else {
        publish();
    }
    emit ticked();
}

void DemoSession::publish()
{
    m_snapshot.state = m_parts.play->shared();
    m_snapshot.live.sources = m_parts.play->sources(m_now);
    m_snapshot.live.heartbeat = m_now;
    m_snapshot.live.storageTrouble = m_trouble;
}

void DemoSession::verify()
{
    if (std::exchange(m_isVerifying, true))
        return;
    m_verifying = m_worker.run(
        m_mailbox,
        [file = m_journal](const std::stop_token& stop) { return sqlite::TailVerifier(file).wholeFile(stop); },
        [this](compliance::Verified verified) {
            m_isVerifying = false;
            m_snapshot.live.verified = std::move(verified);
            emit changed();
        });
}

void DemoSession::send(const QString& command, Json args, engine::Answer answer)
{
    // Nobody decides in a hurry that they did not choose.
    if (command == "intend"_L1 && m_speed > 1)
        setSpeed(1);
    advance();
    auto outcome = m_parts.play->send(command, std::move(args), m_now);
    if (outcome) {
        publish();
        emit changed();
    }
    if (!answer)
        return;
    QMetaObject::invokeMethod(
        this, [answer = std::move(answer), outcome = std::move(outcome)] { answer(outcome); }, Qt::QueuedConnection);
}

} // namespace penelope::console
