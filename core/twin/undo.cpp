#include "core/twin/verdict.h"

#include <algorithm>

namespace penelope::twin {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t mostNamed = 10;

/// Said of what differs between two maps, at most `mostNamed` of them.
void name(QStringList& list, const QString& sentence)
{
    if (list.size() < static_cast<qsizetype>(mostNamed))
        list.append(sentence);
}

void compareFiles(const StageReport& first, const StageReport& control, const StageReport& back, patch::TwinUndo& undo)
{
    for (const auto& [path, print] : control.files) {
        const auto now = back.files.find(path);
        const auto before = first.files.find(path);
        const bool constant = before != first.files.end() && before->second == print;
        if (now == back.files.end())
            name(undo.lost, u"the file %1 is gone"_s.arg(path));
        else if (constant && now->second != print)
            name(undo.lost, u"the file %1 is not as it was"_s.arg(path));
    }
    for (const auto& [path, print] : back.files) {
        if (!control.files.contains(path))
            name(undo.left, path);
    }
}

void compareAnswers(
    const StageReport& first, const StageReport& control, const StageReport& back, patch::TwinUndo& undo)
{
    for (const auto& [path, answer] : control.answers) {
        const auto before = first.answers.find(path);
        const bool constant = before != first.answers.end() && before->second == answer;
        const auto now = back.answers.find(path);
        if (constant && (now == back.answers.end() || now->second != answer))
            name(undo.lost, u"%1 is answered otherwise than before"_s.arg(path));
    }
}

void compareMetrics(const StageReport& control, const StageReport& back, patch::TwinUndo& undo)
{
    // A glance of three seconds: only what nobody could overlook is said of it.
    constexpr qint64 leastFailures = 5;
    constexpr double factor = 2;
    constexpr double leastMs = 5;
    if (back.failures >= leastFailures && back.failures > 2 * control.failures + leastFailures)
        name(undo.lost, u"%1 of %2 requests fail after it"_s.arg(back.failures).arg(back.requests));
    if (std::max(control.lateMs, back.lateMs) > mostLateMs)
        return;
    // The one in the middle: a mean of three seconds is that of the one moment in which the machine did something else.
    const double before = control.p50Ms;
    const double now = back.p50Ms;
    if (now > factor * before && now > before + leastMs)
        name(
            undo.lost, u"a request takes %1 ms after it, %2 ms before"_s.arg(
                           QString::number(now, 'f', 1), QString::number(before, 'f', 1)));
}

} // namespace

patch::TwinUndo undoOf(const Report& former, const Report& patched)
{
    patch::TwinUndo undo;
    if (former.stages.size() < 3 || patched.stages.size() < 3) {
        undo.lost.append(u"the way back was not tried"_s);
        return undo;
    }
    const auto& back = patched.stages.back();
    undo.took = back.startedAfter;
    if (!back.started || !back.ended.isEmpty()) {
        undo.lost.append(u"the version before does not run on the data that the patched one leaves: %1"_s.arg(
            back.ended.isEmpty() ? u"no answer"_s : back.ended));
    } else {
        compareFiles(former.stages.front(), former.stages.back(), back, undo);
        compareAnswers(former.stages.front(), former.stages.back(), back, undo);
        compareMetrics(former.stages.back(), back, undo);
    }
    undo.back = undo.lost.isEmpty();
    return undo;
}

} // namespace penelope::twin
