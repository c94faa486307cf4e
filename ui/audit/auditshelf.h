#pragma once

#include "core/base/instant.h"

#include <QString>

#include <functional>
#include <vector>

namespace penelope::ui {

/// What an operator keeps on the Audit page from one start to the next.
struct AuditShelf
{
    struct SavedFilter
    {
        QString name;
        QString text;
        bool operator==(const SavedFilter&) const = default;
    };
    struct Bookmark
    {
        qint64 seq = 0;
        Instant time{};
        bool operator==(const Bookmark&) const = default;
    };
    struct Content
    {
        std::vector<SavedFilter> filters; ///< at most mostFilters; Alt+1 is the first
        std::vector<Bookmark> bookmarks;  ///< ascending
        bool operator==(const Content&) const = default;
    };
    static constexpr std::size_t mostFilters = 9;

    std::function<Content()> load;            ///< may be empty: nothing is kept
    std::function<void(const Content&)> save; ///< may be empty
};

QString textOfShelf(const AuditShelf::Content& content);
/// What cannot be read is left out.
AuditShelf::Content shelfFromText(const QString& text);

} // namespace penelope::ui
