#include "core/engine/effects/refusals.h"

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype mostRefusals = 50;

QString sentenceOf(const Sandbox::Refusal& refusal)
{
    return refusal.times == 1 ? refusal.what : u"%1, %2 times"_s.arg(refusal.what).arg(refusal.times);
}

/// What it was ended for is refused as well.
QString endedFor(Sandbox::Ending ending)
{
    switch (ending) {
    case Sandbox::Ending::TimedOut: return u"more time than it may take"_s;
    case Sandbox::Ending::TooMuchOutput: return u"more output than it may print"_s;
    case Sandbox::Ending::TooMuchDisk: return u"more files than they may take of the disk"_s;
    case Sandbox::Ending::TooMuchMemory: return u"more memory than all of it may take"_s;
    case Sandbox::Ending::Exited:
    case Sandbox::Ending::Signalled:
    case Sandbox::Ending::Cancelled: return {};
    }
    Q_UNREACHABLE();
}

QStringList toldOf(const Sandbox::Outcome& outcome, bool underLoad)
{
    QStringList told;
    if (const auto limit = endedFor(outcome.ending); !limit.isEmpty())
        told.append(limit);
    for (const auto& refusal : outcome.refusals) {
        if (told.size() < mostRefusals && !(underLoad && refusal.what == Sandbox::nobodyListens))
            told.append(sentenceOf(refusal));
    }
    return told;
}

} // namespace

QStringList refusalsOf(const Sandbox::Outcome& outcome)
{
    return toldOf(outcome, false);
}

QStringList refusalsUnderLoad(const Sandbox::Outcome& outcome)
{
    return toldOf(outcome, true);
}

} // namespace penelope::engine
