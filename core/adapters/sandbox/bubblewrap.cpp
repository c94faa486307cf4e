#include "core/adapters/sandbox/bubblewrap.h"

#include "core/adapters/sandbox/difference.h"
#include "core/adapters/sandbox/program.h"
#include "core/adapters/sandbox/scratch.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <cerrno>
#include <pwd.h>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;

namespace penelope::sandbox {

namespace {

/// Who runs what is tried: nobody, where this process is root.
std::optional<Owner> sandboxOwner()
{
    if (::geteuid() != 0)
        return std::nullopt;
    if (const auto* entry = ::getpwnam("nobody"))
        return Owner{entry->pw_uid, entry->pw_gid};
    return Owner{65534, 65534};
}

Result<QString> scratchFolder(const QString& parent, const std::optional<Owner>& owner)
{
    auto name = QFile::encodeName(parent + u'/' + scratchName());
    if (!::mkdtemp(name.data())) {
        return failure(
            ErrorCode::Unavailable, u"no folder for the copy can be made: %1"_s.arg(qt_error_string(errno)), parent);
    }
    if (owner && ::chown(name.constData(), owner->user, owner->group) != 0)
        return failure(ErrorCode::Unavailable, qt_error_string(errno), QFile::decodeName(name));
    return QFile::decodeName(name);
}

/// Removed with the last who holds it, unless it is taken over: an answer that nobody waits for any more leaves
/// nothing.
class HeldFolder
{
public:
    explicit HeldFolder(QString path)
        : m_path(std::move(path))
    {}
    ~HeldFolder()
    {
        if (!m_path.isEmpty())
            removeTree(m_path);
    }
    HeldFolder(const HeldFolder&) = delete;
    HeldFolder& operator=(const HeldFolder&) = delete;
    const QString& path() const { return m_path; }
    QString take() { return std::exchange(m_path, {}); }

private:
    QString m_path;
};

struct Prepared
{
    std::shared_ptr<HeldFolder> folder;
    Copied copied;
    Copies copies;
};

Status copyRest(const Sandbox::Job& job, const std::optional<Owner>& owner, Prepared& prepared)
{
    for (const auto& other : job.others) {
        const auto name = u"tree-%1"_s.arg(prepared.copies.others.size());
        const auto& folder = prepared.folder->path();
        const auto copied = other.of.isEmpty() ? copyTree(other.folder, folder, owner, name)
                                               : copyDifference(other.of, other.folder, folder + u'/' + name, owner);
        if (!copied)
            return Failure{copied.error()};
        prepared.copies.others.append(*copied);
    }
    for (const auto& tool : job.tools) {
        auto reachable = reachableProgram(tool, prepared.folder->path(), owner);
        if (!reachable)
            return Failure{reachable.error()};
        prepared.copies.tools.append(*reachable);
    }
    return {};
}

Result<Prepared> preparedFrom(const Sandbox::Job& job, const Machine& machine, const std::optional<Owner>& owner)
{
    const auto made = scratchFolder(QDir::tempPath(), owner);
    if (!made)
        return Failure{made.error()};
    Prepared prepared{std::make_shared<HeldFolder>(*made), {}, {}};
    const auto work = job.tree.isEmpty() ? emptyTree(*made, owner) : copyTree(job.tree, *made, owner);
    if (!work)
        return Failure{work.error()};
    prepared.copied = {*work, printsOf(*work)};
    prepared.copies.work = *work;
    auto confiner = reachableProgram(machine.confiner, *made, owner);
    if (!confiner)
        return Failure{confiner.error()};
    prepared.copies.confiner = *confiner;
    if (const auto rest = copyRest(job, owner, prepared); !rest)
        return Failure{rest.error()};
    return prepared;
}

Status checkJob(const Sandbox::Job& job)
{
    if (job.argv.isEmpty() || job.argv.front().isEmpty())
        return failure(ErrorCode::Malformed, u"there is no command to try"_s, job.tree);
    for (const auto& tool : job.tools) {
        if (!QFileInfo(tool).isExecutable())
            return failure(ErrorCode::Unsupported, u"the program is not installed"_s, tool);
    }
    for (const auto& folder : job.readable) {
        if (!QDir::isAbsolutePath(folder) || !QFileInfo::exists(folder))
            return failure(ErrorCode::Malformed, u"there is no such folder to read"_s, folder);
    }
    return {};
}

} // namespace

Result<Machine> machineHere()
{
    Machine machine;
    machine.bubblewrap = QStandardPaths::findExecutable(u"bwrap"_s);
    if (machine.bubblewrap.isEmpty())
        return failure(ErrorCode::Unsupported, u"there is no sandbox: bubblewrap is not installed"_s);
    const auto here = QCoreApplication::applicationDirPath();
    for (const auto& folder : {here, here + u"/../bin"_s}) {
        if (const QFileInfo found(folder + u"/penelope-confine"_s); machine.confiner.isEmpty() && found.isExecutable())
            machine.confiner = found.canonicalFilePath();
    }
    if (machine.confiner.isEmpty())
        return failure(ErrorCode::Unsupported, u"there is no sandbox: penelope-confine is not installed"_s, here);
    for (const auto& name : {u"/bin"_s, u"/sbin"_s, u"/lib"_s, u"/lib32"_s, u"/lib64"_s, u"/libx32"_s}) {
        const QFileInfo entry(name);
        if (entry.isSymLink())
            machine.systemLinks << entry.symLinkTarget() << name;
        else if (entry.isDir())
            machine.systemFolders << name;
    }
    return machine;
}

struct Bubblewrap::Running
{
    Running(Machine found, std::optional<Owner> who, Job job, Handler hears, const Clock& clock)
        : machine(std::move(found))
        , owner(who)
        , program(std::move(job), who, clock)
        , handler(std::move(hears))
    {}

