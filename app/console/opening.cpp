#include "app/console/opening.h"

#include "app/console/demosession.h"
#include "app/console/followsession.h"
#include "app/console/offlinesession.h"
#include "app/runtime/handle.h"
#include "app/runtime/journalsnapshots.h"
#include "core/adapters/config/config.h"
#include "core/adapters/sqlite/reader.h"
#include "core/adapters/system/journallock.h"
#include "core/adapters/system/paths.h"
#include "core/engine/reducer.h"

#include <QApplication>
#include <QFileInfo>

#include <utility>

namespace penelope::console {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Longer than that, and nothing on the screen looks like nothing happening.
constexpr auto patience = 300ms;
/// Events that surely take longer to be added up.
constexpr qint64 longJournal = 100'000;
/// The window is told how far it is once in so many thousand events.
constexpr qint64 toldEach = 8;

using End = std::pair<qint64, Instant>;

/// The last seq, and when about that was: the newest events may be damaged.
std::optional<End> endOf(sqlite::Reader& reader)
{
    constexpr qint64 mostTries = 64;
    const auto last = reader.lastSeq();
    for (qint64 at = last.value_or(0); at > 0 && at > *last - mostTries; --at) {
        if (const auto newest = reader.newest(at + 1, 1); newest && !newest->empty())
            return End{*last, newest->front().time};
    }
    return std::nullopt;
}

/// On the worker's thread: what there is to see of a journal that another process writes, or of a file. Its end is told
/// first.
Result<engine::ConsoleState> readState(
    const QString& file, const engine::FoldWish& wish, StartupTrace& trace, const std::function<void(End)>& tellEnd)
{
    const auto reader = sqlite::Reader::open({.path = file});
    if (!reader)
        return Failure{reader.error()};
    trace.mark(StartupTrace::Step::Journal);
    if (const auto end = endOf(**reader))
        tellEnd(*end);
    runtime::JournalSnapshots snapshots(file);
    auto with = wish;
    with.snapshots = &snapshots;
    std::optional<qint64> begun;
    with.progress = [&](qint64 folded, qint64 last) {
        if (!begun)
            begun = folded;
        if (wish.progress)
            wish.progress(folded, last);
    };
    auto state = engine::fold(**reader, with);
    trace.mark(StartupTrace::Step::Snapshot);
    // What was folded is all in memory, and most of it is never looked at.
    if (state && state->seq - begun.value_or(0) > engine::Snapshots::spacing) {
        if (const auto same = snapshots.readBack(*state))
            return *same;
    }
    return state;
}

} // namespace

Opening::Opening(const Options& options, const Clock& clock, StartupTrace& trace, IsEnough isEnough, Done done)
    : m_options(options)
    , m_clock(clock)
    , m_trace(trace)
    , m_isEnough(std::move(isEnough))
    , m_done(std::move(done))
    , m_worker(u"opening"_s)
{
    if (options.screenshots.isEmpty()) {
        m_patience.setSingleShot(true);
        m_patience.callOnTimeout(&m_patience, [this] { showThatItTakesLong(); });
        m_patience.start(patience);
    }
    begin();
}

Opening::~Opening()
{
    m_stop.request_stop();
    m_core.reset();
}

engine::Folding Opening::folding()
{
    const auto tell = [box = m_mailbox.address(), this](qint64 folded, qint64 last) {
        if (folded / 1000 % toldEach == 0)
            box.post([this, folded, last] {
                if (m_window)
                    m_window->showProgress(folded, last);
                if (m_offline && m_offline->reading())
                    m_offline->showReading(folded, last);
            });
    };
    return {tell, m_stop.get_token()};
}

void Opening::begin()
{
    if (m_options.demo)
        finish(DemoSession::open(m_options.journalFile(), m_clock).map([](auto session) {
            return Source{std::move(session), nullptr, {}};
        }));
    else if (!m_options.readsOnly() && !system::JournalLock::holder(m_options.journalFile()))
        beginLive();
    else
        beginReading();
}

void Opening::beginLive()
{
    const auto file = m_options.config.isEmpty() ? std::optional<QString>{} : std::optional{m_options.config};
    auto configuration = config::load(config::surroundings(file));
    if (!configuration)
        return finish(Failure{configuration.error()});
    const auto journal = QFileInfo(m_options.journalFile()).absoluteFilePath();
    m_session = std::make_unique<LiveSession>(m_clock, OperatorName{runtime::handleOf(system::loginName())}, journal);
    runtime::Options options{
        journal, std::move(*configuration), u"console"_s, QApplication::applicationVersion(), folding()};
    readFront([this, options = std::move(options)](const State& front) { showLive(options, front); });
}

/// The core behind a front starts after the first paint: until then the processor is the picture's.
void Opening::showLive(runtime::Options options, const State& front)
{
    if (!front)
        return startCore(*m_session, std::move(options), [this] {
            finish(Source{std::move(m_session), std::move(m_core), {}});
        });
    m_session->showFront(*front);
    auto* session = m_session.get();
    finish(Source{std::move(m_session), nullptr, [this, session, options = std::move(options)] {
                      startCore(*session, options, [] {});
                  }});
}

