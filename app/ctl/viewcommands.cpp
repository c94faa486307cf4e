#include "app/ctl/commands.h"
#include "app/ctl/corecall.h"
#include "app/ctl/freezetext.h"
#include "app/ctl/group.h"
#include "core/base/instant.h"

#include <QStringList>

#include <CLI/CLI.hpp>

#include <algorithm>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

/// A column of a list for people: its head and the field it shows.
struct Column
{
    QString head;
    QString field;
};

QString cell(const Json& row, const QString& field)
{
    const auto* value = row.find(field);
    if (!value)
        return u"—"_s;
    if (field.endsWith("_at"_L1) && value->isNumber())
        return toIso(instantFromMs(value->toInteger()));
    if (value->isString())
        return value->toString().section(u'\n', 0, 0);
    return QString::fromUtf8(toJsonText(*value));
}

void printTable(const Context& context, const std::vector<Column>& columns, const Json& items)
{
    std::vector<qsizetype> widths;
    for (const auto& column : columns) {
        auto width = column.head.size();
        for (const auto& item : items.toArray())
            width = std::max(width, cell(item, column.field).size());
        widths.push_back(width);
    }
    const auto line = [&](auto text) {
        QStringList cells;
        for (std::size_t index = 0; index < columns.size(); ++index)
            cells.append(text(columns[index]).leftJustified(widths[index]));
        context.print(cells.join(u"  "_s).trimmed());
    };
    line([](const Column& column) { return column.head; });
    for (const auto& item : items.toArray())
        line([&](const Column& column) { return cell(item, column.field); });
}

int showList(const Context& context, const QString& view, const std::vector<Column>& columns)
{
    const auto answer = readView(context, view);
    if (!answer)
        return context.fail(answer.error());
    if (context.json)
        context.print(answer->result);
    else
        printTable(context, columns, answer->result[u"items"]);
    return Ok;
}

int showStatus(const Context& context)
{
    const auto answer = readView(context, u"status"_s);
    if (!answer)
        return context.fail(answer.error());
    if (context.json) {
        context.print(answer->result);
        return Ok;
    }
    for (const auto& [key, value] : answer->result.toObject()) {
        if (key != "sources"_L1 && key != "freeze"_L1)
            context.print(u"%1  %2"_s.arg(key.leftJustified(18), cell(answer->result, key)));
    }
    for (const auto& line : freezeLines(answer->result[u"freeze"]))
        context.print(line);
    for (const auto& source : answer->result[u"sources"].toArray())
        context.print(u"%1  %2  %3"_s.arg(
            cell(source, u"source"_s).leftJustified(18), cell(source, u"freshness"_s), cell(source, u"reason"_s)));
    return Ok;
}

int showPatch(const Context& context, const QString& id)
{
    const auto answer = readView(context, u"patches"_s, Json::object({{u"id"_s, id}}));
    if (!answer)
        return context.fail(answer.error());
    if (context.json)
        context.print(answer->result);
    else
        context.print(answer->result[u"diff"].toString());
    return Ok;
}

/// Whether every word stands in the key, its value, its unit or its help.
bool mentions(const Json& item, const QStringList& words)
{
    const auto all = u"%1 %2 %3 %4"_s.arg(
        item[u"key"].toString(), cell(item, u"value"_s), item[u"unit"].toString(), item[u"help"].toString());
    return std::all_of(
        words.begin(), words.end(), [&all](const QString& word) { return all.contains(word, Qt::CaseInsensitive); });
}

QString rangeOf(const Json& item)
{
    if (const auto* choices = item.find(u"choices"))
        return stringList(*choices).join(", "_L1);
    return item.contains(u"min") ? u"%1 to %2"_s.arg(cell(item, u"min"_s), cell(item, u"max"_s)) : QString();
}

