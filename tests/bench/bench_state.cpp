// What it costs that every snapshot is a value: an item changed among 10,000, the spine published, two snapshots
// compared (performance.md "State").
#include "core/engine/consolestate.h"
#include "tests/bench/rounds.h"

#include <QCoreApplication>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int items = 10'000;
constexpr int changes = 1'000; ///< of a round
constexpr int betweenPublished = 100;
constexpr int scattered = 10; ///< changed chunks between two snapshots

using Approvals = SharedMap<ApprovalId, approval::Approval>;

ApprovalId idOf(int number)
{
    return ApprovalId{u"%1"_s.arg(number, 8, 16, QLatin1Char('0'))};
}

Approvals made()
{
    Approvals all;
    for (int number = 0; number < items; ++number) {
        approval::Approval approval;
        approval.id = idOf(number);
        approval.service = ServiceName{u"service-%1"_s.arg(number % 40)};
        all.insert(idOf(number), std::move(approval));
    }
    return all;
}

std::vector<ApprovalId> changedIds()
{
    std::vector<ApprovalId> ids;
    for (int at = 0; at < changes; ++at)
        ids.push_back(idOf(at * 7919 % items));
    return ids;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    auto live = made();
    auto published = live;
    const auto ids = changedIds();
    auto before = made();
    auto after = before;
    for (int at = 0; at < scattered; ++at)
        after.update(idOf(at * items / scattered), [](auto& approval) { ++approval.version; });
    const auto beforeRows = before.rows();
    const auto afterRows = after.rows();
    return bench::run(
        u"bench_state"_s,
        {{.work = u"1,000 events applied, 10,000 items"_s,
          .against = u"the changed items allocated"_s,
          .baseline =
              [&] {
                  for (const auto& id : ids)
                      bench::keep(std::make_shared<const approval::Approval>(*live.find(id)));
              },
          .measured =
              [&] {
                  for (int at = 0; at < changes; ++at) {
                      if (at % betweenPublished == 0)
                          published = live;
                      live.update(ids[static_cast<std::size_t>(at)], [](auto& approval) { ++approval.version; });
                  }
              },
          .perRound = 20,
          .ratioBudget = 8},
         {.work = u"100 publications of the spine, 10,000 items"_s,
          .against = u"the shared pointers of the items copied"_s,
          .baseline =
              [&] {
                  for (int at = 0; at < 100; ++at)
                      bench::keep(std::vector(beforeRows));
              },
          .measured =
              [&] {
                  for (int at = 0; at < 100; ++at)
                      bench::keep(Approvals(live));
              },
          .perRound = 20,
          .p99BudgetUs = 500},
         {.work = u"two snapshots compared, 10 of 10,000 changed"_s,
          .against = u"10,000 pointers compared"_s,
          .baseline =
              [&] {
                  int different = 0;
                  for (std::size_t at = 0; at < beforeRows.size(); ++at)
                      different += beforeRows[at] != afterRows[at];
                  bench::keep(different);
              },
          .measured =
              [&] {
                  int different = 0;
                  auto known = beforeRows.begin(); // what a screen has of the snapshot before
                  after.forEach([&](const ApprovalId&, const auto& row) { different += row != *known++; });
                  bench::keep(different);
              },
          .perRound = 100,
          .ratioBudget = 2}});
}
