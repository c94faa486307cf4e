#pragma once

#include "core/journal/columns.h"
#include "core/journal/textsign.h"
#include "core/query/bytefinder.h"
#include "core/query/heldlines.h"
#include "core/query/verdicts.h"

#include <QRegularExpression>

#include <optional>
#include <string_view>
#include <vector>

namespace penelope::query {

/// What the lines of the text column say of a word or of a regular expression. Each is asked once, however many events
/// it stands for. They are looked through from the newest on, some with every question; those whose signs say that they
/// do not hold it are not read. Older ones that a row in question has are asked by themselves until then. Quickest
/// where rows are asked for from the newest on. One thread.
class TextLines
{
public:
    /// Lines without `needle` are not looked at further; without a pattern those with it answer Yes. One of both is
    /// there. The columns outlive it.
    TextLines(const journal::Columns& columns, const QByteArray& needle, std::optional<QRegularExpression> pattern);

    /// Raises the verdicts of the rows from `first` on to what their lines say.
    void judge(qint64 first, Verdicts out);
    /// Of the rows before `end` none from the returned one on has a line that says other than No. Works for a few
    /// milliseconds at most; it may find more when it is called again.
    qint64 endOfCandidates(qint64 end);

private:
    std::size_t count() const { return m_columns.textAt.size(); }
    const char* startOf(std::size_t line) const;
    void fetch(std::size_t line) const;
    bool isUnknown(std::size_t line) const;
    qint64 firstRowOf(std::size_t block) const;
    qint64 endOfWindow(std::size_t block) const;
    qint64 endOfRows(std::size_t line) const;
    qint64 endOfUnseen() const;

    void begin(qint64 end);
    bool isSeenFrom(qint64 first, qint64 end);
    std::size_t lookFurther();
    std::uint64_t blocksToRead(std::size_t group);
    std::size_t readBlock(std::size_t block, std::uint64_t lines);
    std::size_t readLines(std::size_t first, std::size_t end);
    void hold(std::size_t line, quint8 verdict);
    void lookUp(const Rows<quint32>& lines, Verdicts out);
    quint8 verdictOf(std::size_t line);
    quint8 askLine(std::size_t line, bool hasNeedle) const;
    quint8 askPattern(std::string_view line) const;

    const journal::Columns& m_columns;
    std::optional<ByteFinder> m_finder;
    std::vector<journal::textsign::Place> m_places; ///< of what the finder looks for
    std::optional<QRegularExpression> m_pattern;
    std::vector<quint8> m_verdicts; ///< of the lines, or that one was not asked; behind them of what is no line
    HeldLines m_held;               ///< with the needle, or to be asked
    qint64 m_heldTo = 0;            ///< the greatest end of the rows of those that were found last
    std::size_t m_unseen = 0;       ///< lines before this one were not looked at
    qint64 m_end = 0;               ///< rows from this one on were not asked for: neither were their lines
    std::size_t m_group;            ///< that m_blocks is of
    std::uint64_t m_blocks = 0;     ///< that may have the needle
    std::size_t m_stretch;          ///< bytes to be read next
    int m_calls = 0;
};

} // namespace penelope::query
