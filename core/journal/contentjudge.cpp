#include "core/journal/contentjudge.h"

namespace penelope::journal {

using namespace Qt::Literals::StringLiterals;

void ContentJudge::damage(const Row& row, const QString& reason)
{
    m_verdict.damaged.push_back({row.seq, row.seq, reason, {}});
}

void ContentJudge::judge(const Row& row, const Examined& examined)
{
    if (examined.isPlain())
        return judgeOutline(row, *examined.outline);
    const auto event = decode(row.body.toByteArray());
    if (!event) {
        damage(row, u"body"_s);
        m_streamsJudged = false;
        return;
    }
    const auto kind = event->kind.toUtf8();
    const auto stream = event->stream.toUtf8();
    const Outline outline{event->seq, toMs(event->time), kind, stream, event->streamVersion};
    judgeColumns(row, outline);
    judgeOutline(row, outline);
    if (event->seq == row.seq)
        judgeRotation(*event);
}

void ContentJudge::judgeOutline(const Row& row, const Outline& outline)
{
    if (outline.seq != row.seq) {
        damage(row, u"order"_s);
        m_streamsJudged = false;
        return;
    }
    if (outline.time < m_time && outline.kind != "ClockStepped")
        m_verdict.warnings.push_back({outline.seq, u"time"_s});
    m_time = outline.time;
    judgeVersion(row, outline);
}

void ContentJudge::judgeColumns(const Row& row, const Outline& outline)
{
    const auto column = [this, &row](bool same, const char* name) {
        if (!same)
            damage(row, u"column:"_s + QLatin1String(name));
    };
    column(row.time == outline.time, "time");
    column(row.kind && *row.kind == outline.kind, "kind");
    column(row.stream && *row.stream == outline.stream, "stream");
    column(row.streamVersion == outline.streamVersion, "stream_version");
}

void ContentJudge::judgeVersion(const Row& row, const Outline& outline)
{
    const auto before = m_streamVersions.exchange(outline.stream, outline.streamVersion);
    if (m_streamsJudged && outline.streamVersion != before + 1)
        damage(row, u"stream"_s);
}

void ContentJudge::judgeRotation(const Event& event)
{
    if (event.kind != "JournalKeyRotated"_L1)
        return;
    const auto key = ed25519::publicKeyFromBase64(event.payload[u"public_key"].toString());
    const auto proof = ed25519::signatureFromBase64(event.payload[u"proof"].toString());
    if (!key || !proof || !ed25519::verify(*key, rotationProofBytes(m_keys.journalId(), *key, event.seq), *proof))
        m_verdict.warnings.push_back({event.seq, u"rotation_proof"_s});
}

} // namespace penelope::journal
