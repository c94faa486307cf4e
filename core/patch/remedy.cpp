#include "core/patch/remedy.h"

#include <QRegularExpression>

#include <algorithm>

namespace penelope::patch {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isExpression(const QString& rule)
{
    return rule.size() >= 2 && rule.startsWith('/'_L1) && rule.endsWith('/'_L1);
}

bool fits(const QString& rule, const QString& text)
{
    if (!isExpression(rule))
        return rule == text;
    const QRegularExpression expression(rule.mid(1, rule.size() - 2));
    return expression.isValid() && expression.match(text).hasMatch();
}

penelope::Status checkRule(const QString& rule, const QString& member)
{
    if (!isExpression(rule))
        return {};
    const QRegularExpression expression(rule.mid(1, rule.size() - 2));
    if (expression.isValid())
        return {};
    return failure(
        ErrorCode::Malformed, u"%1: %2 is no regular expression: %3"_s.arg(member, rule, expression.errorString()),
        member);
}

} // namespace

int Remedy::conditions() const
{
    return (type.isEmpty() ? 0 : 1) + (service.isEmpty() ? 0 : 1) + (query.isEmpty() ? 0 : 1) +
           static_cast<int>(labels.size());
}

penelope::Status checkRemedy(const Remedy& remedy)
{
    if (auto done = checkRule(remedy.type, u"match.type"_s); !done)
        return done;
    if (auto done = checkRule(remedy.service, u"match.service"_s); !done)
        return done;
    for (const auto& [label, rule] : remedy.labels) {
        if (auto done = checkRule(rule, u"match.labels.%1"_s.arg(label)); !done)
            return done;
    }
    return {};
}

bool matches(const Remedy& remedy, const Symptom& symptom)
{
    if (!remedy.type.isEmpty() && !fits(remedy.type, symptom.type))
        return false;
    if (!remedy.service.isEmpty() && !fits(remedy.service, symptom.service))
        return false;
    return std::all_of(remedy.labels.begin(), remedy.labels.end(), [&symptom](const auto& rule) {
        const auto label = symptom.labels.find(rule.first);
        return label != symptom.labels.end() && fits(rule.second, label->second);
    });
}

std::vector<Remedy> candidates(const std::vector<Remedy>& catalogue, const Symptom& symptom)
{
    std::vector<Remedy> found;
    std::copy_if(catalogue.begin(), catalogue.end(), std::back_inserter(found), [&symptom](const Remedy& remedy) {
        return matches(remedy, symptom);
    });
    std::stable_sort(found.begin(), found.end(), [](const Remedy& left, const Remedy& right) {
        if (left.conditions() != right.conditions())
            return left.conditions() > right.conditions();
        return left.name < right.name;
    });
    return found;
}

} // namespace penelope::patch
