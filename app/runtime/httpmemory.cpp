#include "app/runtime/httpmemory.h"

#include "core/adapters/http/answers.h"

#include <algorithm>

namespace penelope::runtime {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

constexpr std::size_t mostEntries = 20000;

Digest digestOf(const HttpRequest& request)
{
    return sha256(request.method + '\0' + request.path.join(u'/').toUtf8() + '\0' + request.body);
}

} // namespace

QByteArray HttpMemory::keyOf(const HttpRequest& request)
{
    return request.method == "POST" ? request.header("idempotency-key") : QByteArray();
}

bool HttpMemory::isKey(const QByteArray& key)
{
    constexpr qsizetype longest = 255;
    return !key.isEmpty() && key.size() <= longest &&
           std::all_of(key.begin(), key.end(), [](char letter) { return letter > 0x20 && letter < 0x7f; });
}

std::optional<HttpAnswer> HttpMemory::recall(const QString& caller, const HttpRequest& request)
{
    forget();
    const Key key{caller, keyOf(request)};
    const auto [found, isNew] = m_entries.try_emplace(key);
    if (isNew) {
        found->second = {.request = digestOf(request), .answer = {}, .since = m_clock.tick()};
        m_order.push_back(key);
        return std::nullopt;
    }
    if (found->second.request != digestOf(request)) {
        return http::errorAnswer(
            {ErrorCode::Refused, u"this key came with another request before"_s, u"idempotency-key"_s});
    }
    if (!found->second.answer) {
        return http::errorAnswer(
            {ErrorCode::Conflict, u"the first request with this key is on its way"_s, u"idempotency-key"_s});
    }
    return found->second.answer;
}

void HttpMemory::keep(const QString& caller, const HttpRequest& request, const HttpAnswer& answer)
{
    const auto found = m_entries.find({caller, keyOf(request)});
    if (found != m_entries.end())
        found->second.answer = answer;
}

void HttpMemory::drop(const QString& caller, const HttpRequest& request)
{
    const Key key{caller, keyOf(request)};
    m_entries.erase(key);
    m_order.erase(std::remove(m_order.begin(), m_order.end(), key), m_order.end());
}

void HttpMemory::forget()
{
    while (!m_order.empty()) {
        const auto oldest = m_entries.find(m_order.front());
        const bool old = oldest != m_entries.end() && m_clock.tick() - oldest->second.since > 24h;
        if (!old && m_entries.size() < mostEntries)
            return;
        if (oldest != m_entries.end())
            m_entries.erase(oldest);
        m_order.pop_front();
    }
}

} // namespace penelope::runtime
