#include "core/query/term.h"

#include "core/journal/searchtext.h"

#include <algorithm>
#include <array>

namespace penelope::query {
namespace {

using namespace Qt::Literals::StringLiterals;

template <typename Holds> bool anyText(const Json& value, const Holds& holds)
{
    switch (value.type()) {
    case Json::Type::Boolean:
    case Json::Type::Number: return false;
    case Json::Type::String: return holds(value.toString());
    case Json::Type::Array:
        return std::any_of(value.toArray().begin(), value.toArray().end(), [&holds](const Json& entry) {
            return anyText(entry, holds);
        });
    case Json::Type::Object:
        return std::any_of(value.toObject().begin(), value.toObject().end(), [&holds](const Json::Member& member) {
            return anyText(member.second, holds);
        });
    }
    Q_UNREACHABLE();
}

bool anyNumber(const Json& value, const QString& word)
{
    if (value.isNumber())
        return QString::fromLatin1(canonical::number(value.toDouble())) == word;
    if (value.isArray())
        return std::any_of(value.toArray().begin(), value.toArray().end(), [&word](const Json& entry) {
            return anyNumber(entry, word);
        });
    return value.isObject() &&
           std::any_of(value.toObject().begin(), value.toObject().end(), [&word](const Json::Member& member) {
               return anyNumber(member.second, word);
           });
}

bool holdsWord(const journal::Event& event, const Term& term)
{
    const auto holds = [&term](const QString& text) { return term.isIn(text); };
    return holds(event.kind) || holds(event.stream) || holds(event.actor) || holds(event.correlation) ||
           anyText(event.payload, holds) || (!term.pattern && anyNumber(event.payload, term.value));
}

bool isOneOf(const Term& term, const QStringList& texts)
{
    const auto equal = [&term](const QString& text) {
        if (term.pattern)
            return term.pattern->match(text).hasMatch();
        return term.wild ? isLike(term.value, text) : term.value.compare(text, Qt::CaseInsensitive) == 0;
    };
    const bool found = std::any_of(texts.begin(), texts.end(), equal);
    return term.differs ? !found && !texts.front().isEmpty() : found;
}

std::optional<double> severityOf(const journal::Event& event)
{
    const auto word = event.payload.text(u"severity");
    return word && word->size() == 2 && word->front() == u'P' ? std::optional{double(word->back().digitValue())}
                                                              : std::nullopt;
}

std::optional<double> numberOf(const journal::Event& event, const QString& name)
{
    const auto& payload = event.payload;
    if (name == "risk"_L1)
        return riskOf(event);
    if (name == "gentleness"_L1 && event.kind == "PraotesJudged"_L1)
        return payload.number(u"score");
    return payload.number(name);
}

bool isWithin(const Term& term, std::optional<double> value)
{
    if (!value)
        return false;
    const bool above = !term.low || (term.lowOpen ? *value > *term.low : *value >= *term.low);
    const bool below = !term.high || (term.highOpen ? *value < *term.high : *value <= *term.high);
    return (above && below) != term.differs;
}

bool has(const journal::Event& event, const QString& name)
{
    if (name == "comment"_L1) {
        const auto said = event.payload.text(u"reason");
        return event.actor.startsWith("operator/"_L1) && ((said && !said->isEmpty()) || event.kind == "NoteAdded"_L1);
    }
    if (name == "service"_L1)
        return !serviceOf(event).isEmpty();
    if (name == "decision"_L1)
        return !decisionOf(event).isEmpty();
    if (name == "cause"_L1)
        return event.cause.has_value() || event.payload.contains(name);
    if (name == "correlation"_L1)
        return !event.correlation.isEmpty();
    return event.payload.contains(name);
}

/// The longest text between the stars.
QString certainPart(const Term& term)
{
    if (!term.wild)
        return term.value;
    QString longest;
    for (const auto& part : term.value.split(u'*')) {
        if (part.size() > longest.size())
            longest = part;
    }
    return longest;
}

constexpr std::array<std::pair<QLatin1String, QLatin1String>, 4> decisionKinds{
    {{QLatin1String("ApprovalGranted"), QLatin1String("approved")},
     {QLatin1String("ApprovalRejected"), QLatin1String("rejected")},
     {QLatin1String("ApprovalExpired"), QLatin1String("expired")},
     {QLatin1String("ApprovalCancelled"), QLatin1String("cancelled")}}};

/// A decision stands in the bytes as it is shown only where no kind means it.
Needle decisionNeedle(const Term& term)
{
    const bool plain = !term.value.contains(u'*') &&
                       std::none_of(decisionKinds.begin(), decisionKinds.end(), [&term](const auto& outcome) {
                           return term.value.compare(outcome.second, Qt::CaseInsensitive) == 0;
                       });
    return plain ? Needle(term.value) : Needle{};
}

} // namespace

// One step back at most, whatever the pattern.
bool isLike(QStringView pattern, QStringView text)
{
    qsizetype at = 0;
    qsizetype in = 0;
    qsizetype star = -1;
    qsizetype mark = 0;
    while (in < text.size()) {
        if (at < pattern.size() && pattern[at] == u'*') {
            star = at++;
            mark = in;
        } else if (at < pattern.size() && pattern[at].toCaseFolded() == text[in].toCaseFolded()) {
            ++at;
            ++in;
        } else if (star >= 0) {
            at = star + 1;
            in = ++mark;
        } else {
            return false;
        }
    }
    while (at < pattern.size() && pattern[at] == u'*')
        ++at;
    return at == pattern.size();
}

QString serviceOf(const journal::Event& event)
{
    if (const auto service = event.payload.text(u"service"))
        return *service;
    const auto kind = event.streamKind();
    return kind == "service"_L1 || kind == "breaker"_L1 ? event.subject() : QString();
}

std::optional<double> riskOf(const journal::Event& event)
{
    const auto total = event.payload[u"risk"].number(u"total");
    return total ? total : event.payload.number(u"risk");
}

QString decisionOf(const journal::Event& event)
{
    for (const auto& [kind, word] : decisionKinds) {
        if (event.kind == kind)
            return word;
    }
    return event.payload.text(u"decision").value_or(QString());
}

const QStringList& numberFields()
{
    static const QStringList names{u"risk"_s, u"confidence"_s, u"impact"_s,  u"gentleness"_s, u"level"_s,
                                   u"rule"_s, u"step"_s,       u"percent"_s, u"need"_s,       u"lines"_s};
    return names;
}

bool Term::holdsFor(const QStringList& values) const
{
    return isOneOf(*this, values);
}

bool Term::holdsFor(std::optional<double> number) const
{
    return isWithin(*this, number);
}

bool Term::isIn(const QString& text) const
{
    if (journal::isOpaque(text) && (pattern || !journal::mayMeanOpaque(value)))
        return false;
    return pattern ? pattern->match(text).hasMatch() : text.contains(value, Qt::CaseInsensitive);
}

bool Term::matches(const journal::Event& event) const
{
    switch (field) {
    case Field::Word: return holdsWord(event, *this);
    case Field::Kind: return isOneOf(*this, {event.kind});
    case Field::Stream: return isOneOf(*this, {event.stream, event.streamKind()});
    case Field::Service: return isOneOf(*this, {serviceOf(event)});
    case Field::Actor: return isOneOf(*this, {event.actor, event.actor.section(u'/', 1)});
    case Field::Decision: return isOneOf(*this, {decisionOf(event)});
    case Field::Correlation: return isOneOf(*this, {event.correlation});
    case Field::Severity: return isWithin(*this, severityOf(event));
    case Field::Seq: return isWithin(*this, static_cast<double>(event.seq));
    case Field::Time: return isWithin(*this, static_cast<double>(toMs(event.time)));
    case Field::Number: return isWithin(*this, numberOf(event, name));
    case Field::Has: return has(event, name);
    }
    Q_UNREACHABLE();
}

Needle Term::needle() const
{
    if (differs)
        return {};
    if (pattern) // what a decision is called need not stand in the bytes
        return field == Field::Decision ? Needle{} : Needle::ofPattern(value);
    switch (field) {
    case Field::Word: return Needle(value);
    case Field::Kind:
    case Field::Stream:
    case Field::Service:
    case Field::Actor:
    case Field::Correlation: return Needle(certainPart(*this));
    case Field::Decision: return decisionNeedle(*this);
    case Field::Severity: return Needle(u"severity"_s);
    case Field::Number: return name == "gentleness"_L1 ? Needle{} : Needle(name);
    case Field::Seq:
    case Field::Time:
    case Field::Has: return {};
    }
    Q_UNREACHABLE();
}

bool Expression::matches(const journal::Event& event) const
{
    const auto holds = [&event](const Expression& part) { return part.matches(event); };
    switch (kind) {
    case Kind::All: return std::all_of(parts.begin(), parts.end(), holds);
    case Kind::Any: return std::any_of(parts.begin(), parts.end(), holds);
    case Kind::Not: return !parts.front().matches(event);
    case Kind::Term: return term->matches(event);
    }
    Q_UNREACHABLE();
}

bool Expression::mayMatch(QByteArrayView body) const
{
    const auto may = [body](const Expression& part) { return part.mayMatch(body); };
    switch (kind) {
    case Kind::All: return std::all_of(parts.begin(), parts.end(), may);
    case Kind::Any: return std::any_of(parts.begin(), parts.end(), may);
    case Kind::Not: return true; // what is denied may be a text that only looks alike
    case Kind::Term: return needle.isIn(body);
    }
    Q_UNREACHABLE();
}

} // namespace penelope::query
