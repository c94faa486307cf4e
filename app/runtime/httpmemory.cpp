#include "app/runtime/httpmemory.h"

#include "core/adapters/http/answers.h"

#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <unistd.h>

namespace penelope::runtime {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

constexpr std::size_t mostEntries = 20000;
constexpr auto kept = 24h;
constexpr auto ownerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

std::optional<Digest> digestFrom(const QString& hex)
{
    const auto bytes = QByteArray::fromHex(hex.toLatin1());
    Digest digest{};
    if (bytes.size() != static_cast<qsizetype>(digest.size()))
        return std::nullopt;
    std::copy(bytes.begin(), bytes.end(), reinterpret_cast<char*>(digest.data()));
    return digest;
}

HttpAnswer answerFrom(const Json& line)
{
    HttpAnswer answer;
    answer.status = static_cast<int>(line[u"status"].toInteger());
    answer.type = line[u"type"].toString().toUtf8();
    answer.body = QByteArray::fromBase64(line[u"body"].toString().toLatin1());
    for (const auto& [name, value] : line[u"headers"].toObject())
        answer.headers.emplace_back(name.toUtf8(), value.toString().toUtf8());
    return answer;
}

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

HttpMemory::HttpMemory(const Clock& clock, QString file)
    : m_clock(clock)
    , m_file(std::move(file))
{
    load();
    compact();
}

void HttpMemory::load()
{
    QFile file(m_file);
    if (m_file.isEmpty() || !file.open(QIODevice::ReadOnly))
        return;
    while (!file.atEnd()) {
        const auto line = parseForeign(file.readLine());
        const auto digest = line ? digestFrom((*line)[u"request"].toString()) : std::nullopt;
        const auto at = line ? line->integer(u"at") : std::nullopt;
        if (!digest || !at)
            continue;
        // Whatever the wall clock did meanwhile: what seems to come from the future is as new as can be.
        const auto age = std::clamp<Milliseconds>(m_clock.now() - instantFromMs(*at), 0ms, kept);
        const Key key{(*line)[u"caller"].toString(), (*line)[u"key"].toString().toLatin1()};
        const auto what = (*line)[u"what"].toString();
        if (what == "dropped"_L1 || age >= kept) {
            drop(key);
            continue;
        }
        const auto [known, isNew] = m_entries.try_emplace(key);
        if (isNew)
            m_order.push_back(key);
        auto& entry = known->second;
        entry.request = *digest;
        entry.since = m_clock.tick() - age;
        entry.cutOff = what == "begun"_L1;
        entry.answer = entry.cutOff ? std::nullopt : std::optional{answerFrom(*line)};
    }
}

void HttpMemory::compact() const
{
    QSaveFile file(m_file);
    if (m_file.isEmpty() || (m_entries.empty() && !QFile::exists(m_file)) || !file.open(QIODevice::WriteOnly))
        return;
    file.setPermissions(ownerOnly);
    for (const auto& key : m_order) {
        const auto& entry = m_entries.at(key);
        file.write(toJsonText(lineOf(key, entry, entry.answer ? "answered"_L1 : "begun"_L1)) + '\n');
    }
    file.commit();
}

Json HttpMemory::lineOf(const Key& key, const Entry& entry, QLatin1StringView what) const
{
    auto line = Json::object(
        {{u"what"_s, Json{QString{what}}},
         {u"at"_s, Json{toMs(m_clock.now() - std::chrono::duration_cast<Milliseconds>(m_clock.tick() - entry.since))}},
         {u"caller"_s, Json{key.first}},
         {u"key"_s, Json{QString::fromLatin1(key.second)}},
         {u"request"_s, Json{toHex(entry.request)}}});
    if (!entry.answer)
        return line;
    Json headers = Json::object({});
    for (const auto& [name, value] : entry.answer->headers)
        headers.set(QString::fromUtf8(name), Json{QString::fromUtf8(value)});
    line.set(u"status"_s, Json{entry.answer->status});
    line.set(u"type"_s, Json{QString::fromUtf8(entry.answer->type)});
    line.set(u"body"_s, Json{QString::fromLatin1(entry.answer->body.toBase64())});
    line.set(u"headers"_s, std::move(headers));
    return line;
}

bool HttpMemory::append(const Key& key, const Entry& entry, QLatin1StringView what) const
{
    if (m_file.isEmpty())
        return true;
    QFile file(m_file);
    const auto line = toJsonText(lineOf(key, entry, what)) + '\n';
    // Durable before anything is done: a core that dies in between must not do it a second time.
    return file.open(QIODevice::WriteOnly | QIODevice::Append) && file.setPermissions(ownerOnly) &&
           file.write(line) == line.size() && file.flush() && ::fdatasync(file.handle()) == 0;
}

std::optional<HttpAnswer> HttpMemory::recall(const QString& caller, const HttpRequest& request)
{
    forget();
    const Key key{caller, keyOf(request)};
    const auto [found, isNew] = m_entries.try_emplace(key);
    if (isNew) {
        found->second = {.request = digestOf(request), .answer = {}, .since = m_clock.tick()};
        if (!append(key, found->second, "begun"_L1)) {
            m_entries.erase(found);
            return http::errorAnswer(
                {ErrorCode::Unavailable, u"the keys of earlier requests cannot be written; nothing was done"_s,
                 m_file});
        }
        m_order.push_back(key);
        return std::nullopt;
    }
    if (found->second.request != digestOf(request)) {
        return http::errorAnswer(
            {ErrorCode::Refused, u"this key came with another request before"_s, u"idempotency-key"_s});
    }
    if (found->second.cutOff) {
        return http::errorAnswer(
            {ErrorCode::Conflict,
             u"the core ended before the first request with this key was answered: look whether it was done, then use "
             "another key"_s,
             u"idempotency-key"_s});
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
    if (found == m_entries.end())
        return;
    found->second.answer = answer;
    append(found->first, found->second, "answered"_L1);
}

void HttpMemory::drop(const QString& caller, const HttpRequest& request)
{
    const Key key{caller, keyOf(request)};
    if (const auto found = m_entries.find(key); found != m_entries.end())
        append(key, found->second, "dropped"_L1);
    drop(key);
}

void HttpMemory::drop(const Key& key)
{
    m_entries.erase(key);
    m_order.erase(std::remove(m_order.begin(), m_order.end(), key), m_order.end());
}

void HttpMemory::forget()
{
    while (!m_order.empty()) {
        const auto oldest = m_entries.find(m_order.front());
        const bool old = oldest != m_entries.end() && m_clock.tick() - oldest->second.since > kept;
        if (!old && m_entries.size() < mostEntries)
            return;
        if (oldest != m_entries.end())
            m_entries.erase(oldest);
        m_order.pop_front();
    }
}

} // namespace penelope::runtime
