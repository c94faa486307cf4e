#include "core/patch/generatoranswer.h"

#include "core/patch/diff.h"
#include "core/patch/filepolicy.h"

namespace penelope::patch {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype longestIntent = 300;
constexpr qsizetype longestRollback = 2000;

Failure noAnswer(const QString& what, const QString& where = {})
{
    return failure(ErrorCode::Refused, what, where);
}

bool isOddLetter(char32_t letter, bool lines)
{
    if (lines && (letter == '\n' || letter == '\t'))
        return false;
    const bool control = letter < 0x20 || (letter >= 0x7f && letter < 0xa0);
    const bool turns = letter == 0x061c || letter == 0x200e || letter == 0x200f ||
                       (letter >= 0x202a && letter <= 0x202e) || (letter >= 0x2066 && letter <= 0x2069);
    return control || turns;
}

/// A carriage return before the end of a line is part of files that have such ends.
QString withoutReturns(QString text)
{
    return text.replace("\r\n"_L1, "\n"_L1);
}

Result<QString> textOf(const Json& answer, const QString& name, qsizetype longest)
{
    const auto& value = answer[name];
    if (!answer.contains(name))
        return noAnswer(u"its answer has no %1"_s.arg(name), name);
    if (!value.isString() || value.toString().trimmed().isEmpty())
        return noAnswer(u"its %1 is no text"_s.arg(name), name);
    if (value.toString().size() > longest)
        return noAnswer(u"its %1 has more than %2 characters"_s.arg(name).arg(longest), name);
    return value.toString();
}

Result<QString> lineOf(const Json& answer, const QString& name, qsizetype longest)
{
    auto text = textOf(answer, name, longest);
    if (!text)
        return text;
    if (const auto odd = oddLetterIn(*text, false); !odd.isEmpty())
        return noAnswer(u"its %1 has the character %2"_s.arg(name, odd), name);
    return text;
}

Result<QString> diffOf(const Json& answer)
{
    auto text = textOf(answer, u"diff"_s, mostGeneratorOutput);
    if (!text)
        return text;
    if (const auto odd = oddLetterIn(withoutReturns(*text), true); !odd.isEmpty())
        return noAnswer(u"its diff has the character %1"_s.arg(odd), u"diff"_s);
    const auto diff = parseDiff(*text);
    if (!diff)
        return noAnswer(u"its diff is malformed at %1: %2"_s.arg(diff.error().where, diff.error().message), u"diff"_s);
    if (const auto refusal = checkFiles(*diff).refusal)
        return noAnswer(
            u"its diff is refused by the rule %1: %2"_s.arg(
                refusal->rule, refusal->measured.isString() ? refusal->measured.toString()
                                                            : QString::fromUtf8(toJsonText(refusal->measured))),
            u"diff"_s);
    return text;
}

Result<Json> answerObject(const QByteArray& printed)
{
    if (printed.trimmed().isEmpty())
        return noAnswer(u"it answered nothing"_s);
    auto answer = parseForeign(printed, mostGeneratorOutput);
    if (!answer)
        return noAnswer(u"its answer is no JSON: %1, %2"_s.arg(answer.error().where, answer.error().message));
    if (!answer->isObject())
        return noAnswer(u"its answer is no JSON object"_s);
    static const QStringList known{u"diff"_s,       u"intent"_s, u"rollback"_s,
                                   u"confidence"_s, u"curve"_s,  u"no_proposal"_s};
    for (const auto& [name, value] : answer->toObject()) {
        if (!known.contains(name))
            return noAnswer(u"its answer has an unknown member"_s, name.left(40));
    }
    return answer;
}

} // namespace

QString oddLetterIn(const QString& text, bool lines)
{
    int line = 1;
    for (const auto letter : text.toUcs4()) {
        if (isOddLetter(letter, lines))
            return u"U+%1 in line %2"_s.arg(static_cast<uint>(letter), 4, 16, QLatin1Char('0')).arg(line);
        line += letter == '\n' ? 1 : 0;
    }
    return {};
}

Result<GeneratorAnswer> answerFrom(const QByteArray& printed)
{
    const auto answer = answerObject(printed);
    if (!answer)
        return Failure{answer.error()};
    if (answer->contains(u"no_proposal")) {
        const auto why = lineOf(*answer, u"no_proposal"_s, longestRollback);
        return why ? noAnswer(u"it proposes nothing: %1"_s.arg(*why)) : Failure{why.error()};
    }
    GeneratorAnswer read;
    auto diff = diffOf(*answer);
    auto intent = lineOf(*answer, u"intent"_s, longestIntent);
    auto rollback = lineOf(*answer, u"rollback"_s, longestRollback);
    for (const auto* text : {&diff, &intent, &rollback}) {
        if (!*text)
            return Failure{text->error()};
    }
    read.diff = std::move(*diff);
    read.intent = std::move(*intent);
    read.rollback = std::move(*rollback);
    const auto confidence = answer->number(u"confidence");
    if (!confidence || *confidence < 0 || *confidence > 1)
        return noAnswer(u"its confidence is no number from 0 to 1"_s, u"confidence"_s);
    read.confidence = *confidence;
    if (const auto* said = answer->find(u"curve")) {
        auto curve = curveFrom(*said);
        if (!curve)
            return Failure{curve.error()};
        for (const auto& text : {curve->setting, curve->metric}) {
            if (const auto odd = oddLetterIn(text, false); !odd.isEmpty())
                return noAnswer(u"its curve has the character %1"_s.arg(odd), u"curve"_s);
        }
        for (const auto& point : curve->points) {
            if (const auto odd = oddLetterIn(point.trouble, false); !odd.isEmpty())
                return noAnswer(u"its curve has the character %1"_s.arg(odd), u"curve"_s);
        }
        read.curve = std::move(*curve);
    }
    return read;
}

} // namespace penelope::patch
