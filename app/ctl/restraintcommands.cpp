#include "app/ctl/commands.h"
#include "app/ctl/corecall.h"
#include "app/ctl/freezetext.h"
#include "app/ctl/group.h"
#include "app/ctl/moment.h"
#include "core/adapters/system/systemclock.h"
#include "core/base/instant.h"

#include <CLI/CLI.hpp>

#include <memory>

/// The commands of what holds healing back: freeze, arming, rest day.
namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

struct Words
{
    std::string subject;
    std::string kind;
    std::string scope = "everything";
    std::string span;
    std::string until;
    std::string reason;
    std::string who;
    bool goBack = false;
    int days = 30;
};
using WordsRow = std::shared_ptr<Words>;

QString of(const std::string& text)
{
    return QString::fromStdString(text);
}

Json withReason(const Words& words)
{
    auto args = Json::object({{u"reason"_s, of(words.reason)}});
    if (!words.who.empty())
        args.set(u"operator"_s, of(words.who));
    return args;
}

Result<std::optional<Instant>> endOf(const Words& words)
{
    if (!words.until.empty()) {
        const auto until = instantFromIso(of(words.until));
        if (!until)
            return failure(ErrorCode::Malformed, u"an end is written 2026-08-22T03:41:20Z"_s, u"--until"_s);
        return std::optional{*until};
    }
    if (words.span.empty())
        return std::optional<Instant>{};
    const auto span = spanFrom(of(words.span));
    if (!span)
        return Failure{Error{span.error().code, span.error().message, u"--for"_s}};
    return std::optional{system::SystemClock().now() + *span};
}

int sendFreeze(const Context& context, const Words& words)
{
    const auto until = endOf(words);
    if (!until)
        return context.fail(until.error(), Usage);
    auto args = withReason(words);
    args.set(u"scope"_s, of(words.scope));
    args.set(u"running_canaries"_s, words.goBack ? u"go_back"_s : u"hold"_s);
    if (*until)
        args.set(u"until_at"_s, toMs(**until));
    const auto answer = sendCommand(context, u"freeze"_s, std::move(args));
    if (answer && !context.json) {
        context.print(u"Frozen until %1 [%2]."_s.arg(
            toIso(instantFromMs(answer->result[u"until_at"].toInteger())), answer->result[u"id"].toString()));
        for (const auto& line : freezeLines(answer->result))
            context.print(line);
        return Ok;
    }
    return report(context, answer);
}

void addFreeze(CLI::App& app, Context& context)
{
    auto words = std::make_shared<Words>();
    auto* freeze = app.add_subcommand("freeze", "Stop healing: nothing starts, nothing goes up");
    freeze->add_option("--scope", words->scope, "everything (default), service:NAME or label:NAME=VALUE");
    auto* span = freeze->add_option("--for", words->span, "How long: 30m, 4h (default), at most 7d");
    freeze->add_option("--until", words->until, "Or until when: 2026-08-22T03:41:20Z")->excludes(span);
    freeze->add_flag("--go-back", words->goBack, "Running canaries give their share back instead of holding it");
    freeze->add_option("--reason", words->reason, "Why")->required();
    freeze->add_option("--as", words->who, "Who");
    freeze->callback([&context, words] { context.run = [&context, words] { return sendFreeze(context, *words); }; });

    auto ending = std::make_shared<Words>();
    auto* unfreeze = app.add_subcommand("unfreeze", "Let healing go on");
    unfreeze->add_option("ID", ending->subject, "One freeze; all where absent");
    unfreeze->add_option("--reason", ending->reason, "Why")->required();
    unfreeze->add_option("--as", ending->who, "Who");
    unfreeze->callback([&context, ending] {
        context.run = [&context, ending] {
            auto args = withReason(*ending);
            if (!ending->subject.empty())
                args.set(u"id"_s, of(ending->subject));
            return report(context, sendCommand(context, u"unfreeze"_s, std::move(args)));
        };
    });
}

void addArm(CLI::App& app, Context& context)
{
    auto words = std::make_shared<Words>();
    auto* arm = group(app, "service", "Registered services")
                    ->add_subcommand("arm", "Set one off, to shadow or armed; answers its shadow score");
    arm->add_option("NAME", words->subject, "The service")->required();
    arm->add_option("TO", words->kind, "off, shadow or armed")->required();
    arm->add_option("--reason", words->reason, "Why")->required();
    arm->add_option("--as", words->who, "Who");
    arm->callback([&context, words] {
        context.run = [&context, words] {
            auto args = withReason(*words);
            args.set(u"service"_s, of(words->subject));
            args.set(u"to"_s, of(words->kind));
            return report(context, sendCommand(context, u"arm"_s, std::move(args)));
        };
    });
}

