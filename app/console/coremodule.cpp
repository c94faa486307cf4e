#include "app/console/coremodule.h"

#include "app/console/modules.h"
#include "app/coremodule/coremodule.h"

#include <QLibrary>

namespace penelope::console {

using namespace Qt::Literals::StringLiterals;

namespace {

template <typename Function> Result<Function*> functionOf(const char* name)
{
    QLibrary module(moduleFile(u"core"_s));
    if (auto* const found = module.resolve(name))
        return reinterpret_cast<Function*>(found);
    return failure(
        ErrorCode::Unavailable, u"the decision core's module cannot be opened: %1"_s.arg(module.errorString()),
        module.fileName());
}

/// Stands where a test would be that needs the module.
class NoProbe final : public ConnectionProbe
{
public:
    explicit NoProbe(QString reason)
        : m_reason(std::move(reason))
    {}
    void start(Told step, std::function<void()> done) override
    {
        step(
            {.kind = ProbeStep::Kind::Address,
             .outcome = ProbeStep::Outcome::Failed,
             .trouble = ProbeStep::Trouble::Unreachable,
             .detail = m_reason});
        done();
    }

private:
    QString m_reason;
};

} // namespace

Result<std::unique_ptr<runtime::RunningCore>> openCore(runtime::Options options)
{
    const auto open = functionOf<decltype(penelopeOpenCore)>("penelopeOpenCore");
    if (!open)
        return Failure{open.error()};
    Result<std::unique_ptr<runtime::RunningCore>> opened;
    (*open)(&options, &opened);
    return opened;
}

std::unique_ptr<ConnectionProbe> openProbe(prometheus::Endpoint endpoint, QStringList wanted, const Clock& clock)
{
    const auto open = functionOf<decltype(penelopeOpenProbe)>("penelopeOpenProbe");
    if (!open)
        return std::make_unique<NoProbe>(open.error().message);
    std::unique_ptr<ConnectionProbe> opened;
    (*open)(&endpoint, &wanted, &clock, &opened);
    return opened;
}

void readKeyring(
    QObject& context, const QString& journalId, const QString& name, std::function<void(keyring::Answer)> done)
{
    if (const auto read = functionOf<decltype(penelopeReadKeyring)>("penelopeReadKeyring"))
        return (*read)(&context, &journalId, &name, &done);
    else
        done({.found = keyring::Found::NoKeyring, .key = {}, .trouble = read.error().message});
}

} // namespace penelope::console
