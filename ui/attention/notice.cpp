#include "ui/attention/notice.h"

#include "ui/shell/sourcevalues.h"
#include "ui/shell/waiting.h"
#include "ui/text/format.h"
#include "ui/text/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <set>
#include <tuple>

namespace penelope::ui::attention {

using namespace Qt::Literals::StringLiterals;

namespace {

class NoticeWords
{
    Q_DECLARE_TR_FUNCTIONS(Notice)
};

/// A rollback of yesterday is no news.
constexpr auto rollbacksTold = std::chrono::hours{24};

bool isGrave(Severity severity)
{
    return severity == Severity::P0 || severity == Severity::P1;
}

QString titleOf(Severity severity, const ServiceName& service)
{
    return u"%1 %2"_s.arg(words::severity(severity), service.value());
}

/// What is wrong, in words of ours: nothing that a service wrote reaches a notice.
QString symptomOf(const engine::ConsoleState& state, const AnomalyId& id)
{
    const auto anomaly = state.anomalies.find(id);
    return anomaly ? words::anomalyType(anomaly->type) + u". "_s : QString{};
}

void addRequests(std::vector<Notice>& notices, const Moment& moment)
{
    const auto& state = *moment.snapshot.state;
    state.approvals.forEachOngoing([&](const ApprovalId& id, const auto& approval) {
        if (!waits(*approval, moment.who, moment.now) || approval->deadline <= moment.now)
            return;
        const QString symptom = symptomOf(state, approval->anomaly);
        Notice notice{
            u"approval/"_s + id.value(),
            NoticeKind::Request,
            approval->severity,
            titleOf(approval->severity, approval->service),
            {},
            u"approvals"_s,
            id.value(),
            approval->deadline};
        if (isGrave(approval->severity) && !quietUntil(*approval, moment.now)) {
            const bool isReminder = approval->remindedPercent > 0;
            //: %1 is a time such as 03:55Z
            notice.body = symptom + (isReminder ? NoticeWords::tr("A patch still waits for a decision, until %1.")
                                                : NoticeWords::tr("A patch waits for a decision until %1."))
                                        .arg(format::utcMinute(approval->deadline));
            notices.push_back(notice);
            // Another key is another notice: the core reminds at shares of the time (domain.md 9).
            if (isReminder)
                notices.back().key += u"/%1"_s.arg(approval->remindedPercent);
        }
        if (approval->deadline - moment.now > lastWhile)
            return;
        notice.key += u"/last"_s;
        notice.kind = NoticeKind::LastWhile;
        //: %1 is a time such as 03:55:12Z
        notice.body =
            symptom + NoticeWords::tr("The request expires at %1, undecided.").arg(format::utcTime(approval->deadline));
        notices.push_back(notice);
    });
}

void addEscalations(std::vector<Notice>& notices, const Moment& moment)
{
    const auto& state = *moment.snapshot.state;
    state.anomalies.forEachOngoing([&](const AnomalyId& id, const auto& anomaly) {
        if (!isOpenEscalation(state, *anomaly) || quietUntil(*anomaly, moment.now))
            return;
        notices.push_back(
            {u"escalation/"_s + id.value(), NoticeKind::Escalation, anomaly->severity,
             titleOf(anomaly->severity, anomaly->service),
             symptomOf(state, id) + NoticeWords::tr("Escalated: a person has to look at it."), u"approvals"_s,
             id.value()});
    });
}

void addRollbacks(std::vector<Notice>& notices, const Moment& moment)
{
    moment.snapshot.state->canaries.forEachSince(
        moment.now - rollbacksTold, [&](const CanaryId& id, const auto& canary) {
            if (canary->rollbackCode.isEmpty())
                return;
            notices.push_back(
                //: %1 is a service
                {u"canary/"_s + id.value(), NoticeKind::RolledBack, Severity::P1,
                 NoticeWords::tr("Canary of %1 rolled back").arg(canary->service.value()),
                 NoticeWords::tr("Its traffic goes back to the version before."), u"canaries"_s, id.value()});
        });
}

void addLosses(std::vector<Notice>& notices, const Moment& moment)
{
    if (moment.coreLost)
        notices.push_back(
            {u"core"_s,
             NoticeKind::CoreLost,
             Severity::P0,
             NoticeWords::tr("Decision core not responding"),
             //: %1 is a time such as 03:41:07Z
             NoticeWords::tr("Since %1. Nothing can be decided.").arg(format::utcTime(moment.snapshot.live.heartbeat)),
             u"approvals"_s,
             {}});
    for (const auto& [key, source] : moment.snapshot.live.sources) {
        if (engine::freshness(source, moment.now) != Freshness::Lost)
            continue;
        const QString since = source.lastSampleAt ? format::utcTime(*source.lastSampleAt) : format::absent();
        notices.push_back(
            //: %1 is a source such as Prometheus
            {u"feed/"_s + key,
             NoticeKind::FeedLost,
             Severity::P1,
             NoticeWords::tr("%1 lost").arg(sourceName(key)),
             //: %1 is a time such as 03:41:07Z
             NoticeWords::tr("No data since %1. Charts and scores stand still.").arg(since),
             u"compliance"_s,
             {}});
    }
}

std::set<QString> keysOf(const std::vector<Notice>& notices)
{
    std::set<QString> keys;
    for (const Notice& notice : notices)
        keys.insert(notice.key);
    return keys;
}

} // namespace

Urgency Notice::urgency() const
{
    switch (severity) {
    case Severity::P0: return Urgency::Critical;
    case Severity::P1: return Urgency::Normal;
    case Severity::P2:
    case Severity::P3: return kind == NoticeKind::Request ? Urgency::Low : Urgency::Normal;
    }
    Q_UNREACHABLE();
}

bool isMoreUrgent(const Notice& left, const Notice& right)
{
    const auto rank = [](const Notice& notice) {
        return std::tuple{
            notice.severity, notice.kind != NoticeKind::CoreLost, notice.deadline.value_or(Instant::max()), notice.key};
    };
    return rank(left) < rank(right);
}

std::vector<Notice> standing(const Moment& moment)
{
    std::vector<Notice> notices;
    if (!moment.watches || !moment.snapshot.state)
        return notices;
    addLosses(notices, moment);
    addRequests(notices, moment);
    addEscalations(notices, moment);
    addRollbacks(notices, moment);
    std::sort(notices.begin(), notices.end(), isMoreUrgent);
    return notices;
}

Change changeBetween(const std::vector<Notice>& before, const std::vector<Notice>& after)
{
    Change change;
    const auto old = keysOf(before);
    const auto young = keysOf(after);
    for (const Notice& notice : after) {
        if (!old.contains(notice.key))
            change.raised.push_back(notice);
    }
    for (const QString& key : old) {
        if (!young.contains(key))
            change.ended << key;
    }
    return change;
}

Change changeBetween(const Moment& before, const Moment& after)
{
    return changeBetween(standing(before), standing(after));
}

} // namespace penelope::ui::attention