QString percent(const Json& value)
{
    return QString::number(value.toDouble() * 100, 'f', 0) + u" %"_s;
}

QString tallyLine(const QString& name, const Json& tally)
{
    auto counts = u"%1  %2 acts, %3 as people did, %4 otherwise, %5 not gradable"_s.arg(name.leftJustified(8))
                      .arg(tally[u"acts"].toInteger())
                      .arg(tally[u"as_people_did"].toInteger())
                      .arg(tally[u"otherwise"].toInteger())
                      .arg(tally[u"not_gradable"].toInteger());
    if (!tally.contains(u"share"))
        return counts;
    return u"%1; %2 (95 %: %3 to %4)"_s.arg(
        counts, percent(tally[u"share"]), percent(tally[u"low"]), percent(tally[u"high"]));
}

int showShadow(const Context& context, const Words& words)
{
    const auto answer =
        readView(context, u"shadow"_s, Json::object({{u"service"_s, of(words.subject)}, {u"days"_s, words.days}}));
    if (!answer)
        return context.fail(answer.error());
    if (context.json) {
        context.print(answer->result);
        return Ok;
    }
    const auto& score = answer->result;
    context.print(score[u"text"].toString());
    context.print(tallyLine(u"all"_s, score[u"all"]));
    for (const auto& row : score[u"levels"].toArray())
        context.print(tallyLine(u"level %1"_s.arg(row[u"level"].toInteger()), row));
    for (const auto& act : score[u"graded"].toArray()) {
        QStringList seqs;
        for (const auto& seq : act[u"evidence"].toArray())
            seqs.append(u"#%1"_s.arg(seq.toInteger()));
        context.print(u"#%1  %2  patch %3  %4: %5 %6"_s.arg(
            QString::number(act[u"seq"].toInteger()), toIso(instantFromMs(act[u"at"].toInteger())),
            act[u"patch_id"].toString(), act[u"grade"].toString(), act[u"outcome"].toString(), seqs.join(u' ')));
    }
    return Ok;
}

void addShadow(CLI::App& app, Context& context)
{
    auto words = std::make_shared<Words>();
    auto* shadow = group(app, "service", "Registered services")
                       ->add_subcommand("shadow", "What it would have done, graded by what happened");
    shadow->add_option("NAME", words->subject, "The service")->required();
    shadow->add_option("--days", words->days, "How far back (30)");
    shadow->callback([&context, words] { context.run = [&context, words] { return showShadow(context, *words); }; });
}

void addExcept(CLI::App& app, Context& context)
{
    auto words = std::make_shared<Words>();
    auto* except =
        group(app, "patch", "Patches")->add_subcommand("except", "Declare that one may start on the rest day");
    except->add_option("ID", words->subject, "The patch")->required();
    except->add_option("KIND", words->kind, "security_breach or data_loss")->required();
    except->add_option("--reason", words->reason, "Why")->required();
    except->add_option("--as", words->who, "Who");
    except->callback([&context, words] {
        context.run = [&context, words] {
            auto args = withReason(*words);
            args.set(u"id"_s, of(words->subject));
            args.set(u"kind"_s, of(words->kind));
            return report(context, sendCommand(context, u"except"_s, std::move(args)));
        };
    });
}

int showReflection(const Context& context)
{
    const auto answer = readView(context, u"reflections"_s);
    if (!answer)
        return context.fail(answer.error());
    if (context.json) {
        context.print(answer->result);
        return Ok;
    }
    const auto& items = answer->result[u"items"].toArray();
    if (items.empty()) {
        context.print(u"No rest day has ended yet."_s);
        return Ok;
    }
    const auto& week = items.front()[u"reflection"];
    // A journal of an earlier version holds a sentence only.
    context.print(week.isString() ? week.toString() : week[u"text"].toString());
    for (const auto& lesson : week[u"lessons"].toArray())
        context.print(u"%1: %2"_s.arg(lesson[u"service"].toString(), lesson[u"lesson"].toString()));
    return Ok;
}

} // namespace

void addRestraintCommands(CLI::App& app, Context& context)
{
    addFreeze(app, context);
    addArm(app, context);
    addShadow(app, context);
    addExcept(app, context);
    app.add_subcommand("reflection", "What the last rest day ended with")->callback([&context] {
        context.run = [&context] { return showReflection(context); };
    });
}

} // namespace penelope::ctl
