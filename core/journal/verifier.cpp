#include "core/journal/verifier.h"

#include "core/journal/keys.h"

#include <QHash>

#include <algorithm>
#include <map>

namespace penelope::journal {
namespace {

using namespace Qt::Literals::StringLiterals;

/// A note's size and root that the rows are held against.
struct Boundary
{
    qint64 size = 0;
    Digest root{};
    bool outside = false;
};

/// One pass over the rows. What is known of the tree is held twice from the first row whose body and leaf disagree:
/// with the stored leaf and with the recomputed one; the next signed root says which was right.
class Pass
{
public:
    Pass(RowSource& source, const Pins& pins, const Progress& progress)
        : m_source(source)
        , m_pins(pins)
        , m_progress(progress)
    {}

    Result<Verdict> run()
    {
        if (auto ready = prepare(); !ready)
            return Failure{ready.error()};
        judgeBoundaries(0);
        while (true) {
            auto row = m_source.next();
            if (!row)
                return Failure{row.error()};
            if (!*row)
                break;
            if (++m_rows % 65536 == 0 && !goOn())
                return failure(ErrorCode::Unavailable, u"verification was stopped"_s);
            take(**row);
        }
        if (auto done = finish(); !done)
            return Failure{done.error()};
        return std::move(m_verdict);
    }

private:
    bool goOn() const
    {
        if (m_progress.rows)
            m_progress.rows(m_rows);
        return !m_progress.stop.stop_requested();
    }

    Status prepare()
    {
        const auto keyRows = m_source.keyRows();
        if (!keyRows)
            return Failure{keyRows.error()};
        for (const auto& row : *keyRows) {
            if (const auto event = decode(row.body))
                m_keys.apply(*event);
        }
        auto nodes = m_source.nodes();
        if (!nodes)
            return Failure{nodes.error()};
        for (auto& node : *nodes)
            m_nodes[{node.level, node.index}] = std::move(node.hash);
        const auto notes = m_source.notes();
        if (!notes)
            return Failure{notes.error()};
        prepareNotes(*notes);
        prepareOutside();
        std::stable_sort(m_boundaries.begin(), m_boundaries.end(), [](const Boundary& left, const Boundary& right) {
            return left.size < right.size;
        });
        return {};
    }

    void prepareNotes(const std::vector<StoredNote>& notes)
    {
        if (!m_keys.first() && m_pins.keys.size() == 1)
            m_keys.assume(m_pins.keys.front());
        NoteJudge judge{m_keys};
        std::vector<bool> pinUsed(m_pins.keys.size(), false);
        for (const auto& stored : notes) {
            const auto refusal = judge.judge(stored.size, stored.note);
            if (!refusal.isEmpty()) {
                damage(stored.size, stored.size, u"checkpoint:"_s + refusal);
                continue;
            }
            m_boundaries.push_back({stored.size, judge.checkpoint().root, false});
            m_validKey = judge.key();
            const auto note = parseNote(stored.note);
            for (std::size_t at = 0; at < m_pins.keys.size(); ++at) {
                if (checkSignature(*note, {m_keys.origin(), m_pins.keys[at]}) == SignatureCheck::Good)
                    pinUsed[at] = true;
            }
        }
        for (const bool used : pinUsed)
            settlePin(used, u"pinned_key"_s);
    }

    void prepareOutside()
    {
        std::vector<VerifierKey> keys;
        const auto know = [this, &keys](const ed25519::PublicKey& key) { keys.push_back({m_keys.origin(), key}); };
        if (m_keys.first())
            know(*m_keys.first());
        for (const auto& rotation : m_keys.rotations())
            know(rotation.key);
        for (const auto& key : m_pins.keys)
            know(key);
        for (const auto& bytes : m_pins.notes) {
            const auto note = verifyNote(bytes, keys);
            if (note && note->checkpoint.origin == m_keys.origin())
                m_boundaries.push_back({note->checkpoint.size, note->checkpoint.root, true});
            else
                settlePin(false, u"pinned_note:"_s + (note ? u"unknown_key"_s : canonical::refusal(note.error())));
        }
    }

    void settlePin(bool satisfied, const QString& reason)
    {
        if (satisfied) {
            m_pinned = true;
            return;
        }
        m_verdict.pinsSatisfied = false;
        m_verdict.warnings.push_back({0, reason});
    }

    void damage(qint64 first, qint64 last, const QString& reason, const QString& detail = {})
    {
        m_verdict.damaged.push_back({first, last, reason, detail});
    }

