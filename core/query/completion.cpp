#include "core/query/completion.h"

#include <algorithm>

namespace penelope::query {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr std::size_t mostSuggestions = 12;

const QStringList& textFields()
{
    static const QStringList names{u"service"_s, u"decision"_s, u"kind"_s, u"actor"_s, u"stream"_s, u"correlation"_s};
    return names;
}

QStringList orderedFields()
{
    return QStringList{u"severity"_s, u"seq"_s, u"time"_s} + numberFields();
}

/// The frequent ones first; the last code stands for words without one.
Values ranked(const std::vector<qint64>& counts, const QStringList& words)
{
    Values values;
    for (qsizetype code = 0; code < words.size() && static_cast<std::size_t>(code) + 1 < counts.size(); ++code) {
        if (counts[static_cast<std::size_t>(code)] > 0 && !words[code].isEmpty())
            values.emplace_back(words[code], counts[static_cast<std::size_t>(code)]);
    }
    std::stable_sort(
        values.begin(), values.end(), [](const auto& left, const auto& right) { return left.second > right.second; });
    return values;
}

Values counted(std::span<const quint8> column, const QStringList& words)
{
    std::vector<qint64> counts(std::size_t{journal::Columns::otherShortWord} + 1);
    for (const auto code : column)
        ++counts[code];
    return ranked(counts, words);
}

Values counted(const journal::WordCodes& column, const QStringList& words)
{
    if (journal::WordCodes::haveLowBytesOnly(words))
        return counted(column.low, words);
    std::vector<qint64> counts(std::size_t{journal::Columns::otherWord} + 1);
    for (std::size_t row = 0; row < column.low.size(); ++row)
        ++counts[column.at(row)];
    return ranked(counts, words);
}

/// Letters that end a term before the cursor.
bool endsTerm(QChar letter)
{
    return letter.isSpace() || letter == u'(' || letter == u')';
}

struct Begun
{
    qsizetype from = 0; ///< of the word the cursor stands in, without a minus before it
    QString word;
    qsizetype operatorAt = -1; ///< in the word
    qsizetype valueAt = -1;
};

std::optional<Begun> begunAt(const QString& text, qsizetype cursor)
{
    const auto before = text.left(cursor);
    if (before.count(u'"') % 2 == 1) // in a phrase everything may stand
        return std::nullopt;
    Begun begun;
    begun.from = before.size();
    while (begun.from > 0 && !endsTerm(before[begun.from - 1]))
        --begun.from;
    if (begun.from < before.size() && before[begun.from] == u'-')
        ++begun.from;
    begun.word = before.mid(begun.from);
    if (begun.word.startsWith(u'/') || begun.word.startsWith(u'"'))
        return std::nullopt;
    const auto isOperator = [](QChar letter) { return u":=!<>"_s.contains(letter); };
    const auto at = std::find_if(begun.word.begin(), begun.word.end(), isOperator);
    if (at != begun.word.end()) {
        begun.operatorAt = at - begun.word.begin();
        begun.valueAt = std::find_if_not(at, begun.word.end(), isOperator) - begun.word.begin();
    }
    return begun;
}

void suggestValues(Suggestions& found, const Begun& begun, const FieldValues& values)
{
    const auto typed = begun.word.mid(begun.valueAt);
    const auto known = values.find(begun.word.left(begun.operatorAt));
    found.from = begun.from + begun.valueAt;
    if (known == values.end())
        return;
    // Those that begin so before those that hold it, the frequent ones first in both.
    for (const bool beginning : {true, false}) {
        for (const auto& [value, count] : known->second) {
            const bool begins = value.startsWith(typed, Qt::CaseInsensitive);
            const bool fits = beginning ? begins : !begins && value.contains(typed, Qt::CaseInsensitive);
            if (fits && found.list.size() < mostSuggestions)
                found.list.push_back({value.contains(u' ') ? u'"' + value + u'"' : value, count, false});
        }
    }
}

void suggestOperators(Suggestions& found, const QString& name)
{
    const bool ordered = orderedFields().contains(name);
    for (const auto& op : ordered ? QStringList{u":"_s, u">="_s, u"<="_s, u">"_s, u"<"_s, u"!="_s}
                                  : QStringList{u":"_s, u"="_s, u"!="_s})
        found.list.push_back({name + op, -1, true});
}

void suggestFields(Suggestions& found, const Begun& begun)
{
    auto names = textFields() + orderedFields();
    names += {u"after"_s, u"before"_s, u"has"_s};
    for (const auto& name : names) {
        if (name.startsWith(begun.word) && found.list.size() < mostSuggestions)
            found.list.push_back({name + u':', -1, true});
    }
    for (const auto& word : {u"OR"_s, u"NOT"_s}) {
        if (!begun.word.isEmpty() && word.startsWith(begun.word) && begun.from > 0)
            found.list.push_back({word + u' ', -1, true});
    }
}

} // namespace

FieldValues valuesOf(const journal::Columns& columns)
{
    static const QStringList ranks{u"P0"_s, u"P1"_s, u"P2"_s, u"P3"_s};
    return {
        {u"kind"_s, counted(columns.kind, columns.kinds)},
        {u"service"_s, counted(columns.service, columns.services)},
        {u"actor"_s, counted(columns.actor, columns.actors)},
        {u"decision"_s, counted(columns.decision, columns.decisions)},
        {u"severity"_s, counted(columns.severity, ranks)}};
}

Suggestions suggestions(const QString& text, qsizetype cursor, const FieldValues& values)
{
    const auto begun = begunAt(text, cursor);
    if (!begun)
        return {};
    Suggestions found{begun->from, {}};
    if (begun->operatorAt >= 0) {
        if (begun->word.left(begun->operatorAt) == "has"_L1) {
            FieldValues names{{u"has"_s, {{u"comment"_s, -1}, {u"signature"_s, -1}, {u"cause"_s, -1}}}};
            suggestValues(found, *begun, names);
        } else {
            suggestValues(found, *begun, values);
        }
    } else if (textFields().contains(begun->word) || orderedFields().contains(begun->word)) {
        suggestOperators(found, begun->word);
    } else {
        suggestFields(found, *begun);
    }
    return found;
}

bool isUnfinished(const QString& text, Instant now)
{
    const auto wrong = parse(text, now);
    if (wrong)
        return false;
    if (wrong.error().where == u"column %1"_s.arg(text.size() + 1))
        return true;
    return parse(text + u'"', now) || parse(text + u'/', now) || parse(text + u')', now);
}

} // namespace penelope::query
