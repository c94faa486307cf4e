#include "core/engine/generator/scribe.h"

namespace penelope::engine::generator {

std::string Scribe::nextId() const
{
    std::string id(8, '0');
    auto rest = static_cast<quint64>(nextSeq());
    for (auto digit = id.rbegin(); digit != id.rend(); ++digit, rest >>= 4)
        *digit = "0123456789abcdef"[rest & 15U];
    return id;
}

qint64 Scribe::append(Stream& stream, std::string_view kind, const Said& said, const Payload& payload)
{
    if (full())
        return m_seq;
    ++m_seq;
    ++stream.version;
    m_body = "{\"actor\":";
    m_body += quoted(said.actor);
    if (said.cause > 0)
        m_body += ",\"cause\":" + std::to_string(said.cause);
    if (!said.correlation.empty())
        m_body += ",\"correlation\":" + quoted(said.correlation);
    m_body += ",\"epoch\":" + std::to_string(epoch);
    m_body += ",\"kind\":" + quoted(kind);
    m_body += ",\"payload\":" + payload.json();
    m_body += ",\"seq\":" + std::to_string(m_seq);
    m_body += ",\"stream\":" + quoted(stream.name);
    m_body += ",\"stream_version\":" + std::to_string(stream.version);
    m_body += ",\"time\":" + std::to_string(now);
    m_body += ",\"version\":1}";
    m_stopped = !m_sink({m_seq, now, kind, stream.name, stream.version, m_body});
    return m_seq;
}

} // namespace penelope::engine::generator
