#pragma once

#include "core/journal/event.h"

#include <QStringList>

/// The audit query language (ux.md page 6), as far as it goes without an index: terms that must all hold. Pure.
namespace penelope::query {

enum class Field { Word, Kind, Stream, Service, Actor, Decision, Correlation };

/// What a service column shows: payload.service, else the name in service/NAME and breaker/NAME. Empty for none.
QString serviceOf(const journal::Event& event);
/// What a decision column shows: observe, intervene, escalate, approved, rejected, expired, cancelled. Empty for none.
QString decisionOf(const journal::Event& event);

struct Term
{
    Field field = Field::Word;
    QString value; ///< `*` stands for any text, but in words
    bool negated = false;

    bool matches(const journal::Event& event) const;
    bool operator==(const Term&) const = default;
};

struct Filter
{
    std::vector<Term> terms;
    qint64 firstSeq = 1;
    qint64 lastSeq = 9007199254740991;
    std::optional<Instant> after;  ///< time ≥
    std::optional<Instant> before; ///< time <

    bool matches(const journal::Event& event) const;
    bool operator==(const Filter&) const = default;
};

/// Terms separated by blanks: word, "a phrase", kind:Approval*, stream:anomaly/0000001f or stream:anomaly,
/// service:auth, actor:ana, decision:escalate, correlation:…, seq:N, seq:N..M, after: and before: (ISO 8601 in UTC, or
/// -2h, -30d, -15m, -90s before `now`); a `-` or NOT before a term negates it. Nothing matches everything. An error's
/// `where` is "column N", counted from 1; its message is a sentence.
Result<Filter> parse(const QString& text, Instant now);

} // namespace penelope::query
