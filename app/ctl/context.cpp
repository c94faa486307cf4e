#include "app/ctl/context.h"

#include <cstdio>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

void writeLine(std::FILE* stream, QByteArray line)
{
    line += '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stream);
    std::fflush(stream);
}

Exit exitOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Malformed:
    case ErrorCode::NotFound:
    case ErrorCode::Conflict:
    case ErrorCode::Refused:
    case ErrorCode::NotPermitted:
    case ErrorCode::Expired: return Refused;
    case ErrorCode::Unavailable:
    case ErrorCode::Storage:
    case ErrorCode::Unsupported: return Unreachable;
    case ErrorCode::Damaged: return Damaged;
    }
    Q_UNREACHABLE();
}

} // namespace

void Context::print(const Json& answer) const
{
    writeLine(stdout, toJsonText(answer));
}

void Context::print(const QString& line) const
{
    writeLine(stdout, line.toUtf8());
}

int Context::fail(const Error& error) const
{
    return fail(error, exitOf(error.code));
}

int Context::fail(const Error& error, Exit code) const
{
    if (json) {
        auto detail = Json::object({{u"code"_s, toWord(error.code)}, {u"message"_s, error.message}});
        if (!error.where.isEmpty())
            detail.set(u"where"_s, error.where);
        print(Json::object({{u"error"_s, detail}}));
    } else {
        writeLine(stderr, error.message.toUtf8());
    }
    return code;
}

} // namespace penelope::ctl
