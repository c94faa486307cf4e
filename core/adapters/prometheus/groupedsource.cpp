#include "core/adapters/prometheus/groupedsource.h"

#include <algorithm>

namespace penelope::prometheus {

/// The questions of one turn.
struct GroupedSource::Round
{
    std::vector<QString> questions;
    std::vector<Handler> handlers;
};

namespace {

/// What stays the same from one poll to the next.
QString subjectOf(const Group& group)
{
    const auto selector = selectorOf(group.expression);
    QString subject = group.label;
    for (const auto& matcher : selector ? selector->matchers : std::vector<Matcher>{}) {
        if (matcher.label != group.label)
            subject += u' ' + matcher.label + matcher.op + matcher.value;
    }
    return (selector ? selector->name : group.expression) + u' ' + subject;
}

} // namespace

GroupedSource::GroupedSource(MetricSource& source, const Clock& clock, Limits limits)
    : m_source(source)
    , m_clock(clock)
    , m_limits(limits)
{}

GroupedSource::~GroupedSource() = default;

void GroupedSource::query(const QString& expression, Handler handler)
{
    if (!m_open) {
        m_open = std::make_shared<Round>();
        QMetaObject::invokeMethod(this, &GroupedSource::flush, Qt::QueuedConnection);
    }
    m_open->questions.push_back(expression);
    m_open->handlers.push_back(std::move(handler));
}

void GroupedSource::queryRange(
    const QString& expression, Instant start, Instant end, Milliseconds step, Handler handler)
{
    ++m_requests;
    m_source.queryRange(expression, start, end, step, std::move(handler));
}

void GroupedSource::flush()
{
    const auto round = std::exchange(m_open, nullptr);
    for (const auto& group : groupsOf(round->questions))
        ask(round, group);
}

const std::vector<Group>& GroupedSource::groupsOf(const std::vector<QString>& questions)
{
    constexpr std::size_t mostKnown = 32; // turns of one poll, where not everything is asked in the same one
    const auto known = std::find_if(
        m_known.begin(), m_known.end(), [&questions](const Known& one) { return one.questions == questions; });
    if (known != m_known.end()) {
        m_known.splice(m_known.begin(), m_known, known);
    } else {
        m_known.push_front({questions, grouped(questions)});
        if (m_known.size() > mostKnown)
            m_known.pop_back();
    }
    return m_known.front().groups;
}

void GroupedSource::ask(const std::shared_ptr<Round>& round, const Group& group)
{
    if (group.members.size() > 1 && !m_sizes.empty()) {
        const auto most = m_sizes.find(subjectOf(group));
        if (most != m_sizes.end() && group.members.size() > most->second) {
            auto [first, second] = halves(group, round->questions);
            ask(round, first);
            ask(round, second);
            return;
        }
    }
    ++m_requests;
    m_source.query(
        group.expression,
        // Shared: whoever passes the handler on may copy it.
        [this, self = QPointer<GroupedSource>(this), round, shared = std::make_shared<const Group>(group),
         asked = m_clock.tick()](Result<Answer> answer) {
            if (self)
                answered(round, *shared, asked, std::move(answer));
        });
}

void GroupedSource::learn(const Group& group, Milliseconds took, const Result<Answer>& answer)
{
    constexpr int wellBelow = 4;
    const auto bytes = answer ? bytesOf(*answer) : 0;
    if (took >= m_limits.time || bytes > m_limits.bytes) {
        m_sizes[subjectOf(group)] = std::max(leastMembers, (group.members.size() + 1) / 2);
        return;
    }
    const auto most = m_sizes.empty() ? m_sizes.end() : m_sizes.find(subjectOf(group));
    if (most == m_sizes.end() || !answer || took * wellBelow > m_limits.time || bytes * wellBelow > m_limits.bytes)
        return;
    most->second *= 2;
    if (most->second > mostMembers)
        m_sizes.erase(most);
}

void GroupedSource::answered(const std::shared_ptr<Round>& round, const Group& group, Tick asked, Result<Answer> answer)
{
    const auto size = group.members.size();
    if (size > 1) {
        learn(group, m_clock.tick() - asked, answer);
        if (!answer && answer.error().code == ErrorCode::Refused) {
            for (const auto member : group.members)
                ask(round, {round->questions[member], {}, {member}, {}});
            return;
        }
    }
    if (!answer) {
        for (const auto member : group.members)
            round->handlers[member](Failure{answer.error()});
        return;
    }
    auto parts = partsOf(std::move(*answer), group);
    for (std::size_t member = 0; member < size; ++member)
        round->handlers[group.members[member]](std::move(parts[member]));
}

} // namespace penelope::prometheus
