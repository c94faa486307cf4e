#include "app/lab/worldfile.h"

#include "app/lab/files.h"
#include "core/base/json.h"

#include <QFile>

namespace penelope::lab {

using namespace Qt::Literals::StringLiterals;

Status writeWorld(const QString& path, const Worlds& world)
{
    Json document;
    for (const auto& [service, around] : world) {
        auto entry = Json::object({{u"store_call_ms"_s, Json{around.storeCall}}});
        if (around.trouble.share > 0)
            entry.set(
                u"store_trouble"_s,
                Json::object(
                    {{u"share"_s, Json{around.trouble.share}},
                     {u"from_at"_s, Json{toMs(around.trouble.from)}},
                     {u"until_at"_s, Json{toMs(around.trouble.until)}},
                     {u"stable_later_ms"_s, Json{static_cast<qint64>(around.trouble.stableLater.count())}}}));
        if (!around.silentTrack.isEmpty())
            entry.set(u"silent_track"_s, Json{around.silentTrack});
        document.set(service, std::move(entry));
    }
    return writeFile(path, toJsonText(document, true));
}

std::optional<Surroundings> worldOf(const QString& path, const QString& service)
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const auto document = parseForeign(file.readAll());
    const auto mean = document ? (*document)[service].number(u"store_call_ms") : std::nullopt;
    if (!mean)
        return {};
    Surroundings around;
    around.storeCall = *mean;
    const auto& trouble = (*document)[service][u"store_trouble"];
    around.trouble = {
        trouble[u"share"].toDouble(), instantFromMs(trouble[u"from_at"].toInteger()),
        instantFromMs(trouble[u"until_at"].toInteger()), Milliseconds{trouble[u"stable_later_ms"].toInteger()}};
    around.silentTrack = (*document)[service][u"silent_track"].toString();
    return around;
}

} // namespace penelope::lab