    void take(const Row& row)
    {
        if (row.seq <= m_last) { // below 1: it has no place in the tree
            damage(row.seq, row.seq, u"order"_s);
            return;
        }
        if (row.seq > m_last + 1) {
            damage(m_last + 1, row.seq - 1, u"missing"_s);
            lose(row.seq - 1);
        }
        if (!row.readable) {
            damage(row.seq, row.seq, u"unreadable"_s);
            lose(row.seq);
            return;
        }
        const auto hash = leafHash(row.body);
        const auto stored = digestFrom(row.leaf);
        const bool same = stored == hash;
        if (!same)
            startDoubt(row.seq);
        m_last = row.seq;
        addLeaf(stored.value_or(Digest{}), hash);
        if (same)
            judgeContent(row);
        judgeBoundaries(m_last);
    }

    void lose(qint64 seq)
    {
        m_gap = true;
        m_streamsJudged = false;
        m_lastBad = seq;
        m_last = seq;
        m_stored.skipTo(seq);
        if (m_recomputed)
            m_recomputed->skipTo(seq);
        judgeBoundaries(seq);
    }

    void startDoubt(qint64 seq)
    {
        m_doubtful.push_back(seq);
        m_streamsJudged = false;
        m_lastBad = seq;
        if (!m_recomputed)
            m_recomputed = m_stored;
    }

    void addLeaf(const Digest& stored, const Digest& recomputed)
    {
        m_stored.append(stored, [this](int level, qint64 index, const Digest& hash) { judgeNode(level, index, hash); });
        if (m_recomputed)
            m_recomputed->append(recomputed);
    }

    void judgeNode(int level, qint64 index, const Digest& hash)
    {
        if (level % 8 != 0)
            return;
        const auto first = (index << level) + 1;
        const auto found = m_nodes.find({level, index});
        const bool same = found != m_nodes.end() && found->second == view(hash);
        if (!same && m_lastBad < first)
            damage(first, (index + 1) << level, u"node"_s);
        if (found != m_nodes.end())
            m_nodes.erase(found);
    }

    void judgeContent(const Row& row)
    {
        const auto outline = m_outliner.read(row.body);
        if (outline && outline->kind != "JournalKeyRotated")
            return judgeOutline(row, *outline);
        const auto event = decode(row.body);
        if (!event) {
            damage(row.seq, row.seq, u"body"_s);
            m_streamsJudged = false;
            return;
        }
        const auto kind = event->kind.toUtf8();
        const auto stream = event->stream.toUtf8();
        judgeOutline(row, {event->seq, toMs(event->time), kind, stream, event->streamVersion});
        if (event->seq == row.seq)
            judgeRotation(*event);
    }

    void judgeOutline(const Row& row, const Outline& outline)
    {
        const auto column = [this, &row](bool same, const char* name) {
            if (!same)
                damage(row.seq, row.seq, u"column:"_s + QLatin1String(name));
        };
        column(row.time == outline.time, "time");
        column(row.kind && *row.kind == outline.kind, "kind");
        column(row.stream && *row.stream == outline.stream, "stream");
        column(row.streamVersion == outline.streamVersion, "stream_version");
        if (outline.seq != row.seq) {
            damage(row.seq, row.seq, u"order"_s);
            m_streamsJudged = false;
            return;
        }
        if (outline.time < m_time && outline.kind != "ClockStepped")
            m_verdict.warnings.push_back({outline.seq, u"time"_s});
        m_time = outline.time;
        auto version = m_streamVersions.find(QByteArray::fromRawData(outline.stream.data(), outline.stream.size()));
        const auto before = version == m_streamVersions.end() ? 0 : *version;
        if (m_streamsJudged && outline.streamVersion != before + 1)
            damage(row.seq, row.seq, u"stream"_s);
        if (version == m_streamVersions.end())
            m_streamVersions.insert(outline.stream.toByteArray(), outline.streamVersion);
        else
            *version = outline.streamVersion;
    }

    void judgeRotation(const Event& event)
    {
        if (event.kind != "JournalKeyRotated"_L1)
            return;
        const auto key = ed25519::publicKeyFromBase64(event.payload[u"public_key"].toString());
        const auto proof = ed25519::signatureFromBase64(event.payload[u"proof"].toString());
        if (!key || !proof || !ed25519::verify(*key, rotationProofBytes(m_keys.journalId(), *key, event.seq), *proof))
            m_verdict.warnings.push_back({event.seq, u"rotation_proof"_s});
    }

    void judgeBoundaries(qint64 size)
    {
        for (; m_next < m_boundaries.size() && m_boundaries[m_next].size <= size; ++m_next) {
            const auto& boundary = m_boundaries[m_next];
            if (boundary.outside)
                judgeOutside(boundary);
            else if (!m_closed)
                judgeInside(boundary);
        }
    }

