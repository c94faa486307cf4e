#include "app/console/livecore.h"

#include "core/adapters/system/paths.h"
#include "core/engine/decisioncore.h"

#include <future>

namespace penelope::console {
namespace {

struct Started
{
    Status status;
    std::unique_ptr<engine::CoreLink> link;
    engine::Snapshot snapshot;
    QStringList troubles;
};

Started startHere(std::unique_ptr<runtime::CoreRuntime>& runtime, runtime::Options options, LiveSession& session)
{
    auto opened = runtime::CoreRuntime::open(std::move(options));
    if (!opened)
        return {Failure{opened.error()}, nullptr, {}, {}};
    runtime = std::move(*opened);
    if (auto status = runtime->start(); !status) {
        runtime.reset();
        return {status, nullptr, {}, {}};
    }
    auto& core = runtime->core();
    core.subscribe(session.mailbox(), [&session](const engine::Snapshot& snapshot) { session.publish(snapshot); });
    return {{}, core.link(session.mailbox()), core.snapshot(), runtime->troubles()};
}

} // namespace

LiveCore::LiveCore()
    : m_log(system::logFolder(), QStringLiteral("penelope"), system::LogLevel::Info)
    , m_runtime(std::make_shared<std::unique_ptr<runtime::CoreRuntime>>())
    , m_thread(QStringLiteral("core"))
{}

Result<std::unique_ptr<LiveCore>> LiveCore::start(runtime::Options options, LiveSession& session)
{
    auto core = std::unique_ptr<LiveCore>(new LiveCore);
    core->m_log.takeQtMessages();
    const auto journal = options.journal;
    const auto say = [&log = core->m_log](system::LogLevel level, const QString& message) {
        log.write(level, QStringLiteral("console"), message);
    };
    // Before the first window there is nothing to keep responsive, and nothing to show without the folded state.
    std::promise<Started> promise;
    auto future = promise.get_future();
    core->m_thread.post([&promise, &session, runtime = core->m_runtime, options = std::move(options)]() mutable {
        promise.set_value(startHere(*runtime, std::move(options), session));
    });
    auto started = future.get();
    if (!started.status) {
        say(system::LogLevel::Error, started.status.error().message);
        return Failure{started.status.error()};
    }
    core->m_troubles = std::move(started.troubles);
    say(system::LogLevel::Info, QStringLiteral("The core runs on %1").arg(journal));
    for (const auto& trouble : core->m_troubles)
        say(system::LogLevel::Warning, trouble);
    session.publish(started.snapshot);
    session.connectTo(std::move(started.link));
    return core;
}

LiveCore::~LiveCore()
{
    m_thread.post([runtime = m_runtime] {
        if (*runtime)
            (*runtime)->stop(QStringLiteral("closed"));
        runtime->reset();
    });
}

} // namespace penelope::console
