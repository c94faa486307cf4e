#include "core/query/emptyresult.h"

namespace penelope::query {
namespace {

/// Nothing where it was stopped before that was clear.
Result<std::optional<bool>> matchesNothing(
    JournalReader& reader, const journal::Columns* columns, Expression expression, const std::stop_token& stop)
{
    Filter filter;
    filter.expression = std::move(expression);
    const auto found = seqsDown(reader, columns, filter, filter.lastSeq, {.limit = 1, .stop = stop});
    if (!found)
        return Failure{found.error()};
    if (!found->seqs.empty())
        return std::optional{false};
    return found->complete ? std::optional{true} : std::nullopt;
}

} // namespace

Result<EmptyReason> whyEmpty(
    JournalReader& reader, const journal::Columns* columns, const Filter& filter, const QString& text,
    const std::stop_token& stop)
{
    const auto& whole = filter.expression;
    if (whole.kind != Expression::Kind::All || whole.parts.empty())
        return EmptyReason{text.trimmed(), true};
    for (const auto& part : whole.parts) {
        const auto nothing = matchesNothing(reader, columns, part, stop);
        if (!nothing || !*nothing)
            return nothing ? Result<EmptyReason>{EmptyReason{}} : Failure{nothing.error()};
        if (**nothing)
            return EmptyReason{text.mid(part.from, part.to - part.from).trimmed(), true};
    }
    Expression together{.kind = Expression::Kind::All};
    for (const auto& part : whole.parts) {
        together.parts.push_back(part);
        const auto nothing = matchesNothing(reader, columns, together, stop);
        if (!nothing || !*nothing)
            return nothing ? Result<EmptyReason>{EmptyReason{}} : Failure{nothing.error()};
        if (**nothing)
            return EmptyReason{text.left(part.to).trimmed(), false};
    }
    return EmptyReason{};
}

} // namespace penelope::query
