#include "core/query/reading.h"

#include <array>
#include <functional>

namespace penelope::query {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qint64 largestNumber = 9007199254740991;

using Value = std::optional<double>;
/// Reads one value of an ordered field.
using ReadValue = std::function<Value(const QString& text)>;

Value wholeNumber(const QString& text)
{
    bool ok = false;
    const auto number = text.toLongLong(&ok);
    return ok && number >= 0 && number <= largestNumber ? Value{static_cast<double>(number)} : std::nullopt;
}

Value finiteNumber(const QString& text)
{
    bool ok = false;
    const double number = text.toDouble(&ok);
    return ok && qIsFinite(number) ? Value{number} : std::nullopt;
}

Value severityRank(const QString& text)
{
    const bool known = text.size() == 2 && text[0].toUpper() == u'P' && text[1] >= u'0' && text[1] <= u'3';
    return known ? Value{text[1].digitValue()} : std::nullopt;
}

std::optional<Milliseconds> spanOf(const QString& text)
{
    static constexpr std::array<std::pair<char16_t, qint64>, 5> units{
        {{u's', 1000}, {u'm', 60'000}, {u'h', 3'600'000}, {u'd', 86'400'000}, {u'w', 604'800'000}}};
    const auto number = wholeNumber(text.chopped(1));
    for (const auto& [letter, milliseconds] : units) {
        if (number && *number < 1'000'000 && text.back() == letter)
            return Milliseconds{static_cast<qint64>(*number) * milliseconds};
    }
    return std::nullopt;
}

struct Ordered
{
    Field field;
    QString expected; ///< for the error
    ReadValue read;
};

Status setRange(Term& term, const Written& written, const Ordered& ordered)
{
    const auto dots = written.value.indexOf(u".."_s);
    const auto low = written.value.left(dots);
    const auto high = written.value.mid(dots + 2);
    const auto readLow = low.isEmpty() ? std::nullopt : ordered.read(low);
    const auto readHigh = high.isEmpty() ? std::nullopt : ordered.read(high);
    if ((!low.isEmpty() && !readLow) || (!high.isEmpty() && !readHigh) || (low.isEmpty() && high.isEmpty()))
        return wrongAt(
            readLow || low.isEmpty() ? written.valueColumn + dots + 2 : written.valueColumn,
            u"expected %1 on both sides of the two points, or on one"_s.arg(ordered.expected));
    term.low = readLow;
    term.high = readHigh;
    return {};
}

Result<Term> orderedTerm(const Written& written, const Ordered& ordered)
{
    Term term;
    term.field = ordered.field;
    term.name = written.name;
    const bool equality = written.op == ":"_L1 || written.op == "="_L1 || written.op == "!="_L1;
    term.differs = written.op == "!="_L1;
    if (equality && written.value.contains(u".."_s)) {
        if (auto set = setRange(term, written, ordered); !set)
            return Failure{set.error()};
        return term;
    }
    const auto value = ordered.read(written.value);
    if (!value)
        return wrongAt(
            written.valueColumn, u"expected %1 after %2%3"_s.arg(ordered.expected, written.name, written.op));
    if (equality || written.op.startsWith(u'>'))
        term.low = value;
    if (equality || written.op.startsWith(u'<'))
        term.high = value;
    term.lowOpen = written.op == ">"_L1;
    term.highOpen = written.op == "<"_L1;
    return term;
}

Result<Term> momentTerm(const Written& written, Instant now)
{
    const auto moment = written.op == ":"_L1 ? momentFrom(written.value, now) : std::nullopt;
    if (!moment)
        return wrongAt(
            written.valueColumn, u"expected a time such as 2026-08-22T03:44:00Z or -2h after %1:"_s.arg(written.name));
    Term term;
    term.field = Field::Time;
    (written.name == "after"_L1 ? term.low : term.high) = static_cast<double>(toMs(*moment));
    term.highOpen = true;
    return term;
}

Status setPattern(Term& term, const Written& written)
{
    // A person's expression must not keep a thread busy for ever over one text.
    QRegularExpression pattern(
        u"(*LIMIT_MATCH=100000)"_s + written.value,
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    if (!pattern.isValid()) {
        const QRegularExpression plain(written.value);
        const auto offset = std::clamp<qsizetype>(plain.patternErrorOffset(), 0, written.value.size());
        return wrongAt(
            written.valueColumn + 1 + offset, u"the regular expression is wrong: %1"_s.arg(
                                                  plain.isValid() ? pattern.errorString() : plain.errorString()));
    }
    pattern.optimize();
    term.pattern = std::move(pattern);
    return {};
}

Result<Term> textTerm(const Written& written, Field field)
{
    Term term;
    term.field = field;
    term.value = written.value;
    if (field != Field::Word) {
        if (written.op != ":"_L1 && written.op != "="_L1 && written.op != "!="_L1)
            return wrongAt(
                written.column + written.name.size(), u"%1 has no order; use :, = or != after it"_s.arg(written.name));
        if (written.value.isEmpty())
            return wrongAt(written.valueColumn, u"expected a value after %1%2"_s.arg(written.name, written.op));
        term.wild = written.op != "="_L1;
        term.differs = written.op == "!="_L1;
    }
    if (written.regex) {
        if (auto set = setPattern(term, written); !set)
            return Failure{set.error()};
    }
    return term;
}

Result<Term> hasTerm(const Written& written)
{
    if (written.op != ":"_L1 || written.value.isEmpty())
        return wrongAt(written.valueColumn, u"expected a name after has: such as comment or signature"_s);
    Term term;
    term.field = Field::Has;
    term.name = written.value;
    return term;
}

} // namespace

std::optional<Instant> momentFrom(const QString& text, Instant now)
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

Failure wrongAt(qsizetype column, const QString& message)
{
    return failure(
        ErrorCode::Malformed, u"column %1: %2"_s.arg(column + 1).arg(message), u"column %1"_s.arg(column + 1));
}

Result<Term> readTerm(const Written& written, Instant now)
{
    static const std::array<std::pair<QString, Field>, 6> texts{
        {{u"kind"_s, Field::Kind},
         {u"stream"_s, Field::Stream},
         {u"service"_s, Field::Service},
         {u"actor"_s, Field::Actor},
         {u"decision"_s, Field::Decision},
         {u"correlation"_s, Field::Correlation}}};
    if (written.op.isEmpty())
        return textTerm(written, Field::Word);
    for (const auto& [name, field] : texts) {
        if (written.name == name)
            return textTerm(written, field);
    }
    if (written.name == "has"_L1)
        return hasTerm(written);
    if (written.name == "after"_L1 || written.name == "before"_L1)
        return momentTerm(written, now);
    if (written.name == "seq"_L1)
        return orderedTerm(written, {Field::Seq, u"a number"_s, wholeNumber});
    if (written.name == "severity"_L1)
        return orderedTerm(written, {Field::Severity, u"P0, P1, P2 or P3"_s, severityRank});
    if (written.name == "time"_L1)
        return orderedTerm(
            written, {Field::Time, u"a time such as 2026-08-22T03:44:00Z or -2h"_s, [now](const QString& text) {
                          const auto moment = momentFrom(text, now);
                          return moment ? Value{static_cast<double>(toMs(*moment))} : std::nullopt;
                      }});
    if (numberFields().contains(written.name))
        return orderedTerm(written, {Field::Number, u"a number"_s, finiteNumber});
    return wrongAt(
        written.column, u"there is no field “%1”; there are kind, stream, service, actor, decision, correlation, "
                        "severity, %2, seq, time, after, before, has; put a text with a colon in quotation marks"_s.arg(
                            written.name, numberFields().join(u", "_s)));
}

} // namespace penelope::query
