#include "core/adapters/compose/composefile.h"

#include <QRegularExpression>

#include <yaml-cpp/yaml.h>

using namespace Qt::Literals::StringLiterals;

namespace penelope::compose {

namespace {

constexpr std::size_t maxNames = 1000;

Failure unreadable(const QString& why, const YAML::Mark& mark)
{
    if (mark.is_null())
        return failure(ErrorCode::Malformed, why);
    const auto where = u"line %1, column %2"_s.arg(mark.line + 1).arg(mark.column + 1);
    return failure(ErrorCode::Malformed, u"%1 (%2)"_s.arg(why, where), where);
}

Status addName(QStringList& names, const YAML::Node& node, bool alias)
{
    static const QRegularExpression pattern(u"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$"_s);
    if (!node.IsScalar())
        return unreadable(u"a dependency is not the name of a service"_s, node.Mark());
    auto name = QString::fromStdString(node.Scalar());
    if (alias)
        name = name.section(u':', 0, 0);
    if (!pattern.match(name).hasMatch())
        return unreadable(u"a dependency is not the name of a service"_s, node.Mark());
    if (!names.contains(name))
        names.append(name);
    return {};
}

Status addNames(QStringList& names, const YAML::Node& list, bool alias)
{
    if (!list || list.IsNull())
        return {};
    if (!list.IsSequence() && !list.IsMap())
        return unreadable(u"dependencies are neither a list nor a mapping"_s, list.Mark());
    if (list.size() > maxNames)
        return unreadable(u"more than %1 dependencies"_s.arg(maxNames), list.Mark());
    for (const auto& each : list) {
        if (auto done = addName(names, list.IsMap() ? each.first : each, alias); !done)
            return done;
    }
    return {};
}

Result<std::optional<QStringList>> read(const std::string& text, const QString& service)
{
    const auto document = YAML::Load(text);
    if (!document.IsMap())
        return unreadable(u"it is no mapping"_s, document.Mark());
    const auto services = document["services"];
    if (!services || !services.IsMap())
        return unreadable(u"it has no mapping \"services\""_s, document.Mark());
    const auto own = services[service.toStdString()];
    if (!own)
        return std::optional<QStringList>{};
    if (!own.IsMap())
        return unreadable(u"the service is no mapping"_s, own.Mark());
    QStringList names;
    if (auto done = addNames(names, own["depends_on"], false); !done)
        return Failure{done.error()};
    if (auto done = addNames(names, own["links"], true); !done)
        return Failure{done.error()};
    return std::optional{names};
}

} // namespace

Result<std::optional<QStringList>> dependenciesOf(const QByteArray& yaml, const QString& service)
{
    if (yaml.size() > maxBytes)
        return failure(ErrorCode::Malformed, u"it has %1 bytes; at most %2 are read"_s.arg(yaml.size()).arg(maxBytes));
    // The library speaks in exceptions; they end here.
    try {
        return read(yaml.toStdString(), service);
    } catch (const YAML::Exception& error) {
        return unreadable(QString::fromStdString(error.msg), error.mark);
    }
}

} // namespace penelope::compose