    Machine machine;
    std::optional<Owner> owner;
    SandboxedProgram program;
    Handler handler;
    QString folder; ///< of the copy; empty = none yet
    Copied copied;
    Copies copies;
    Task task;
    Task measuring; ///< of the room that its copies take
    bool isMeasured = false;
    qint64 turn = 0;
    bool isReady = false; ///< has its copies
    bool isBegun = false;
};

Bubblewrap::Bubblewrap(const Clock& clock)
    : m_clock(clock)
    , m_worker(u"sandbox"_s)
{
    // The kernel bounds each file, not all of them together.
    constexpr std::chrono::milliseconds every{500};
    m_disk.setInterval(every);
    connect(&m_disk, &QTimer::timeout, this, &Bubblewrap::measure);
    m_sweep = m_worker.run(
        m_home,
        [](const std::stop_token&) {
            removeLeftovers(QDir::tempPath());
            return true;
        },
        [](bool) {});
}

Bubblewrap::~Bubblewrap()
{
    for (auto& [ticket, running] : std::exchange(m_running, {})) {
        const auto folder = running->folder;
        running->task.cancel();
        running.reset(); // kills, and waits for the end
        removeTree(folder);
    }
}

Sandbox::Ticket Bubblewrap::run(Job job, Handler handler)
{
    const auto ticket = ++m_last;
    auto machine = machineHere();
    const auto sound = checkJob(job);
    if (!machine || !sound) {
        const auto error = machine ? sound.error() : machine.error();
        m_home.post([handler = std::move(handler), error] { handler(Failure{error}); });
        return ticket;
    }
    m_running.emplace(
        ticket,
        std::make_unique<Running>(std::move(*machine), sandboxOwner(), std::move(job), std::move(handler), m_clock));
    m_running.at(ticket)->turn = m_turn;
    if (!std::exchange(m_turnEnds, true)) {
        m_home.post([this] {
            ++m_turn;
            m_turnEnds = false;
            beginTurn(m_turn - 1); // all of it may have been ready before the turn was over
        });
    }
    prepare(ticket);
    return ticket;
}

void Bubblewrap::cancel(Ticket ticket)
{
    const auto found = m_running.find(ticket);
    if (found != m_running.end())
        found->second->program.stop(Ending::Cancelled);
}

void Bubblewrap::prepare(Ticket ticket)
{
    auto& running = *m_running.at(ticket);
    running.task = m_worker.run(
        m_home,
        [job = running.program.job(), machine = running.machine, owner = running.owner](const std::stop_token&) {
            return preparedFrom(job, machine, owner);
        },
        [this, ticket](Result<Prepared> prepared) {
            const auto turn = m_running.at(ticket)->turn;
            if (!prepared) {
                answer(ticket, Failure{prepared.error()});
                return beginTurn(turn);
            }
            auto& ready = *m_running.at(ticket);
            ready.folder = prepared->folder->take();
            ready.copied = std::move(prepared->copied);
            ready.copies = std::move(prepared->copies);
            ready.isReady = true;
            beginTurn(turn);
        });
}

void Bubblewrap::beginTurn(qint64 turn)
{
    std::vector<Ticket> ready;
    for (const auto& [ticket, running] : m_running) {
        if (running->turn != turn || running->isBegun)
            continue;
        if (!running->isReady || turn == m_turn)
            return;
        ready.push_back(ticket);
    }
    for (const auto ticket : ready)
        begin(ticket);
}

void Bubblewrap::begin(Ticket ticket)
{
    auto& running = *m_running.at(ticket);
    running.isBegun = true;
    if (running.program.isStopped()) {
        Outcome cancelled;
        cancelled.ending = Ending::Cancelled;
        return collect(ticket, std::move(cancelled));
    }
    m_disk.start();
    auto bounds = boundsFor(running.program.job().limits);
    running.program.start(running.machine, running.copies, std::move(bounds), [this, ticket](Result<Outcome> outcome) {
        if (outcome)
            return collect(ticket, std::move(*outcome));
        auto& failed = *m_running.at(ticket);
        failed.task = m_worker.run(
            m_home,
            [folder = failed.folder](const std::stop_token&) {
                removeTree(folder);
                return true;
            },
            [this, ticket, error = outcome.error()](bool) { answer(ticket, Failure{error}); });
    });
}

std::unique_ptr<ControlGroup> Bubblewrap::boundsFor(const Limits& limits)
{
    if (!m_groups)
        m_groups = delegatedGroup();
    if (!*m_groups)
        return nullptr;
    // Without it the limits on each process and the watch hold, as where there are none.
    auto made = ControlGroup::make(**m_groups, limits);
    return made ? std::move(*made) : nullptr;
}

void Bubblewrap::measure()
{
    if (m_running.empty())
        return m_disk.stop();
    for (auto& [ticket, running] : m_running) {
        if (running->folder.isEmpty() || running->isMeasured)
            continue;
        running->isMeasured = true;
        running->measuring = m_worker.run(
            m_home,
            [folder = running->folder, most = running->program.job().limits.diskBytes](const std::stop_token&) {
                return takesMoreThan(folder, most);
            },
            [this, measured = ticket](bool tooMuch) {
                auto& found = *m_running.at(measured);
                found.isMeasured = false;
                if (tooMuch)
                    found.program.stop(Ending::TooMuchDisk);
            });
    }
}

/// What changed is told, then the copy goes.
void Bubblewrap::collect(Ticket ticket, Outcome outcome)
{
    auto& running = *m_running.at(ticket);
    running.task = m_worker.run(
        m_home,
        [folder = running.folder, copied = running.copied, whole = std::move(outcome),
         bounds = std::shared_ptr(running.program.takeBounds())](const std::stop_token&) mutable {
            bounds.reset();
            whole.changes = changesOf(copied.work, copied.prints);
            if (whole.changes.size() > mostChanges) {
                whole.changesLeftOut = static_cast<qint64>(whole.changes.size() - mostChanges);
                whole.changes.resize(mostChanges);
            }
            removeTree(folder);
            return std::move(whole);
        },
        [this, ticket](Outcome whole) { answer(ticket, std::move(whole)); });
}

void Bubblewrap::answer(Ticket ticket, Result<Outcome> result)
{
    const auto running = m_running.extract(ticket);
    running.mapped()->handler(std::move(result));
}

} // namespace penelope::sandbox
