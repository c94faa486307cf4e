#include "core/wisdom/events.h"

#include <QStringList>

#include <array>
#include <utility>

namespace penelope::wisdom {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What a stage or reason teaches: which part of the world failed, what follows, what to change.
struct Teaching
{
    QLatin1String key;
    QLatin1String cause;
    QLatin1String lesson;
    QLatin1String adjustment;
};

constexpr std::array teachings{
    Teaching{
        QLatin1String("canary"), QLatin1String("the patch itself made the canary worse than its limits"),
        QLatin1String("this change harms the service under real traffic"),
        QLatin1String("do not propose this patch again; look at what the metric measures first")},
    Teaching{
        QLatin1String("watch"), QLatin1String("the harm showed only under the full load after promotion"),
        QLatin1String("the canary's share and time were too small to show this harm"),
        QLatin1String("watch this metric longer, or hold the last step longer for this service")},
    Teaching{
        QLatin1String("twin"), QLatin1String("the patched tree failed its own tests"),
        QLatin1String("the patch contradicts what the service's tests promise"),
        QLatin1String("run the test command before proposing; change test and code together")},
    Teaching{
        QLatin1String("file_policy"), QLatin1String("the patch touches what patches may not touch, or does not apply"),
        QLatin1String("proposals must fit the present head and stay inside the rules for files"),
        QLatin1String("make the proposal anew against the branch's head")},
    Teaching{
        QLatin1String("start_canary"), QLatin1String("the canary did not start or did not become ready"),
        QLatin1String("the change, or the environment, keeps the service from starting"),
        QLatin1String("read the command's output before proposing again")},
    Teaching{
        QLatin1String("promote"), QLatin1String("the promotion's command failed"),
        QLatin1String("a sound canary is not yet a sound deployment"),
        QLatin1String("check the promote command and its readiness address")},
    Teaching{
        QLatin1String("approval"), QLatin1String("a person did not agree"),
        QLatin1String("people know something that the evidence does not show"),
        QLatin1String("record the person's reason with the service's remedies")},
    Teaching{
        QLatin1String("breaker"), QLatin1String("too many attempts at this service failed shortly before"),
        QLatin1String("more attempts do not help while the cause is unknown"),
        QLatin1String("wait for the cooldown and look for the common cause")}};

constexpr Teaching otherTeaching{
    QLatin1String(""), QLatin1String("the reason given names no single part"),
    QLatin1String("this attempt did not help"), QLatin1String("look at the events around the end of this patch")};

const Teaching& teachingOf(const QString& stage)
{
    for (const auto& teaching : teachings) {
        if (teaching.key == stage)
            return teaching;
    }
    return otherTeaching;
}

QString measuredText(const Failing& failing)
{
    if (failing.metric.isEmpty())
        return {};
    if (!failing.measured)
        return failing.metric;
    const auto value = QString::number(*failing.measured, 'g', 6);
    if (!failing.limit)
        return u"%1 was %2"_s.arg(failing.metric, value);
    return u"%1 was %2, the limit is %3"_s.arg(failing.metric, value, QString::number(*failing.limit, 'g', 6));
}

QString joined(const QStringList& parts, QLatin1String separator)
{
    QStringList told;
    for (const auto& part : parts) {
        if (!part.isEmpty())
            told.append(part);
    }
    return told.join(separator);
}

} // namespace

Lesson lessonFrom(
    const QString& patchId, const ServiceName& service, const QString& intent, const Failing& failing, Instant at)
{
    const auto& teaching = teachingOf(failing.stage);
    const auto measured = measuredText(failing);
    const auto place = failing.code.isEmpty() ? failing.stage : u"%1 (%2)"_s.arg(failing.stage, failing.code);
    Lesson lesson;
    lesson.patchId = patchId;
    lesson.service = service;
    lesson.expected = intent;
    lesson.happened = joined({u"it ended at %1"_s.arg(place), measured, failing.text}, ": "_L1);
    // Without a metric the failing stage's own sentence is the evidence: what the watch saw, which command failed.
    lesson.rootCause = joined({QString(teaching.cause), measured.isEmpty() ? failing.text : measured}, ": "_L1);
    lesson.lesson =
        failing.metric.isEmpty() ? QString(teaching.lesson) : u"%1 (seen in %2)"_s.arg(teaching.lesson, failing.metric);
    lesson.adjustment = teaching.adjustment;
    lesson.at = at;
    return lesson;
}

} // namespace penelope::wisdom
