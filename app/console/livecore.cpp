#include "app/console/livecore.h"

#include "app/console/coremodule.h"
#include "core/adapters/system/paths.h"
#include "core/engine/decisioncore.h"

namespace penelope::console {
namespace {

struct Opened
{
    Status status;
    std::unique_ptr<engine::CoreLink> link;
    engine::Snapshot snapshot;
    QStringList troubles;
};

Opened startHere(std::unique_ptr<runtime::RunningCore>& runtime, runtime::Options options, LiveSession& session)
{
    auto opened = openCore(std::move(options));
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
    , m_handle(std::make_shared<LiveCore*>(this))
    , m_runtime(std::make_shared<std::unique_ptr<runtime::RunningCore>>())
    , m_thread(QStringLiteral("core"))
{}

std::unique_ptr<LiveCore>
LiveCore::start(runtime::Options options, LiveSession& session, const Mailbox& home, Started started)
{
    auto core = std::unique_ptr<LiveCore>(new LiveCore);
    core->m_log.takeQtMessages();
    const auto journal = options.journal;
    // The letter that comes home finds the core only while it is there.
    core->m_thread.post([&session, there = std::weak_ptr(core->m_handle), started = std::move(started), journal,
                         box = home.address(), runtime = core->m_runtime, options = std::move(options)]() mutable {
        auto opened = std::make_shared<Opened>(startHere(*runtime, std::move(options), session));
        box.post([&session, there, opened, journal, started = std::move(started)] {
            const auto handle = there.lock();
            if (!handle)
                return;
            if (opened->status) {
                (*handle)->m_troubles = std::move(opened->troubles);
                session.publish(opened->snapshot);
                session.connectTo(std::move(opened->link));
            }
            (*handle)->say(opened->status, journal);
            started(opened->status);
        });
    });
    return core;
}

void LiveCore::say(const Status& status, const QString& journal)
{
    const auto write = [this](system::LogLevel level, const QString& message) {
        m_log.write(level, QStringLiteral("console"), message);
    };
    if (!status)
        return write(system::LogLevel::Error, status.error().message);
    write(system::LogLevel::Info, QStringLiteral("The core runs on %1").arg(journal));
    for (const auto& trouble : m_troubles)
        write(system::LogLevel::Warning, trouble);
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
