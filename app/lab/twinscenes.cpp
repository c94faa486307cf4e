#include "app/lab/scenes.h"

/// The stories of the digital twin: lab-ana proposes a change that looks harmless, and the twin finds out.
namespace penelope::lab {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

const Facts::Patch* proposal(const Stage& stage)
{
    const auto& patches = stage.core.facts().patches;
    return patches.empty() ? nullptr : &patches.back();
}

QString proposalSentence(Scenario scenario)
{
    switch (scenario) {
    case Scenario::TwinCrash:
        return u"lab-ana proposes to check every answer. One key in a thousand fails its check."_s;
    case Scenario::TwinLeak:
        return u"lab-ana proposes to keep the answers for the statistics. Nothing ever frees them."_s;
    case Scenario::TwinSlow: return u"lab-ana proposes a handshake before each call. It makes them 30 % slower."_s;
    default: return u"lab-ana proposes a new format of the ledger. The version before cannot read it."_s;
    }
}

} // namespace

Steps twinScenes(Stage& stage)
{
    Steps steps{wait(stage.clock, 3s)};
    steps.push_back(
        {u"a change is proposed"_s, [&stage] { submitRemedy(stage, proposalSentence(stage.play.scenario)); },
         [&stage] { return proposal(stage) != nullptr; }, 20s});
    steps.push_back({u"the twin has tried it"_s, {}, [&stage] { return !proposal(stage)->twin.isEmpty(); }, 180s});
    steps.push_back(
        {u"the change is refused"_s,
         [&stage] {
             if (stage.play.scenario == Scenario::TwinNoWayBack && !stage.play.operators)
                 stage.story.tell(u"It is your turn: open Approvals, look at the tab Twin, decide."_s);
         },
         [&stage] { return proposal(stage)->ended(); }, scripted(stage, 60s)});
    steps.push_back(wait(stage.clock, 2s));
    return steps;
}

} // namespace penelope::lab
