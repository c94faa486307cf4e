#include "app/ctl/commands.h"
#include "app/ctl/context.h"
#include "app/ctl/corecall.h"
#include "core/base/instant.h"

#include <CLI/CLI.hpp>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

/// "(prometheus, 3 s before)".
QString originOf(const Json& value)
{
    QStringList parts;
    if (const auto source = value.text(u"source"))
        parts.append(*source);
    if (const auto age = value.integer(u"age_ms"))
        parts.append(*age < 1000 ? u"read then"_s : u"%1 s old"_s.arg(*age / 1000));
    return parts.isEmpty() ? QString{} : u" (%1)"_s.arg(parts.join(u", "_s));
}

void printRule(const Context& context, const Json& rule)
{
    const bool fired = rule[u"fired"].toBool();
    const bool decision = rule.contains(u"decides");
    const auto name =
        decision ? u"rule %1 %2: "_s.arg(rule[u"rule"].toInteger()).arg(rule[u"decides"].toString()) : QString{};
    context.print(u"%1 %2%3"_s.arg(fired ? u"►"_s : u" "_s, name, rule[u"sentence"].toString()));
    for (const auto& comparison : rule[u"comparisons"].toArray())
        context.print(u"      %1 %2%3"_s.arg(
            comparison[u"holds"].toBool() ? u"+"_s : u"-"_s, comparison[u"sentence"].toString(), originOf(comparison)));
}

void printRisk(const Context& context, const Json& answer)
{
    if (!answer.contains(u"risk"))
        return;
    const auto& risk = answer[u"risk"];
    context.print(u"Risk %1 (at most %2 with what is UNKNOWN), impact %3"_s.arg(risk[u"total"].toDouble())
                      .arg(answer[u"risk_at_most"].toDouble())
                      .arg(answer[u"impact"].toDouble()));
    for (const auto& factor : risk[u"factors"].toArray()) {
        const auto value = factor.number(u"value");
        context.print(u"  %1  %2  limit %3  adds %4%5"_s.arg(
            factor[u"name"].toString().leftJustified(14),
            (value ? QString::number(*value, 'g', 4) : u"UNKNOWN"_s).leftJustified(8),
            QString::number(factor[u"limit"].toDouble()), QString::number(factor[u"adds"].toDouble()),
            originOf(factor)));
    }
}

void print(const Context& context, const Json& answer)
{
    context.print(u"Event %1, %2 of %3 at %4: %5"_s.arg(answer[u"seq"].toInteger())
                      .arg(
                          answer[u"kind"].toString(), answer[u"stream"].toString(),
                          toIso(instantFromMs(answer[u"at"].toInteger())), answer[u"outcome"].toString()));
    if (const auto reasoning = answer.text(u"reasoning"))
        context.print(*reasoning);
    for (const auto& rule : answer[u"rules"].toArray())
        printRule(context, rule);
    printRisk(context, answer);
    if (const auto followed = answer.text(u"followed"))
        context.print(u"Not by the table: it followed from what happened to a patch (%1: %2)."_s.arg(
            *followed, answer[u"followed_detail"].toString()));
    const auto unknown = stringList(answer[u"unknown"]);
    if (!unknown.isEmpty())
        context.print(u"UNKNOWN: %1"_s.arg(unknown.join(u", "_s)));
    const auto missing = stringList(answer[u"missing"]);
    if (!missing.isEmpty())
        context.print(u"Not in this event, written by an earlier version: %1"_s.arg(missing.join(u", "_s)));
    const auto changed = stringList(answer[u"limits_changed_since"]);
    if (!changed.isEmpty())
        context.print(u"Changed since, shown as they are now: %1"_s.arg(changed.join(u", "_s)));
    context.print(
        answer.contains(u"nearest") ? u"Nearest other outcome: %1."_s.arg(answer[u"nearest"][u"sentence"].toString())
                                    : u"No single change of one input would have changed it."_s);
}

} // namespace

void addExplainCommand(CLI::App& app, Context& context)
{
    auto seq = std::make_shared<qint64>(0);
    auto* command = app.add_subcommand("explain", "Why a decision or a gate said what it said");
    command->add_option("SEQ", *seq, "The event's number")->required();
    command->callback([&context, seq] {
        context.run = [&context, seq] {
            const auto answer = readView(context, u"explain"_s, Json::object({{u"seq"_s, *seq}}));
            if (!answer)
                return context.fail(answer.error());
            if (context.json)
                context.print(answer->result);
            else
                print(context, answer->result);
            return static_cast<int>(Ok);
        };
    });
}

} // namespace penelope::ctl
