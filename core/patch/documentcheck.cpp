#include "core/patch/documentcheck.h"

#include <algorithm>

namespace penelope::patch::document {

using namespace Qt::Literals::StringLiterals;

namespace {

QString typeWord(const Json& value)
{
    switch (value.type()) {
    case Json::Type::Boolean: return u"true or false"_s;
    case Json::Type::Number: return u"a number"_s;
    case Json::Type::String: return u"a text"_s;
    case Json::Type::Array: return u"a list"_s;
    case Json::Type::Object: return u"an object"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

Failure expected(const QString& what, const Json& value, const QString& path)
{
    return failure(ErrorCode::Malformed, u"%1: expected %2, found %3"_s.arg(path, what, typeWord(value)), path);
}

Failure faulty(const QString& what, const QString& path)
{
    return failure(ErrorCode::Malformed, u"%1: %2"_s.arg(path, what), path);
}

penelope::Status isText(const Json& value, const QString& path)
{
    if (!value.isString())
        return expected(u"a text"_s, value, path);
    return value.toString().isEmpty() ? penelope::Status{faulty(u"the text is empty"_s, path)} : penelope::Status{};
}

Check number(double least, double most)
{
    return [least, most](const Json& value, const QString& path) -> penelope::Status {
        if (!value.isNumber())
            return expected(u"a number"_s, value, path);
        if (value.toDouble() < least || value.toDouble() > most)
            return faulty(u"%1 is not within %2 and %3"_s.arg(value.toDouble()).arg(least).arg(most), path);
        return {};
    };
}

penelope::Status isFlag(const Json& value, const QString& path)
{
    return value.isBoolean() ? penelope::Status{} : penelope::Status{expected(u"true or false"_s, value, path)};
}

Check oneOf(const QStringList& words)
{
    return [words](const Json& value, const QString& path) -> penelope::Status {
        if (!value.isString())
            return expected(u"a text"_s, value, path);
        return words.contains(value.toString())
                   ? penelope::Status{}
                   : penelope::Status{
                         faulty(u"\"%1\" is none of %2"_s.arg(value.toString(), words.join(u", "_s)), path)};
    };
}

Check listOf(const Check& each)
{
    return [each](const Json& value, const QString& path) -> penelope::Status {
        if (!value.isArray())
            return expected(u"a list"_s, value, path);
        for (std::size_t at = 0; at < value.toArray().size(); ++at) {
            if (auto done = each(value.toArray()[at], u"%1[%2]"_s.arg(path).arg(at)); !done)
                return done;
        }
        return {};
    };
}

Check mapOf(const Check& each)
{
    return [each](const Json& value, const QString& path) -> penelope::Status {
        if (!value.isObject())
            return expected(u"an object"_s, value, path);
        for (const auto& [key, member] : value.toObject()) {
            if (auto done = each(member, u"%1.%2"_s.arg(path, key)); !done)
                return done;
        }
        return {};
    };
}

Check object(const std::vector<Member>& members)
{
    return [members](const Json& value, const QString& path) -> penelope::Status {
        if (!value.isObject())
            return expected(u"an object"_s, value, path.isEmpty() ? u"document"_s : path);
        const auto full = [&path](const QString& name) { return path.isEmpty() ? name : u"%1.%2"_s.arg(path, name); };
        for (const auto& [key, member] : value.toObject()) {
            const auto known = std::find_if(
                members.begin(), members.end(), [&name = key](const Member& each) { return each.name == name; });
            if (known == members.end())
                return faulty(u"the member is unknown"_s, full(key));
            if (auto done = known->check(member, full(key)); !done)
                return done;
        }
        for (const auto& member : members) {
            if (member.required && !value.contains(member.name))
                return faulty(u"the member is missing"_s, full(member.name));
        }
        return {};
    };
}

} // namespace penelope::patch::document
