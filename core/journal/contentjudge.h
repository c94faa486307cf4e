#pragma once

#include "core/journal/examiner.h"
#include "core/journal/keys.h"
#include "core/journal/streamversions.h"

namespace penelope::journal {

/// Judges what a row says whose body and leaf agree: the envelope, the columns that repeat it, its place in the journal
/// and in its stream. What is wrong is written into the verdict.
class ContentJudge
{
public:
    /// Both must outlive it.
    ContentJudge(const KeyHistory& keys, Verdict& verdict)
        : m_keys(keys)
        , m_verdict(verdict)
    {}

    /// Ascending by seq.
    void judge(const Row& row, const Examined& examined);
    /// A row is not what it was: what came before in its stream is not known any more.
    void loseStreams() { m_streamsJudged = false; }

private:
    void damage(const Row& row, const QString& reason);
    void judgeOutline(const Row& row, const Outline& outline);
    void judgeColumns(const Row& row, const Outline& outline);
    void judgeVersion(const Row& row, const Outline& outline);
    void judgeRotation(const Event& event);

    const KeyHistory& m_keys;
    Verdict& m_verdict;
    StreamVersions m_streamVersions;
    qint64 m_time = 0;           ///< ms, of the row before
    bool m_streamsJudged = true; ///< no earlier row is missing, leaf, body or order
};

} // namespace penelope::journal
