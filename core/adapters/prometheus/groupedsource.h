#pragma once

#include "core/ports/clock.h"
#include "core/ports/metricsource.h"
#include "core/prometheus/grouping.h"

#include <QObject>
#include <QPointer>

#include <list>
#include <map>
#include <memory>

namespace penelope::prometheus {

/// Asks a source in groups: the instant questions of one turn of the event loop that differ in one label's value go as
/// one request, and each asker gets its own part (performance.md "Ask in groups"). What cannot be grouped, ranges and
/// questions alone go as they are. Core thread; the source must outlive it.
///
/// A group whose answer was larger than `mostBytes` or took `mostTime` (the source's own limit, if that is shorter) is
/// halved from the next poll on, as often as it takes, and grows again once its answers are small and fast. One that is
/// refused is asked member by member, so that each is told what is wrong with its own question. Any other error is
/// every member's.
class GroupedSource final : public QObject, public MetricSource
{
    Q_OBJECT

public:
    static constexpr qsizetype mostBytes = qsizetype{8} * 1024 * 1024;
    static constexpr Milliseconds mostTime{20'000};

    static constexpr std::size_t leastMembers = 16; ///< a group is not halved below

    struct Limits
    {
        qsizetype bytes = mostBytes;
        Milliseconds time = mostTime;
    };

    GroupedSource(MetricSource& source, const Clock& clock, Limits limits);
    ~GroupedSource() override;

    void query(const QString& expression, Handler handler) override;
    void queryRange(const QString& expression, Instant start, Instant end, Milliseconds step, Handler handler) override;

    /// Requests that went out, of all kinds.
    qint64 requests() const { return m_requests; }

private:
    struct Round;

    /// A poll asks again and again the same: how it is grouped is kept.
    struct Known
    {
        std::vector<QString> questions;
        std::vector<Group> groups;
    };

    void flush();
    const std::vector<Group>& groupsOf(const std::vector<QString>& questions);
    void ask(const std::shared_ptr<Round>& round, const Group& group);
    void answered(const std::shared_ptr<Round>& round, const Group& group, Tick asked, Result<Answer> answer);
    void learn(const Group& group, Milliseconds took, const Result<Answer>& answer);

    MetricSource& m_source;
    const Clock& m_clock;
    Limits m_limits;
    std::shared_ptr<Round> m_open;          ///< what this turn asks
    std::map<QString, std::size_t> m_sizes; ///< most members by what a group asks about, where more were too many
    std::list<Known> m_known;               ///< the newest first
    qint64 m_requests = 0;
};

} // namespace penelope::prometheus
