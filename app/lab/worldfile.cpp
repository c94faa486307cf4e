#include "app/lab/worldfile.h"

#include "app/lab/files.h"
#include "core/base/json.h"

#include <QFile>

namespace penelope::lab {

using namespace Qt::Literals::StringLiterals;

Status writeWorld(const QString& path, const StoreCalls& world)
{
    Json document;
    for (const auto& [service, mean] : world)
        document.set(service, Json::object({{u"store_call_ms"_s, Json{mean}}}));
    return writeFile(path, toJsonText(document, true));
}

std::optional<double> meanCallOf(const QString& path, const QString& service)
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const auto document = parseForeign(file.readAll());
    return document ? (*document)[service].number(u"store_call_ms") : std::nullopt;
}

} // namespace penelope::lab
