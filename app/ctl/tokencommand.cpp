#include "app/ctl/commands.h"
#include "app/ctl/context.h"
#include "app/ctl/group.h"
#include "core/adapters/http/tokens.h"

#include <CLI/CLI.hpp>

#include <memory>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

int makeToken(const Context& context, const QString& name, const QString& roleWord)
{
    const auto role = fromWord<Role>(roleWord);
    if (!role)
        return context.fail(
            {ErrorCode::Malformed, u"a role is viewer, operator, approver or admin"_s, u"--role"_s}, Usage);
    const auto token = http::makeToken();
    const auto line = http::tokenLine(name, *role, token);
    // The file's own reader says whether the name will do.
    if (const auto valid = http::parseTokens(line, u"NAME"_s); !valid)
        return context.fail(valid.error(), Usage);
    if (context.json) {
        context.print(Json::object({{u"token"_s, QString::fromLatin1(token)}, {u"line"_s, QString::fromUtf8(line)}}));
        return Ok;
    }
    context.print(u"The token, shown this once:\n  %1\nThe line for the file of http.tokens:\n  %2"_s.arg(
        QString::fromLatin1(token), QString::fromUtf8(line)));
    return Ok;
}

} // namespace

void addTokenCommands(CLI::App& app, Context& context)
{
    auto name = std::make_shared<std::string>();
    auto role = std::make_shared<std::string>("viewer");
    auto* command = group(app, "token", "Tokens of the HTTP API")->add_subcommand("new", "Make one; nothing is stored");
    command->add_option("NAME", *name, "Who will use it")->required();
    command->add_option("--role", *role, "viewer, operator, approver or admin");
    command->callback([&context, name, role] {
        context.run = [&context, name, role] {
            return makeToken(context, QString::fromStdString(*name), QString::fromStdString(*role));
        };
    });
}

} // namespace penelope::ctl
