#include "ui/audit/auditshelf.h"

#include "core/base/json.h"

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

QString textOfShelf(const AuditShelf::Content& content)
{
    auto filters = Json::array();
    for (const auto& filter : content.filters)
        filters.append(Json::object({{u"name"_s, filter.name}, {u"text"_s, filter.text}}));
    auto bookmarks = Json::array();
    for (const auto& bookmark : content.bookmarks)
        bookmarks.append(Json::object({{u"seq"_s, bookmark.seq}, {u"time"_s, toMs(bookmark.time)}}));
    return QString::fromUtf8(toJsonText(Json::object({{u"filters"_s, filters}, {u"bookmarks"_s, bookmarks}})));
}

AuditShelf::Content shelfFromText(const QString& text)
{
    AuditShelf::Content content;
    const auto json = parseForeign(text.toUtf8());
    if (!json)
        return content;
    for (const auto& filter : (*json)[u"filters"].toArray()) {
        const auto name = filter.text(u"name");
        const auto query = filter.text(u"text");
        if (name && query && content.filters.size() < AuditShelf::mostFilters)
            content.filters.push_back({*name, *query});
    }
    for (const auto& bookmark : (*json)[u"bookmarks"].toArray()) {
        const auto seq = bookmark.integer(u"seq");
        const auto time = bookmark.integer(u"time");
        if (seq && time && *seq > 0)
            content.bookmarks.push_back({*seq, instantFromMs(*time)});
    }
    std::sort(content.bookmarks.begin(), content.bookmarks.end(), [](const auto& left, const auto& right) {
        return left.seq < right.seq;
    });
    return content;
}

} // namespace penelope::ui