void Opening::startCore(LiveSession& session, runtime::Options options, std::function<void()> then)
{
    m_core = LiveCore::start(
        std::move(options), session, m_mailbox, [this, &session, then = std::move(then)](const Status& started) {
            if (!started)
                return finish(Failure{started.error()});
            m_trace.mark(StartupTrace::Step::Snapshot);
            session.openOwnKey();
            then();
        });
}

void Opening::beginReading()
{
    readFront([this](const State& front) {
        if (m_options.readsOnly())
            showOffline(front);
        else
            showFollowed(front);
    });
}

void Opening::readFront(std::function<void(State)> then)
{
    const bool mayDo = m_options.screenshots.isEmpty() && m_options.link.isEmpty() && !m_options.at;
    if (!mayDo)
        return then(nullptr);
    m_reading = m_worker.run(
        m_mailbox,
        [file = m_options.journalFile(), &trace = m_trace](const std::stop_token&) -> State {
            trace.mark(StartupTrace::Step::Journal);
            auto front = runtime::JournalSnapshots(file, runtime::JournalSnapshots::Use::Read).front();
            trace.mark(StartupTrace::Step::Snapshot);
            return front;
        },
        [this, then = std::move(then)](const State& front) {
            m_hasFront = front != nullptr;
            then(front && m_isEnough(*front) ? front : nullptr);
        });
}

void Opening::readWhole(std::function<void(engine::ConsoleState)> then)
{
    auto watched = folding();
    const engine::FoldWish wish{
        .at = m_options.readsOnly() ? m_options.at : std::nullopt,
        .progress = std::move(watched.progress),
        .stop = std::move(watched.stop)};
    const auto tellEnd = [box = m_mailbox.address(), this](End end) {
        box.post([this, end] {
            m_end = end;
            // There is no need to wait for the moment that it takes longer than.
            if (end.first > longJournal && !m_hasFront && !m_offline && wantsEvents())
                browse();
        });
    };
    m_reading = m_worker.run(
        m_mailbox,
        [file = m_options.journalFile(), wish, &trace = m_trace, tellEnd](const std::stop_token&) {
            return readState(file, wish, trace, tellEnd);
        },
        [this, then = std::move(then)](Result<engine::ConsoleState> state) {
            if (state)
                return then(std::move(*state));
            // Whatever is whole in a damaged file can be browsed.
            if (!m_offline && state.error().code == ErrorCode::Damaged && isBrowsable())
                browse();
            if (!m_offline)
                return finish(Failure{state.error()});
            m_offline->showTrouble(state.error());
            m_offline->verify();
        });
}

void Opening::showFollowed(const State& front)
{
    const auto file = m_options.journalFile();
    if (!front)
        return readWhole([this, file](engine::ConsoleState state) {
            finish(Source{FollowSession::over(std::move(state), file, m_clock), nullptr, {}});
        });
    auto session = FollowSession::overFront(*front, file, m_clock);
    auto* follower = session.get();
    finish(Source{std::move(session), nullptr, [this, follower] {
                      readWhole([follower](engine::ConsoleState state) { follower->complete(std::move(state)); });
                  }});
}

void Opening::showOffline(const State& front)
{
    const auto file = m_options.journalFile();
    if (!front)
        return readWhole([this, file](engine::ConsoleState state) {
            if (m_offline)
                return showAll(std::move(state));
            auto session = OfflineSession::over(std::move(state), file, m_options.at);
            auto* offline = session.get();
            finish(Source{std::move(session), nullptr, [offline] { offline->verify(); }});
        });
    auto session = OfflineSession::overFront(*front, file);
    m_offline = session.get();
    finish(Source{std::move(session), nullptr, [this] {
                      readWhole([this](engine::ConsoleState state) { showAll(std::move(state)); });
                  }});
}

/// In the window that is there.
void Opening::showAll(engine::ConsoleState state)
{
    m_offline->complete(std::move(state));
    m_offline->verify();
}

bool Opening::isBrowsable() const
{
    return m_options.readsOnly() && m_options.screenshots.isEmpty() && !m_options.at && m_end;
}

/// Who opens a file for the first time wants to see what is in it; who asked for a page or a moment, that.
bool Opening::wantsEvents() const
{
    const bool asked = m_options.page == "audit"_L1 || (m_options.page.isEmpty() && !m_hasFront);
    return asked && m_options.link.isEmpty() && isBrowsable();
}

/// The window with what needs no state.
void Opening::browse()
{
    auto session = OfflineSession::overEnd(m_end->first, m_end->second, m_options.journalFile());
    m_offline = session.get();
    finish(Source{std::move(session), nullptr, {}});
}

void Opening::showThatItTakesLong()
{
    if (wantsEvents())
        return browse();
    m_window = std::make_unique<ui::StartWindow>(
        QFileInfo(m_options.journalFile()).fileName(), [this] { m_stop.request_stop(); });
    m_window->show();
}

void Opening::finish(Result<Source> source)
{
    m_patience.stop();
    // Never from within the constructor.
    m_mailbox.post([this, opened = std::make_shared<Result<Source>>(std::move(source))] {
        // The main window first: an application ends with its last window.
        m_done(std::move(*opened));
        m_window.reset();
    });
}

} // namespace penelope::console
