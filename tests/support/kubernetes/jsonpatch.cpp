#include "tests/support/kubernetes/jsonpatch.h"

#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace penelope::test {

namespace {

std::optional<Json> changed(const Json& value, const QStringList& path, const Json& operation)
{
    const auto op = operation[u"op"].toString();
    if (path.isEmpty()) {
        if (op == "test"_L1)
            return value == operation[u"value"] ? std::optional{value} : std::nullopt;
        return operation[u"value"];
    }
    const auto rest = path.mid(1);
    if (value.isArray()) {
        auto entries = value.toArray();
        bool numeric = false;
        const auto at = path.front().toULongLong(&numeric);
        if (!numeric || at >= entries.size())
            return {};
        const auto inner = changed(entries[at], rest, operation);
        if (!inner)
            return {};
        entries[at] = *inner;
        return Json{entries};
    }
    const auto* member = value.find(path.front());
    const bool added = rest.isEmpty() && op == "add"_L1;
    if (!value.isObject() || (!member && !added))
        return {};
    const auto inner = added ? std::optional{operation[u"value"]} : changed(*member, rest, operation);
    if (!inner)
        return {};
    auto object = value;
    object.set(path.front(), *inner);
    return object;
}

} // namespace

std::optional<Json> patched(const Json& document, const Json& operations)
{
    std::optional<Json> now = document;
    for (const auto& operation : operations.toArray()) {
        auto path = operation[u"path"].toString().split(u'/').mid(1);
        path.replaceInStrings(u"~1"_s, u"/"_s).replaceInStrings(u"~0"_s, u"~"_s);
        now = changed(*now, path, operation);
        if (!now)
            return {};
    }
    return now;
}

} // namespace penelope::test
