#pragma once

#include "core/query/term.h"

/// The audit query language (ux.md page 6). Pure.
namespace penelope::query {

/// A question to the whole journal. The bounds are those that hold for every match; they are in the expression too.
struct Filter
{
    Expression expression;
    qint64 firstSeq = 1;
    qint64 lastSeq = 9007199254740991;
    std::optional<Instant> after;  ///< time ≥
    std::optional<Instant> before; ///< time <

    bool matches(const journal::Event& event) const;
    /// False only where the event of these canonical bytes does not match: it need not be decoded.
    bool mayMatch(QByteArrayView body) const { return expression.mayMatch(body); }
};

/// Terms that must all hold, separated by blanks; `OR` between two, `NOT` or `-` before one, parentheses. AND binds
/// more than OR. A term is
///   word · "a phrase" · /regular expression/ (of Perl's kind, the case does not matter), looked for in every text; in
///   identifiers, hashes, keys and signatures (journal::isOpaque) only a word that can be a part of one;
///   kind: stream: service: actor: decision: correlation: with a text, where `*` stands for anything, a phrase or a
///   regular expression; `=` compares the whole text, `!=` asks for another one;
///   severity (P0 < P1), seq, time and the numbers of numberFields() with `:`, `=`, `!=`, `<`, `<=`, `>`, `>=`, and
///   ranges as in risk:0.4..0.7, seq:100.. ;
///   after: (≥) and before: (<) a time: ISO 8601 in UTC, or -2h, -30d, -15m, -90s before `now`;
///   has:comment, has:signature and any other name of a payload's member.
/// Nothing matches everything. An error's `where` is "column N", counted from 1; its message is a sentence.
Result<Filter> parse(const QString& text, Instant now);

} // namespace penelope::query
