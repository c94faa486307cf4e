#include "app/ctl/twinpatch.h"

#include "app/ctl/corecall.h"
#include "core/adapters/system/paths.h"

#include <QRandomGenerator>
#include <QRegularExpression>

namespace penelope::ctl {

using namespace Qt::Literals::StringLiterals;

bool isPatchId(const QString& word)
{
    static const QRegularExpression shape(u"\\A[0-9a-f]{8}\\z"_s);
    return shape.match(word).hasMatch();
}

PatchTrees::PatchTrees(patch::Registration registration, const QString& folder)
    : m_registration(std::move(registration))
    , m_repository(m_clock)
    , m_folder(folder + u"/try-XXXXXX"_s)
{}

PatchTrees::~PatchTrees()
{
    const Branch branch{m_registration.repository, m_registration.branch};
    m_repository.remove(branch, patched());
    m_repository.remove(branch, before());
}

Result<std::unique_ptr<PatchTrees>> PatchTrees::checkedOut(const Context& context, const QString& patch)
{
    const auto written = readView(context, u"patches"_s, Json::object({{u"id"_s, Json{patch}}}));
    if (!written)
        return Failure{written.error()};
    const auto diff = written->result[u"diff"].toString();
    const auto name = written->result[u"service"].toString();
    const auto service = readView(context, u"services"_s, Json::object({{u"id"_s, Json{name}}}));
    if (!service)
        return Failure{service.error()};
    auto registration = patch::registrationFromEvent(Json::object({{u"registration"_s, service->result}}));
    const Branch branch{registration.repository, registration.branch};
    const auto status = readView(context, u"status"_s);
    if (!status)
        return Failure{status.error()};
    // Where the core sweeps at its start: what a kill leaves behind goes then.
    const auto folder = system::cacheFolder(status->result[u"journal_id"].toString()) + u"/worktrees"_s;
    if (!system::makeFolder(folder))
        return failure(ErrorCode::Storage, u"the folder of the trees cannot be made"_s, folder);
    std::unique_ptr<PatchTrees> trees(new PatchTrees(std::move(registration), folder));
    if (!trees->m_folder.isValid())
        return failure(ErrorCode::Storage, trees->m_folder.errorString(), trees->m_folder.path());
    // Names of their own: the core may have the same patch checked out at this moment.
    auto& repository = trees->m_repository;
    const auto own = QString::number(QRandomGenerator::system()->generate(), 16);
    const auto patched = repository.checkOut(branch, patch + u"-try-"_s + own, diff.toUtf8(), trees->patched());
    if (!patched)
        return Failure{patched.error()};
    const auto before = repository.checkOut(branch, patch + u"-before-"_s + own, {}, trees->before());
    if (!before)
        return Failure{before.error()};
    return trees;
}

} // namespace penelope::ctl
