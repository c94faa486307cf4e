#include "ui/text/reflectiontext.h"

#include "ui/text/format.h"
#include "ui/text/words.h"

#include <QCoreApplication>
#include <QStringList>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Reflected
{
    Q_DECLARE_TR_FUNCTIONS(Reflection)
};

QString momentOf(const Json& value)
{
    return format::utcDateTime(instantFromMs(value.toInteger()));
}

QString lessonLine(const Json& lesson)
{
    //: %1 is a service, %2 what was learnt about it
    return Reflected::tr("%1: %2").arg(lesson[u"service"].toString(), lesson[u"lesson"].toString());
}

} // namespace

QString reflectionText(const engine::Reflection& reflection)
{
    const auto& report = reflection.report;
    // A journal of an earlier version holds a sentence only.
    if (report.isString())
        return report.toString();
    const auto count = [](const Json& value) { return format::integer(value.toInteger()); };
    const auto& decisions = report[u"decisions"];
    const auto& approvals = report[u"approvals"];
    const auto& outcomes = report[u"outcomes"];
    QStringList lines;
    lines << Reflected::tr("From %1 to %2").arg(momentOf(report[u"from_at"]), momentOf(report[u"to_at"]));
    lines << Reflected::tr("Decisions: %1 observe, %2 intervene, %3 escalate")
                 .arg(count(decisions[u"observe"]), count(decisions[u"intervene"]), count(decisions[u"escalate"]));
    lines << Reflected::tr("Requests: %1 approved, %2 rejected, %3 expired")
                 .arg(count(approvals[u"approved"]), count(approvals[u"rejected"]), count(approvals[u"expired"]));
    lines << Reflected::tr("Canaries: %1 started, %2 of them as exceptions")
                 .arg(count(report[u"canaries"]), count(report[u"exceptions"]));
    lines << Reflected::tr("Patches: %1 promoted, %2 rolled back, %3 refused, %4 cancelled, %5 in shadow only")
                 .arg(
                     count(outcomes[u"promoted"]), count(outcomes[u"rolled_back"]), count(outcomes[u"refused"]),
                     count(outcomes[u"cancelled"]), count(outcomes[u"shadowed"]));
    lines << Reflected::tr("Lessons: %1").arg(count(report[u"lessons_total"]));
    for (const auto& lesson : report[u"lessons"].toArray())
        lines << lessonLine(lesson);
    return lines.join(u'\n');
}

} // namespace penelope::ui