/// One key by its name, else every key that mentions the words; all without any.
int showPolicy(const Context& context, const QStringList& words)
{
    auto answer = readView(context, u"policy"_s);
    if (!answer)
        return context.fail(answer.error());
    auto items = Json::array();
    for (const auto& item : answer->result[u"items"].toArray()) {
        const bool named = words.size() == 1 && item[u"key"].toString() == words.front();
        if (named)
            items = Json::array();
        if (named || mentions(item, words))
            items.append(item);
        if (named)
            break;
    }
    if (items.toArray().empty())
        return context.fail(
            {ErrorCode::NotFound, u"no policy key, unit or help mentions \"%1\""_s.arg(words.join(' '_L1)), u"KEY"_s});
    answer->result.set(u"items"_s, items);
    if (context.json) {
        context.print(answer->result);
        return Ok;
    }
    auto rows = Json::array();
    for (auto item : items.toArray()) {
        item.set(u"range"_s, rangeOf(item));
        rows.append(std::move(item));
    }
    printTable(
        context,
        {{u"key"_s, u"key"_s},
         {u"value"_s, u"value"_s},
         {u"unit"_s, u"unit"_s},
         {u"default"_s, u"default"_s},
         {u"range"_s, u"range"_s},
         {u"help"_s, u"help"_s}},
        rows);
    return Ok;
}

void addList(
    CLI::App& app, Context& context, const std::string& noun, const std::string& help, const QString& view,
    const std::vector<Column>& columns)
{
    group(app, noun, help)->add_subcommand("list", "All of them, newest first")->callback([&context, view, columns] {
        context.run = [&context, view, columns] { return showList(context, view, columns); };
    });
}

} // namespace

void addViewCommands(CLI::App& app, Context& context)
{
    app.add_subcommand("status", "What the core knows now")->callback([&context] {
        context.run = [&context] { return showStatus(context); };
    });
    addList(
        app, context, "anomaly", "Anomalies", u"anomalies"_s,
        {{u"id"_s, u"id"_s},
         {u"sev"_s, u"severity"_s},
         {u"service"_s, u"service"_s},
         {u"type"_s, u"type"_s},
         {u"detected"_s, u"detected_at"_s},
         {u"open"_s, u"open"_s}});
    addList(
        app, context, "patch", "Patches", u"patches"_s,
        {{u"id"_s, u"id"_s},
         {u"service"_s, u"service"_s},
         {u"status"_s, u"status"_s},
         {u"from"_s, u"from"_s},
         {u"intent"_s, u"intent"_s}});
    addList(
        app, context, "approval", "Requests for approval", u"approvals"_s,
        {{u"id"_s, u"id"_s},
         {u"status"_s, u"status"_s},
         {u"sev"_s, u"severity"_s},
         {u"service"_s, u"service"_s},
         {u"version"_s, u"version"_s},
         {u"need"_s, u"need"_s},
         {u"got"_s, u"got"_s},
         {u"deadline"_s, u"deadline_at"_s},
         {u"sha256"_s, u"diff_sha256"_s}});
    addList(
        app, context, "canary", "Canaries", u"canaries"_s,
        {{u"id"_s, u"id"_s},
         {u"service"_s, u"service"_s},
         {u"status"_s, u"status"_s},
         {u"step"_s, u"step"_s},
         {u"percent"_s, u"percent"_s},
         {u"holds"_s, u"holds"_s},
         {u"rollback"_s, u"rollback_text"_s}});
    addList(
        app, context, "breaker", "Circuit breakers", u"breakers"_s,
        {{u"service"_s, u"service"_s},
         {u"state"_s, u"state"_s},
         {u"failures"_s, u"failures"_s},
         {u"limit"_s, u"limit"_s},
         {u"until"_s, u"until_at"_s}});
    addList(
        app, context, "service", "Registered services", u"services"_s,
        {{u"name"_s, u"name"_s},
         {u"arming"_s, u"arming"_s},
         {u"criticality"_s, u"criticality"_s},
         {u"repository"_s, u"repository"_s}});
    auto id = std::make_shared<std::string>();
    auto* show =
        group(app, "patch", "Patches")->add_subcommand("show", "One patch: its diff, or with --json all of it");
    show->add_option("ID", *id)->required();
    show->callback(
        [&context, id] { context.run = [&context, id] { return showPatch(context, QString::fromStdString(*id)); }; });
    auto words = std::make_shared<std::vector<std::string>>();
    auto* policy = group(app, "policy", "The numbers that decide")
                       ->add_subcommand("show", "All keys, one, or those that mention every word");
    policy->add_option("KEY", *words, "A key, or words of its name, unit or help");
    policy->callback([&context, words] {
        context.run = [&context, words] {
            QStringList texts;
            for (const auto& word : *words)
                texts.append(QString::fromStdString(word));
            return showPolicy(context, texts);
        };
    });
}

} // namespace penelope::ctl
