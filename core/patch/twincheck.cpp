#include "core/patch/twincheck.h"

#include <QDir>

#include <functional>
#include <map>

namespace penelope::patch {

using namespace Qt::Literals::StringLiterals;

namespace {

using TwinMemberCheck = std::function<penelope::Status(const Json&, const QString&)>;

Failure wrong(const QString& what, const QString& path)
{
    return failure(ErrorCode::Malformed, u"%1: %2"_s.arg(path, what), path);
}

penelope::Status isTwinText(const Json& value, const QString& path)
{
    return value.isString() && !value.toString().isEmpty() ? penelope::Status{} : wrong(u"expected a text"_s, path);
}

penelope::Status isWithin(const Json& value, const QString& path, double least, double most)
{
    if (!value.isNumber())
        return wrong(u"expected a number"_s, path);
    const auto number = value.toDouble();
    return number >= least && number <= most
               ? penelope::Status{}
               : wrong(u"%1 is not within %2 and %3"_s.arg(number).arg(least).arg(most), path);
}

penelope::Status isStart(const Json& value, const QString& path)
{
    static const QStringList known{u"{{port}}"_s, u"{{data}}"_s, u"{{tree}}"_s};
    if (!value.isArray() || value.toArray().empty() || value.toArray().front().toString().isEmpty())
        return wrong(u"a command needs a program"_s, path);
    for (std::size_t at = 0; at < value.toArray().size(); ++at) {
        const auto& word = value.toArray()[at];
        const auto place = u"%1[%2]"_s.arg(path).arg(at);
        if (!word.isString())
            return wrong(u"expected a text"_s, place);
        if (word.toString().contains("{{"_L1) && !known.contains(word.toString()))
            return wrong(u"only a whole {{port}}, {{data}} or {{tree}} is replaced"_s, place);
    }
    return {};
}

/// A path of HTTP that can be written into a request line as it is.
penelope::Status isHttpPath(const QString& text, const QString& place)
{
    const bool odd =
        std::any_of(text.begin(), text.end(), [](QChar letter) { return letter <= u' ' || letter > u'~'; });
    if (!text.startsWith(u'/') || odd)
        return wrong(u"a path begins with / and has no blanks"_s, place);
    if (QString(text).remove(u"{{number}}"_s).contains("{{"_L1))
        return wrong(u"only {{number}} is replaced"_s, place);
    return {};
}

penelope::Status arePaths(const Json& value, const QString& path)
{
    if (!value.isObject() || value.toObject().empty())
        return wrong(u"at least one path with its share is needed"_s, path);
    for (const auto& [name, share] : value.toObject()) {
        const auto place = path + u'.' + name;
        if (auto sound = isHttpPath(name, place); !sound)
            return sound;
        if (auto sound = isWithin(share, place, 1e-6, 1e6); !sound)
            return sound;
    }
    return {};
}

/// It becomes a path below the tree.
penelope::Status isFolderOfTree(const Json& value, const QString& path)
{
    const auto text = value.toString();
    const bool inside = !text.isEmpty() && QDir::isRelativePath(text) && QDir::cleanPath(text) == text &&
                        text != u"."_s && text != u".."_s && !text.startsWith(u"../"_s) && !text.startsWith(u".git"_s);
    return inside ? penelope::Status{} : wrong(u"a folder within the tree is needed"_s, path);
}

penelope::Status areFolders(const Json& value, const QString& path)
{
    for (const auto& folder : stringList(value)) {
        if (!QDir::isAbsolutePath(folder))
            return wrong(u"\"%1\" is no absolute folder"_s.arg(folder), path);
    }
    return value.isArray() ? penelope::Status{} : wrong(u"expected a list"_s, path);
}

const std::map<QString, TwinMemberCheck>& twinMembers()
{
    static const std::map<QString, TwinMemberCheck> all{
        {u"start"_s, isStart},
        {u"port"_s, [](const Json& value, const QString& path) { return isWithin(value, path, 1024, 65535); }},
        {u"health"_s,
         [](const Json& value, const QString& path) {
             const auto text = isTwinText(value, path);
             return text ? isHttpPath(value.toString(), path) : text;
         }},
        {u"paths"_s, arePaths},
        {u"rate"_s, [](const Json& value, const QString& path) { return isWithin(value, path, 1, 10000); }},
        {u"data"_s, isFolderOfTree},
        {u"reads"_s, areFolders},
        {u"access_log"_s, isTwinText}};
    return all;
}

} // namespace

penelope::Status checkTwin(const Json& value, const QString& path)
{
    if (!value.isObject())
        return wrong(u"expected an object"_s, path);
    for (const auto& [name, member] : value.toObject()) {
        const auto place = path + u'.' + name;
        const auto known = twinMembers().find(name);
        if (known == twinMembers().end())
            return wrong(u"the member is unknown"_s, place);
        if (auto sound = known->second(member, place); !sound)
            return sound;
    }
    if (!value.contains(u"start"))
        return wrong(u"the member is missing"_s, path + u".start"_s);
    if (!value.contains(u"paths") && !value.contains(u"access_log"))
        return wrong(u"paths, or an access_log to take them from, are needed"_s, path + u".paths"_s);
    return {};
}

} // namespace penelope::patch
