#include "core/engine/decisioncore.h"

#include "core/engine/machinery.h"

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Posts to the core's thread and brings the answer home.
class PostingLink final : public CoreLink
{
public:
    PostingLink(Mailbox::Address core, Mailbox::Address home, std::weak_ptr<Machinery*> machinery)
        : m_core(std::move(core))
        , m_home(std::move(home))
        , m_machinery(std::move(machinery))
    {}

    void send(Command command, Answer answer) override
    {
        // An answer that nobody gave, because the core went, is given when the last copy of the question goes.
        auto asked = std::make_shared<Asked>(std::move(answer), m_home);
        m_core.post([machinery = m_machinery, command = std::move(command), asked]() mutable {
            if (const auto there = machinery.lock())
                (*there)->take(
                    std::move(command), [asked](Result<Outcome> outcome) { asked->tell(std::move(outcome)); });
        });
    }

private:
    struct Asked
    {
        Asked(Answer given, Mailbox::Address box)
            : answer(std::move(given))
            , home(std::move(box))
        {}
        Asked(const Asked&) = delete;
        Asked& operator=(const Asked&) = delete;
        ~Asked()
        {
            if (answer)
                tell(failure(ErrorCode::Unavailable, u"the core is not running"_s));
        }
        void tell(Result<Outcome> outcome)
        {
            if (auto call = std::exchange(answer, {}))
                home.post([call = std::move(call), outcome = std::move(outcome)] { call(outcome); });
        }

        Answer answer;
        Mailbox::Address home;
    };

    Mailbox::Address m_core;
    Mailbox::Address m_home;
    std::weak_ptr<Machinery*> m_machinery;
};

} // namespace

Background onWorker(Worker& worker, const Mailbox& home)
{
    // The tasks live as long as the function: dropping it cancels what is on its way.
    auto tasks = std::make_shared<std::map<quint64, Task>>();
    auto next = std::make_shared<quint64>(0);
    return [&worker, &home, tasks, next](std::function<void()> work, std::function<void()> done) {
        const auto number = (*next)++;
        (*tasks)[number] = worker.run(
            home,
            [work = std::move(work)](const std::stop_token&) {
                work();
                return true;
            },
            [done = std::move(done), number, held = std::weak_ptr(tasks)](bool) {
                done();
                if (const auto all = held.lock())
                    all->erase(number);
            });
    };
}

DecisionCore::DecisionCore(Ports ports, Settings settings)
    : m_machinery(std::make_unique<Machinery>(std::move(ports), std::move(settings)))
    , m_handle(std::make_shared<Machinery*>(m_machinery.get()))
{}

DecisionCore::~DecisionCore() = default;

Status DecisionCore::start(const Genesis& genesis)
{
    return m_machinery->start(genesis);
}

Status DecisionCore::stop(const QString& reason)
{
    return m_machinery->stop(reason);
}

void DecisionCore::tick()
{
    m_machinery->tick();
}

void DecisionCore::send(Command command, Answer answer)
{
    m_machinery->take(std::move(command), std::move(answer));
}

void DecisionCore::observe(Observation observation, Answer answer)
{
    m_machinery->take(std::move(observation), std::move(answer));
}

void DecisionCore::receiveAlerts(const std::vector<Alert>& alerts, Answer answer)
{
    m_machinery->receive(alerts, std::move(answer));
}

void DecisionCore::drain()
{
    m_machinery->drain();
}

const ConsoleState& DecisionCore::state() const
{
    return m_machinery->state();
}

Snapshot DecisionCore::snapshot() const
{
    return m_machinery->snapshot();
}

void DecisionCore::listen(Listener listener)
{
    m_machinery->listen(std::move(listener));
}

void DecisionCore::noteVerified(compliance::Verified verified)
{
    m_machinery->noteVerified(std::move(verified));
}

void DecisionCore::listenCommits(std::function<void(qint64)> listener)
{
    m_machinery->listenCommits(std::move(listener));
}

std::unique_ptr<CoreLink> DecisionCore::link(const Mailbox& home)
{
    return std::make_unique<PostingLink>(address(), home.address(), m_handle);
}

void DecisionCore::subscribe(const Mailbox& home, Listener listener)
{
    listen([box = home.address(), listener = std::move(listener)](const Snapshot& snapshot) {
        box.post([listener, snapshot] { listener(snapshot); });
    });
}

Mailbox::Address DecisionCore::address() const
{
    return m_machinery->address();
}

} // namespace penelope::engine
