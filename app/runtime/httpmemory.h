#pragma once

#include "core/base/hash.h"
#include "core/base/json.h"
#include "core/ports/clock.h"
#include "core/ports/httpport.h"

#include <deque>
#include <map>
#include <optional>

namespace penelope::runtime {

/// The answers to POSTs with an Idempotency-Key: a client that lost its answer may ask again, for 24 hours, and gets
/// the same one instead of doing the same twice, also after a restart of the core. The HTTP server's thread.
class HttpMemory
{
public:
    /// Reads what is younger than 24 hours in `file` and adds to it; an empty name keeps nothing beyond this process.
    /// A line that cannot be read is left out: its key is then new.
    HttpMemory(const Clock& clock, QString file);

    /// What the key was answered; nothing: it is new, and `keep` or `drop` must follow. 409 while the first request is
    /// on its way or where the core ended before it was answered, 422 where the key came with another request, 503
    /// where the file cannot be written: nothing was done then.
    std::optional<HttpAnswer> recall(const QString& caller, const HttpRequest& request);
    void keep(const QString& caller, const HttpRequest& request, const HttpAnswer& answer);
    /// Nothing was done: the key is new again.
    void drop(const QString& caller, const HttpRequest& request);

    /// Empty where the request has no key, or cannot have one.
    static QByteArray keyOf(const HttpRequest& request);
    /// 1 to 255 visible letters.
    static bool isKey(const QByteArray& key);

private:
    struct Entry
    {
        Digest request{};
        std::optional<HttpAnswer> answer; ///< none: on its way
        Tick since{};
        bool cutOff = false; ///< the core ended before it was answered
    };
    using Key = std::pair<QString, QByteArray>;
    void drop(const Key& key);
    void forget();
    void load();
    /// Drops the lines of what is forgotten.
    void compact() const;
    bool append(const Key& key, const Entry& entry, QLatin1StringView what) const;
    Json lineOf(const Key& key, const Entry& entry, QLatin1StringView what) const;

    const Clock& m_clock;
    QString m_file;
    std::map<Key, Entry> m_entries;
    std::deque<Key> m_order; ///< oldest first
};

} // namespace penelope::runtime
