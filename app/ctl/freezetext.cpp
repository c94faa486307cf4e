#include "app/ctl/freezetext.h"

#include "core/base/instant.h"

namespace penelope::ctl {

using namespace Qt::Literals::StringLiterals;

namespace {

QString until(const Json& item)
{
    const auto at = item.integer(u"until_at");
    return at ? u"until "_s + toIso(instantFromMs(*at)) : u"until somebody ends it"_s;
}

QString heldLine(const Json& held)
{
    const auto what =
        held[u"act"].toString() == "go_up"_L1
            ? u"canary %1 stays at %2 %"_s.arg(held[u"canary_id"].toString()).arg(held[u"percent"].toInteger())
            : u"patch %1 does not start"_s.arg(held[u"patch_id"].toString());
    return u"  held back: %1 (%2, %3)"_s.arg(what, held[u"service"].toString(), held[u"reason"].toString());
}

} // namespace

QStringList freezeLines(const Json& freeze)
{
    QStringList lines;
    for (const auto& item : freeze[u"items"].toArray()) {
        lines.append(u"frozen: %1 %2, by %3: %4 [%5]"_s.arg(
            item[u"scope"].toString(), until(item), item[u"actor"].toString(), item[u"reason"].toString(),
            item[u"id"].toString()));
    }
    for (const auto& held : freeze[u"held_back"].toArray())
        lines.append(heldLine(held));
    return lines;
}

} // namespace penelope::ctl
