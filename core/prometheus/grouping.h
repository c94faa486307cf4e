#pragma once

#include "core/prometheus/answer.h"

#include <QString>

#include <cstddef>
#include <optional>
#include <vector>

/// Instant questions that one request can answer (performance.md "Ask in groups"). Pure.
namespace penelope::prometheus {

/// One matcher of a selector, its value as meant, not as written.
struct Matcher
{
    QString label;
    QString op; ///< = != =~ !~
    QString value;
    bool operator==(const Matcher&) const = default;
};

/// `name{label="value", …}` and nothing else: no range, no offset, no function.
struct Selector
{
    QString name;
    std::vector<Matcher> matchers;
    bool operator==(const Selector&) const = default;
};
/// Nothing where the expression is anything else, or written in a way that is not looked into.
std::optional<Selector> selectorOf(const QString& expression);

/// Questions asked as one. Of one alone `label` is empty and `expression` is as it was asked.
struct Group
{
    QString expression;
    QString label;                    ///< whose value tells the members' series apart
    std::vector<std::size_t> members; ///< indexes of the questions
    std::vector<QString> values;      ///< of `label`, one each
};

/// Most members of one group: the expression stays far below what servers and proxies take.
constexpr std::size_t mostMembers = 500;

/// Puts those together that differ only in the value that one label equals. Each question is in one group.
std::vector<Group> grouped(const std::vector<QString>& questions);
/// Both halves of a group of two or more.
std::pair<Group, Group> halves(const Group& group, const std::vector<QString>& questions);

/// Each member's part of the answer to its group, in their order: what it would have been told alone. Warnings of the
/// group are each member's: nobody knows whom they concern.
std::vector<Answer> partsOf(Answer answer, const Group& group);

/// About the size of the body that brought it.
qsizetype bytesOf(const Answer& answer);

/// The inside of a regular expression (RE2) that matches the text and nothing else.
QString escapeRegex(const QString& text);

} // namespace penelope::prometheus