    void judgeInside(const Boundary& boundary)
    {
        if (m_gap)
            return undecidable(boundary.size, u"unknown"_s);
        const bool asStored = m_stored.root() == boundary.root;
        if (!asStored && !m_recomputed) {
            damage(m_verdict.signedTo + 1, boundary.size, u"rewritten"_s);
            m_closed = true;
            return;
        }
        if (!asStored && m_recomputed->root() != boundary.root)
            return undecidable(boundary.size, u"both"_s);
        settleDoubts(asStored ? u"body"_s : u"leaf"_s);
        if (!asStored)
            m_stored = *m_recomputed;
        m_recomputed.reset();
        m_verdict.signedTo = boundary.size;
    }

    void undecidable(qint64 size, const QString& detail)
    {
        m_verdict.unproven.push_back({m_verdict.signedTo + 1, size});
        settleDoubts(detail);
        m_unsure = true;
        m_closed = true;
    }

    void judgeOutside(const Boundary& boundary)
    {
        if (m_gap || m_unsure)
            return settlePin(false, u"pinned_note:undecidable"_s);
        const bool same = m_stored.root() == boundary.root || (m_recomputed && m_recomputed->root() == boundary.root);
        if (same)
            return settlePin(true, {});
        if (m_recomputed)
            return settlePin(false, u"pinned_note:undecidable"_s);
        damage(1, boundary.size, u"forked"_s);
        m_verdict.pinsSatisfied = false;
    }

    void settleDoubts(const QString& detail)
    {
        for (const auto seq : m_doubtful)
            damage(seq, seq, u"leaf"_s, detail);
        m_doubtful.clear();
    }

    Status finish()
    {
        settleDoubts(u"unknown"_s);
        m_verdict.events = m_last;
        if (m_next < m_boundaries.size()) {
            damage(m_last + 1, m_boundaries.back().size, u"truncated"_s);
            for (; m_next < m_boundaries.size(); ++m_next) {
                if (m_boundaries[m_next].outside)
                    m_verdict.pinsSatisfied = false;
            }
        }
        judgeLeftNodes();
        const auto index = m_source.indexMismatches();
        if (!index)
            return Failure{index.error()};
        for (const auto seq : *index)
            damage(seq, seq, u"index"_s);
        if (!m_gap)
            m_verdict.root = m_stored.root();
        conclude();
        return {};
    }

    /// Nodes that no complete subtree has asked for: of rows beyond the end, or of levels that are not stored.
    void judgeLeftNodes()
    {
        for (const auto& [place, hash] : m_nodes) {
            const auto& [level, index] = place;
            if (level < 1 || level > 48 || index < 0 || index > (qint64{1} << (52 - level))) {
                damage(1, std::max<qint64>(m_last, 1), u"node"_s);
                continue;
            }
            const auto first = (index << level) + 1;
            const auto last = (index + 1) << level;
            const auto touches = [first, last](const Damage& row) {
                return (row.reason == "missing"_L1 || row.reason == "unreadable"_L1 || row.reason == "leaf"_L1) &&
                       row.first <= last && row.last >= first;
            };
            if (std::none_of(m_verdict.damaged.begin(), m_verdict.damaged.end(), touches))
                damage(first, last, u"node"_s);
        }
    }

    void conclude()
    {
        m_verdict.journalId = m_keys.journalId();
        const auto shown = m_validKey ? m_validKey : m_keys.first();
        if (shown)
            m_verdict.keyFingerprint = fingerprint(*shown);
        m_verdict.trustedBy = m_pinned ? TrustedBy::Pinned : m_validKey ? TrustedBy::OwnKey : TrustedBy::None;
        tidy(m_verdict);
    }

    RowSource& m_source;
    const Pins& m_pins;
    const Progress& m_progress;
    Verdict m_verdict;
    KeyHistory m_keys;
    std::map<std::pair<int, qint64>, QByteArray> m_nodes;
    std::vector<Boundary> m_boundaries;
    std::size_t m_next = 0;
    std::optional<ed25519::PublicKey> m_validKey;
    Frontier m_stored;
    std::optional<Frontier> m_recomputed; ///< from the first doubtful row to the next signed root
    std::vector<qint64> m_doubtful;       ///< rows whose body and leaf disagree, not yet settled
    Outliner m_outliner;
    QHash<QByteArray, qint64> m_streamVersions;
    qint64 m_time = 0; ///< ms
    qint64 m_rows = 0;
    qint64 m_last = 0;
    qint64 m_lastBad = 0;        ///< the last row that is missing, unreadable or doubtful
    bool m_gap = false;          ///< a row is missing: no root can be computed any more
    bool m_unsure = false;       ///< a root could not be decided
    bool m_closed = false;       ///< later roots of the journal's own notes are not judged
    bool m_streamsJudged = true; ///< no earlier row is missing, leaf, body or order
    bool m_pinned = false;
};

} // namespace

Result<Verdict> verify(RowSource& source, const Pins& pins, const Progress& progress)
{
    return Pass{source, pins, progress}.run();
}

} // namespace penelope::journal
