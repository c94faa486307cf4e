#include "core/journal/verifier.h"

#include "core/journal/boundaries.h"
#include "core/journal/contentjudge.h"
#include "core/journal/examiner.h"

#include <algorithm>
#include <map>

namespace penelope::journal {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qint64 rowsPerLook = 4096; // at the stop token: some ten milliseconds
constexpr qint64 rowsPerReport = 65536;

/// One pass over the rows. What is known of the tree is held twice from the first row whose body and leaf disagree:
/// with the stored leaf and with the recomputed one; the next signed root says which was right.
class Pass
{
public:
    Pass(RowSource& source, const Pins& pins, const Progress& progress)
        : m_source(source)
        , m_progress(progress)
        , m_boundaries(pins, m_verdict)
        , m_content(m_boundaries.keys(), m_verdict)
    {}

    Result<Verdict> run()
    {
        if (auto ready = prepare(); !ready)
            return Failure{ready.error()};
        judgeBoundaries(0);
        while (true) {
            const auto rows = m_source.next();
            if (!rows)
                return Failure{rows.error()};
            if (rows->rows.empty())
                break;
            if (!take(*rows))
                return failure(ErrorCode::Unavailable, u"verification was stopped"_s);
        }
        if (auto done = finish(); !done)
            return Failure{done.error()};
        return std::move(m_verdict);
    }

private:
    bool goOn() const
    {
        if (m_progress.rows && m_rows % rowsPerReport == 0)
            m_progress.rows(m_rows);
        return !m_progress.stop.stop_requested();
    }

    Status prepare()
    {
        auto nodes = m_source.nodes();
        if (!nodes)
            return Failure{nodes.error()};
        for (auto& node : *nodes)
            m_nodes[{node.level, node.index}] = std::move(node.hash);
        return m_boundaries.read(m_source);
    }

    void damage(qint64 first, qint64 last, const QString& reason, const QString& detail = {})
    {
        m_verdict.damaged.push_back({first, last, reason, detail});
    }

    /// False when stopped.
    bool take(const Rows& rows)
    {
        const auto examined = rows.examined.empty() ? m_examiner.examine(rows.rows) : rows.examined;
        // Where one of them has no place in the tree, neither have its subtrees.
        const bool ascends = rows.rows.front().seq > m_last;
        for (std::size_t at = 0; at < rows.rows.size(); ++at) {
            if (++m_rows % rowsPerLook == 0 && !goOn())
                return false;
            take(rows.rows[at], examined[at], ascends ? examined[at].subtrees : std::span<const Digest>{});
        }
        return true;
    }

    void take(const Row& row, const Examined& examined, std::span<const Digest> subtrees)
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
        const bool same = examined.hashHolds();
        if (!same)
            startDoubt(row.seq);
        m_last = row.seq;
        addLeaf(examined.stored.value_or(Digest{}), examined.hash, subtrees);
        if (same)
            m_content.judge(row, examined);
        judgeBoundaries(m_last);
    }

    void lose(qint64 seq)
    {
        m_gap = true;
        m_content.loseStreams();
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
        m_content.loseStreams();
        m_lastBad = seq;
        if (!m_recomputed)
            m_recomputed = m_stored;
    }

    void addLeaf(const Digest& stored, const Digest& recomputed, std::span<const Digest> subtrees)
    {
        m_stored.append(stored, m_judgeNode, subtrees);
        if (m_recomputed)
            m_recomputed->append(recomputed, nullptr, subtrees);
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

    void judgeBoundaries(qint64 size)
    {
        for (; m_next < m_boundaries.all().size() && m_boundaries.all()[m_next].size <= size; ++m_next) {
            const auto& boundary = m_boundaries.all()[m_next];
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
            return m_boundaries.settlePin(false, u"pinned_note:undecidable"_s);
        const bool same = m_stored.root() == boundary.root || (m_recomputed && m_recomputed->root() == boundary.root);
        if (same)
            return m_boundaries.settlePin(true, {});
        if (m_recomputed)
            return m_boundaries.settlePin(false, u"pinned_note:undecidable"_s);
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
        if (m_next < m_boundaries.all().size()) {
            damage(m_last + 1, m_boundaries.all().back().size, u"truncated"_s);
            for (; m_next < m_boundaries.all().size(); ++m_next) {
                if (m_boundaries.all()[m_next].outside)
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
        m_boundaries.conclude();
        tidy(m_verdict);
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

    RowSource& m_source;
    const Progress& m_progress;
    Verdict m_verdict;
    std::map<std::pair<int, qint64>, QByteArray> m_nodes;
    Boundaries m_boundaries;
    ContentJudge m_content;
    Examiner m_examiner; ///< of rows that the source has not examined
    const Frontier::Completed m_judgeNode = [this](int level, qint64 index, const Digest& hash) {
        judgeNode(level, index, hash);
    };
    std::size_t m_next = 0;
    Frontier m_stored;
    std::optional<Frontier> m_recomputed; ///< from the first doubtful row to the next signed root
    std::vector<qint64> m_doubtful;       ///< rows whose body and leaf disagree, not yet settled
    qint64 m_rows = 0;
    qint64 m_last = 0;
    qint64 m_lastBad = 0;  ///< the last row that is missing, unreadable or doubtful
    bool m_gap = false;    ///< a row is missing: no root can be computed any more
    bool m_unsure = false; ///< a root could not be decided
    bool m_closed = false; ///< later roots of the journal's own notes are not judged
};

} // namespace

Result<Verdict> verify(RowSource& source, const Pins& pins, const Progress& progress)
{
    return Pass{source, pins, progress}.run();
}

} // namespace penelope::journal
