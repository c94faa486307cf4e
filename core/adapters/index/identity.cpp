#include "core/adapters/index/identity.h"

namespace penelope::index {

using namespace Qt::Literals::StringLiterals;

bool Mark::isOf(const Identity& identity) const
{
    if (journalId != identity.journalId || size <= 0)
        return false;
    const auto there = identity.rootAt(size);
    return there && toHex(*there) == root;
}

Json toJson(const Mark& mark)
{
    return Json::object(
        {{u"format"_s, Mark::format},
         {u"journal_id"_s, mark.journalId},
         {u"size"_s, mark.size},
         {u"root"_s, mark.root}});
}

std::optional<Mark> markFrom(const Json& value)
{
    const auto id = value.text(u"journal_id");
    const auto size = value.integer(u"size");
    const auto root = value.text(u"root");
    if (value.integer(u"format") != Mark::format || !id || !size || !root)
        return std::nullopt;
    return Mark{*id, *size, *root};
}

} // namespace penelope::index
