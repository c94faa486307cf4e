#include "core/query/filter.h"

#include <algorithm>
#include <array>

namespace penelope::query {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qint64 largest = 9007199254740991;

/// One term as written, and where it begins (counted from 0).
struct Token
{
    QString text;
    qsizetype column = 0;
    bool quoted = false; ///< it began with a quotation mark: a phrase, never a field
};

Failure wrongAt(qsizetype column, const QString& message)
{
    return failure(
        ErrorCode::Malformed, u"column %1: %2"_s.arg(column + 1).arg(message), u"column %1"_s.arg(column + 1));
}

Result<std::vector<Token>> tokensOf(const QString& text)
{
    std::vector<Token> tokens;
    for (qsizetype at = 0; at < text.size();) {
        if (text[at].isSpace()) {
            ++at;
            continue;
        }
        Token token{{}, at, text[at] == u'"'};
        while (at < text.size() && !text[at].isSpace()) {
            if (text[at] != u'"') {
                token.text += text[at++];
                continue;
            }
            const auto end = text.indexOf(u'"', at + 1);
            if (end < 0)
                return wrongAt(at, u"the quotation mark is not closed"_s);
            token.text += text.mid(at + 1, end - at - 1);
            at = end + 1;
        }
        tokens.push_back(std::move(token));
    }
    return tokens;
}

std::optional<qint64> wholeNumber(const QString& text)
{
    bool ok = false;
    const auto number = text.toLongLong(&ok);
    return ok && number >= 0 && number <= largest ? std::optional{number} : std::nullopt;
}

std::optional<Milliseconds> spanOf(const QString& text)
{
    static constexpr std::array<std::pair<char16_t, qint64>, 5> units{
        {{u's', 1000}, {u'm', 60'000}, {u'h', 3'600'000}, {u'd', 86'400'000}, {u'w', 604'800'000}}};
    const auto number = wholeNumber(text.chopped(1));
    for (const auto& [letter, milliseconds] : units) {
        if (number && *number < 1'000'000 && text.back() == letter)
            return Milliseconds{*number * milliseconds};
    }
    return std::nullopt;
}

std::optional<Instant> momentOf(const QString& text, Instant now)
{
    if (text.size() > 2 && text.startsWith(u'-')) {
        const auto span = spanOf(text.mid(1));
        return span ? std::optional{now - *span} : std::nullopt;
    }
    if (const auto moment = instantFromIso(text))
        return moment;
    // People leave out the zone; here it is always UTC. A date alone is its first moment.
    return instantFromIso(text + (text.contains(u'T') ? u"Z"_s : u"T00:00:00Z"_s));
}

Status setSeq(Filter& filter, const QString& value, qsizetype column)
{
    const auto dots = value.indexOf(u".."_s);
    const auto low = dots < 0 ? value : value.left(dots);
    const auto high = dots < 0 ? value : value.mid(dots + 2);
    const auto first = low.isEmpty() ? std::optional<qint64>{1} : wholeNumber(low);
    const auto last = high.isEmpty() ? std::optional<qint64>{largest} : wholeNumber(high);
    if (value.isEmpty() || !first || !last)
        return wrongAt(column, u"expected a number, or two as in 100..200, after seq:"_s);
    filter.firstSeq = std::max(filter.firstSeq, *first);
    filter.lastSeq = std::min(filter.lastSeq, *last);
    return {};
}

Status setMoment(Filter& filter, const QString& name, const QString& value, qsizetype column, Instant now)
{
    const auto moment = momentOf(value, now);
    if (!moment)
        return wrongAt(column, u"expected a time such as 2026-08-22T03:44:00Z or -2h after %1:"_s.arg(name));
    auto& bound = name == "after"_L1 ? filter.after : filter.before;
    bound = *moment;
    return {};
}

Status addField(Filter& filter, const Token& token, bool negated, Instant now)
{
    static const std::array<std::pair<QString, Field>, 6> fields{
        {{u"kind"_s, Field::Kind},
         {u"stream"_s, Field::Stream},
         {u"service"_s, Field::Service},
         {u"actor"_s, Field::Actor},
         {u"decision"_s, Field::Decision},
         {u"correlation"_s, Field::Correlation}}};
    const auto colon = token.text.indexOf(u':');
    const auto name = token.text.left(colon);
    const auto value = token.text.mid(colon + 1);
    const auto valueColumn = token.column + colon + 1;
    const bool range = name == "seq"_L1 || name == "after"_L1 || name == "before"_L1;
    if (range && negated)
        return wrongAt(token.column, u"%1: cannot be negated; say the opposite bound"_s.arg(name));
    if (name == "seq"_L1)
        return setSeq(filter, value, valueColumn);
    if (range)
        return setMoment(filter, name, value, valueColumn, now);
    for (const auto& [known, field] : fields) {
        if (known != name)
            continue;
        if (value.isEmpty())
            return wrongAt(valueColumn, u"expected a value after %1:"_s.arg(name));
        filter.terms.push_back({field, value, negated});
        return {};
    }
    return wrongAt(
        token.column, u"there is no field “%1”; there are kind, stream, service, actor, decision, correlation, "
                      "seq, after, before; put a text with a colon in quotation marks"_s.arg(name));
}

bool wildcard(QStringView pattern, QStringView text)
{
    const auto star = pattern.indexOf(u'*');
    if (star < 0)
        return pattern.compare(text, Qt::CaseInsensitive) == 0;
    if (!text.startsWith(pattern.left(star), Qt::CaseInsensitive))
        return false;
    const auto rest = pattern.mid(star + 1);
    for (auto at = star; at <= text.size(); ++at) {
        if (wildcard(rest, text.mid(at)))
            return true;
    }
    return false;
}

bool holdsText(const Json& value, const QString& word)
{
    switch (value.type()) {
    case Json::Type::Boolean: return false;
    case Json::Type::Number: return QString::fromLatin1(canonical::number(value.toDouble())) == word;
    case Json::Type::String: return value.toString().contains(word, Qt::CaseInsensitive);
    case Json::Type::Array:
        return std::any_of(value.toArray().begin(), value.toArray().end(), [&word](const Json& entry) {
            return holdsText(entry, word);
        });
    case Json::Type::Object:
        return std::any_of(value.toObject().begin(), value.toObject().end(), [&word](const Json::Member& member) {
            return holdsText(member.second, word);
        });
    }
    Q_UNREACHABLE();
}

bool holdsWord(const journal::Event& event, const QString& word)
{
    const auto inText = [&word](const QString& text) { return text.contains(word, Qt::CaseInsensitive); };
    return inText(event.kind) || inText(event.stream) || inText(event.actor) || inText(event.correlation) ||
           holdsText(event.payload, word);
}

bool holds(const Term& term, const journal::Event& event)
{
    switch (term.field) {
    case Field::Word: return holdsWord(event, term.value);
    case Field::Kind: return wildcard(term.value, event.kind);
    case Field::Stream: return wildcard(term.value, event.stream) || wildcard(term.value, event.streamKind());
    case Field::Service: return wildcard(term.value, serviceOf(event));
    case Field::Actor: return wildcard(term.value, event.actor) || wildcard(term.value, event.actor.section(u'/', 1));
    case Field::Decision: return wildcard(term.value, decisionOf(event));
    case Field::Correlation: return wildcard(term.value, event.correlation);
    }
    Q_UNREACHABLE();
}

} // namespace

QString serviceOf(const journal::Event& event)
{
    if (const auto service = event.payload.text(u"service"))
        return *service;
    const auto kind = event.streamKind();
    return kind == "service"_L1 || kind == "breaker"_L1 ? event.subject() : QString();
}

QString decisionOf(const journal::Event& event)
{
    static const std::array<std::pair<QLatin1String, QString>, 4> outcomes{
        {{"ApprovalGranted"_L1, u"approved"_s},
         {"ApprovalRejected"_L1, u"rejected"_s},
         {"ApprovalExpired"_L1, u"expired"_s},
         {"ApprovalCancelled"_L1, u"cancelled"_s}}};
    for (const auto& [kind, word] : outcomes) {
        if (event.kind == kind)
            return word;
    }
    return event.payload.text(u"decision").value_or(QString());
}

bool Term::matches(const journal::Event& event) const
{
    return holds(*this, event) != negated;
}

bool Filter::matches(const journal::Event& event) const
{
    if (event.seq < firstSeq || event.seq > lastSeq)
        return false;
    if ((after && event.time < *after) || (before && event.time >= *before))
        return false;
    return std::all_of(terms.begin(), terms.end(), [&event](const Term& term) { return term.matches(event); });
}

Result<Filter> parse(const QString& text, Instant now)
{
    const auto tokens = tokensOf(text);
    if (!tokens)
        return Failure{tokens.error()};
    Filter filter;
    bool negateNext = false;
    for (auto token : *tokens) {
        if (token.text == "NOT"_L1 && !token.quoted) {
            negateNext = !negateNext;
            continue;
        }
        if (token.text == "OR"_L1 && !token.quoted)
            return wrongAt(token.column, u"OR is not understood here; run two queries"_s);
        const bool minus = !token.quoted && token.text.size() > 1 && token.text.startsWith(u'-');
        if (minus) {
            token.text.remove(0, 1);
            ++token.column;
        }
        const bool negated = minus != negateNext;
        negateNext = false;
        if (token.quoted || !token.text.contains(u':'))
            filter.terms.push_back({Field::Word, token.text, negated});
        else if (auto added = addField(filter, token, negated, now); !added)
            return Failure{added.error()};
    }
    if (negateNext)
        return wrongAt(text.size(), u"expected a term after NOT"_s);
    return filter;
}

} // namespace penelope::query
