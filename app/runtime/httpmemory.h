#pragma once

#include "core/base/hash.h"
#include "core/ports/clock.h"
#include "core/ports/httpport.h"

#include <deque>
#include <map>
#include <optional>

namespace penelope::runtime {

/// The answers to POSTs with an Idempotency-Key: a client that lost its answer may ask again, for 24 hours of this
/// process, and gets the same one instead of doing the same twice. The HTTP server's thread.
class HttpMemory
{
public:
    explicit HttpMemory(const Clock& clock)
        : m_clock(clock)
    {}

    /// What the key was answered; nothing: it is new, and `keep` or `drop` must follow. 409 while the first request is
    /// on its way, 422 where the key came with another request.
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
    };
    using Key = std::pair<QString, QByteArray>;
    void forget();

    const Clock& m_clock;
    std::map<Key, Entry> m_entries;
    std::deque<Key> m_order; ///< oldest first
};

} // namespace penelope::runtime
