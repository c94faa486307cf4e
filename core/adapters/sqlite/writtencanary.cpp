#include "core/adapters/sqlite/writtencanary.h"

namespace penelope::sqlite {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<std::vector<journal::Event>> streamUpTo(Reader& reader, const QString& name, qint64 last)
{
    constexpr int page = 1000;
    std::vector<journal::Event> events;
    while (true) {
        const auto from = events.empty() ? 1 : events.back().streamVersion + 1;
        auto more = reader.stream(name, from, page);
        if (!more)
            return more;
        for (auto& event : *more) {
            if (event.seq > last)
                return events;
            events.push_back(std::move(event));
        }
        if (more->size() < page)
            return events;
    }
}

} // namespace

Result<WrittenCanary> readCanary(Reader& reader, const CanaryId& id, qint64 last)
{
    WrittenCanary written;
    auto events = streamUpTo(reader, u"canary/"_s + id.value(), last);
    if (!events)
        return Failure{events.error()};
    if (events->empty())
        return failure(ErrorCode::NotFound, u"there is no canary %1"_s.arg(id.value()), u"canary"_s);
    const auto policy = streamUpTo(reader, u"policy"_s, events->front().seq);
    if (!policy)
        return Failure{policy.error()};
    written.policy = policy::defaults();
    for (const auto& event : *policy)
        policy::apply(written.policy, event);
    written.events = std::move(*events);
    return written;
}

} // namespace penelope::sqlite
