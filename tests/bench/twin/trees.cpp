#include "tests/bench/twin/trees.h"

#include "app/lab/child.h"
#include "app/lab/files.h"
#include "app/lab/remedies.h"
#include "app/lab/repositories.h"

#include <QFile>

namespace penelope::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

lab::Scenario scenarioOf(const QString& story)
{
    if (story == "crash"_L1)
        return lab::Scenario::TwinCrash;
    if (story == "leak"_L1)
        return lab::Scenario::TwinLeak;
    if (story == "slow"_L1)
        return lab::Scenario::TwinSlow;
    return story == "no-way-back"_L1 ? lab::Scenario::TwinNoWayBack : lab::Scenario::Heal;
}

Result<QByteArray> run(const QString& program, const QStringList& arguments, const QString& folder)
{
    return lab::runToEnd(program, arguments, folder);
}

} // namespace

const std::vector<Story>& stories()
{
    static const std::vector<Story> all{
        {u"good"_s, u"passed"_s, {}},          {u"identical"_s, u"passed"_s, {}},
        {u"crash"_s, u"failed"_s, u"crash"_s}, {u"leak"_s, u"failed"_s, u"leak"_s},
        {u"slow"_s, u"failed"_s, u"slower"_s}, {u"no-way-back"_s, u"unavailable"_s, u"undo"_s}};
    return all;
}

Result<Trees> makeTrees(const Story& story, const QString& folder, const QString& programs)
{
    constexpr int firstPort = 20'000; // nobody listens there: only what runs in the twin is played
    const lab::Layout layout{folder + u'/' + story.name};
    // A story of the twin: its registration says how the service runs there.
    if (auto made = lab::makeRepositories(
            layout, lab::PortPlan::from(firstPort), lab::Scenario::TwinSlow, programs + u"/penelope-lab"_s);
        !made)
        return Failure{made.error()};
    Trees trees;
    trees.before = layout.repository(u"payments"_s);
    trees.after = layout.path(u"after"_s);
    if (const auto copied = run(u"cp"_s, {u"-r"_s, trees.before, trees.after}, folder); !copied)
        return Failure{copied.error()};
    if (story.name != "identical"_L1) {
        const auto diff = layout.path(u"change.diff"_s);
        if (auto written = lab::writeFile(diff, lab::remedyDiff(scenarioOf(story.name), u"payments"_s)); !written)
            return Failure{written.error()};
        if (const auto applied = run(u"git"_s, {u"apply"_s, diff}, trees.after); !applied)
            return Failure{applied.error()};
    }
    QFile file(trees.before + u"/penelope-service.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound, file.errorString(), file.fileName());
    const auto document = parseForeign(file.readAll());
    if (!document)
        return Failure{document.error()};
    auto registration = patch::readRegistration(*document, trees.before);
    if (!registration)
        return Failure{registration.error()};
    trees.registration = std::move(*registration);
    return trees;
}

} // namespace penelope::bench
