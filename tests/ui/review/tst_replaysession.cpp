// A past that was begun from a damaged snapshot is not left standing.
#include "tests/support/demosession.h"
#include "tests/support/scriptedworld.h"
#include "tests/support/storyaudit.h"
#include "ui/review/replaysession.h"

#include <QTest>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Once a state that lacks what its missing part would have said; the damage is seen when the part is read.
class DamagedSnapshots final : public engine::Snapshots
{
public:
    std::shared_ptr<const engine::ConsoleState> nearest(std::optional<qint64>, std::optional<Instant>) override
    {
        if (std::exchange(m_given, true))
            return nullptr;
        auto state = std::make_shared<engine::ConsoleState>();
        state->seq = 2;
        return state;
    }
    void offer(const engine::ConsoleState&, Occasion) override {}
    Soundness soundness() const override
    {
        return [looks = m_looks] { return ++*looks != 2; };
    }

private:
    bool m_given = false;
    std::shared_ptr<int> m_looks = std::make_shared<int>(0);
};

class DamagedAudit final : public test::StoryAudit
{
public:
    using test::StoryAudit::StoryAudit;
    engine::Snapshots* snapshots() override { return &m_snapshots; }

private:
    DamagedSnapshots m_snapshots;
};

} // namespace

class ReplaySessionTest : public QObject
{
    Q_OBJECT

private slots:
    void whatWasDamagedIsFoldedFromTheJournal()
    {
        test::ScriptedWorld world;
        world.raise(u"high"_s, world.clock.now());
        world.run(20);
        const auto events = std::make_shared<const std::vector<journal::Event>>(world.store.events());
        test::DemoSession present;
        ui::ReplaySession replay(present, [events]() -> Result<std::unique_ptr<ui::AuditJournal>> {
            return std::make_unique<DamagedAudit>(events);
        });
        const auto at = events->back().time;
        replay.enter({.from = at, .to = at}, at);
        QTRY_VERIFY(replay.mode() == ui::Session::Mode::Replay);
        QTRY_COMPARE(replay.state().journalId, world.state().journalId);
        QCOMPARE(replay.state().seq, events->back().seq);
        QCOMPARE(replay.state().anomalies, world.state().anomalies);
    }
};

QTEST_MAIN(ReplaySessionTest)
#include "tst_replaysession.moc"
