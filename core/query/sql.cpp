#include "core/query/sql.h"

#include "core/journal/searchtext.h"

namespace penelope::query {
namespace {

using namespace Qt::Literals::StringLiterals;

QString quoted(QString text)
{
    return u"'"_s + text.replace(u'\'', u"''"_s) + u'\'';
}

QString likePattern(const QString& value, bool wild)
{
    QString pattern;
    for (const auto letter : value) {
        if (letter == u'*' && wild)
            pattern += u'%';
        else if (letter == u'%' || letter == u'_' || letter == u'\\')
            pattern += u'\\' + QString(letter);
        else
            pattern += letter;
    }
    return pattern;
}

QString textMember(const QString& path)
{
    return u"CASE WHEN json_type(body,'%1')='text' THEN body->>'%1' ELSE '' END"_s.arg(path);
}

QString numberMember(const QString& path)
{
    return u"CASE WHEN json_type(body,'%1') IN ('integer','real') THEN body->>'%1' END"_s.arg(path);
}

const QString actorText = u"(body->>'$.actor')"_s;
const QString correlationText = u"coalesce(body->>'$.correlation','')"_s;

QString serviceText()
{
    return u"CASE WHEN json_type(body,'$.payload.service')='text' THEN body->>'$.payload.service' "
           "WHEN stream GLOB 'service/*' OR stream GLOB 'breaker/*' THEN substr(stream,9) ELSE '' END"_s;
}

QString decisionText()
{
    return u"CASE kind WHEN 'ApprovalGranted' THEN 'approved' WHEN 'ApprovalRejected' THEN 'rejected' "
           "WHEN 'ApprovalExpired' THEN 'expired' WHEN 'ApprovalCancelled' THEN 'cancelled' ELSE %1 END"_s.arg(
               textMember(u"$.payload.decision"_s));
}

QStringList textsOf(Field field)
{
    switch (field) {
    case Field::Kind: return {u"kind"_s};
    case Field::Stream:
        return {
            u"stream"_s, u"CASE instr(stream,'/') WHEN 0 THEN stream ELSE substr(stream,1,instr(stream,'/')-1) END"_s};
    case Field::Service: return {serviceText()};
    case Field::Actor:
        return {actorText, u"CASE instr(%1,'/') WHEN 0 THEN '' ELSE substr(%1,instr(%1,'/')+1) END"_s.arg(actorText)};
    case Field::Decision: return {decisionText()};
    default: return {correlationText};
    }
}

QString textCondition(const Term& term)
{
    const auto texts = textsOf(term.field);
    QStringList any;
    for (const auto& text : texts)
        any.append(
            term.pattern ? u"regexpi(%1,%2)"_s.arg(quoted(term.value), text)
                         : u"(%1) LIKE %2 ESCAPE '\\'"_s.arg(text, quoted(likePattern(term.value, term.wild))));
    const auto found = u'(' + any.join(u" OR "_s) + u')';
    return term.differs ? u"(NOT "_s + found + u" AND ("_s + texts.front() + u")<>'')"_s : found;
}

QString orderedCondition(const Term& term, const QString& value)
{
    const auto number = [](double bound) { return QString::fromLatin1(canonical::number(bound)); };
    QStringList all{u"v IS NOT NULL"_s};
    QStringList bounds;
    if (term.low)
        bounds.append((term.lowOpen ? u"v>"_s : u"v>="_s) + number(*term.low));
    if (term.high)
        bounds.append((term.highOpen ? u"v<"_s : u"v<="_s) + number(*term.high));
    if (!bounds.isEmpty())
        all.append((term.differs ? u"NOT ("_s : u"("_s) + bounds.join(u" AND "_s) + u')');
    return u"EXISTS(SELECT 1 FROM (SELECT %1 AS v) WHERE %2)"_s.arg(value, all.join(u" AND "_s));
}

QString numberValue(const QString& name)
{
    if (name == "risk"_L1)
        return u"coalesce(%1,%2)"_s.arg(numberMember(u"$.payload.risk.total"_s), numberMember(u"$.payload.risk"_s));
    if (name == "gentleness"_L1)
        return u"CASE kind WHEN 'PraotesJudged' THEN %1 ELSE %2 END"_s.arg(
            numberMember(u"$.payload.score"_s), numberMember(u"$.payload.gentleness"_s));
    return numberMember(u"$.payload."_s + name);
}

QString severityValue()
{
    return u"CASE WHEN %1 GLOB 'P[0-9]' THEN CAST(substr(%1,2) AS INTEGER) WHEN %1 GLOB 'P?' THEN -1 END"_s.arg(
        u'(' + textMember(u"$.payload.severity"_s) + u')');
}

QString hasCondition(const QString& name)
{
    const auto member = [](const QString& key) {
        return u"EXISTS(SELECT 1 FROM json_each(body,'$.payload') WHERE key=%1)"_s.arg(quoted(key));
    };
    if (name == "comment"_L1)
        return u"(%1 GLOB 'operator/*' AND (kind='NoteAdded' OR (%2)<>''))"_s.arg(
            actorText, textMember(u"$.payload.reason"_s));
    if (name == "service"_L1)
        return u"((%1)<>'')"_s.arg(serviceText());
    if (name == "decision"_L1)
        return u"((%1)<>'')"_s.arg(decisionText());
    if (name == "correlation"_L1)
        return u"(%1<>'')"_s.arg(correlationText);
    if (name == "cause"_L1)
        return u"(json_type(body,'$.cause') IS NOT NULL OR %1)"_s.arg(member(name));
    return member(name);
}

/// journal::isOpaque of t; `r` is what stands after its last stroke.
const QString opaque = u"((length(r)>=8 AND r GLOB '*[0-9]*' AND r NOT GLOB '*[^0-9a-fA-F]*') OR "
                       "(length(t)>=40 AND t GLOB '*[0-9]*' AND t NOT GLOB '*[^0-9A-Za-z+/=_-]*'))"_s;

QString wordCondition(const Term& term)
{
    QString holds = term.pattern ? u"regexpi(%1,t)"_s.arg(quoted(term.value))
                                 : u"instr(lower(t),lower(%1))>0"_s.arg(quoted(term.value));
    if (term.pattern || !journal::mayMeanOpaque(term.value))
        holds += u" AND NOT "_s + opaque;
    auto condition =
        u"EXISTS(SELECT 1 FROM (SELECT t, replace(t,rtrim(t,replace(t,'/','')),'') AS r FROM (SELECT kind AS t UNION "
        "ALL SELECT stream UNION ALL SELECT %1 UNION ALL SELECT %2 UNION ALL SELECT atom FROM "
        "json_tree(body,'$.payload') WHERE type='text')) WHERE "_s.arg(actorText, correlationText) +
        holds + u')';
    bool ok = false;
    const double number = term.value.toDouble(&ok);
    if (!term.pattern && ok && QString::fromLatin1(canonical::number(number)) == term.value)
        condition =
            u'(' + condition +
            u" OR EXISTS(SELECT 1 FROM json_tree(body,'$.payload') WHERE type IN ('integer','real') AND atom="_s +
            term.value + u"))"_s;
    return condition;
}

QString conditionOf(const Term& term)
{
    switch (term.field) {
    case Field::Word: return wordCondition(term);
    case Field::Severity: return orderedCondition(term, severityValue());
    case Field::Seq: return orderedCondition(term, u"seq"_s);
    case Field::Time: return orderedCondition(term, u"time"_s);
    case Field::Number: return orderedCondition(term, numberValue(term.name));
    case Field::Has: return hasCondition(term.name);
    default: return textCondition(term);
    }
}

QString conditionOf(const Expression& expression)
{
    if (expression.kind == Expression::Kind::Term)
        return conditionOf(*expression.term);
    QStringList parts;
    for (const auto& part : expression.parts)
        parts.append(conditionOf(part));
    switch (expression.kind) {
    case Expression::Kind::Not: return u"NOT "_s + parts.front();
    case Expression::Kind::Any: return u'(' + parts.join(u"\n    OR "_s) + u')';
    default: return parts.isEmpty() ? u"1"_s : u'(' + parts.join(u"\n    AND "_s) + u')';
    }
}

} // namespace

QString sqlOf(const Filter& filter, const QString& text)
{
    return u"-- "_s + text.simplified() + u"\nSELECT seq, time, kind, stream, body FROM events\n  WHERE "_s +
           conditionOf(filter.expression) + u"\n  ORDER BY seq DESC;\n"_s;
}

} // namespace penelope::query
