#include "core/query/columnsearch.h"

#include "core/query/columnfilter.h"

#include <algorithm>
#include <array>
#include <limits>

namespace penelope::query {
namespace {

/// Above so many rows to ask in one block it is quicker to read all between them.
constexpr std::ptrdiff_t readOneByOne = 64;

/// Told of the matches, from the newest.
struct Take
{
    std::function<bool(qint64 seq)> one;         ///< false = enough, and this one was not taken
    std::function<void(qint64 count)> many = {}; ///< told instead where nobody asks which ones they are
};

struct Walked
{
    qint64 lookedTo = 0;
    bool complete = false;
    bool enough = false;
};

Status askEach(JournalReader& reader, const Filter& filter, qint64 first, Verdicts verdicts)
{
    for (std::size_t row = 0; row < verdicts.size(); ++row) {
        if (verdicts[row] != Ask)
            continue;
        const auto events = reader.read(first + static_cast<qint64>(row) + 1, 1);
        if (!events)
            return Failure{events.error()};
        verdicts[row] = !events->empty() && filter.matches(events->front()) ? Yes : No;
    }
    return {};
}

/// Reads the events of the rows that the columns do not know, and decides.
Status ask(JournalReader& reader, const Filter& filter, qint64 first, Verdicts verdicts)
{
    if (!anyHas(verdicts, Ask))
        return {};
    const auto asked = std::count(verdicts.begin(), verdicts.end(), quint8{Ask});
    if (asked <= readOneByOne)
        return askEach(reader, filter, first, verdicts);
    auto row = std::find(verdicts.begin(), verdicts.end(), quint8{Ask}) - verdicts.begin();
    const auto from = first + row + 1;
    const auto wanted = [&](QByteArrayView body) {
        auto& verdict = verdicts[static_cast<std::size_t>(row++)];
        if (verdict != Ask)
            return false;
        const bool may = filter.mayMatch(body);
        verdict = may ? Ask : No;
        return may;
    };
    const auto events = reader.readIf(from, static_cast<int>(static_cast<qint64>(verdicts.size()) - row), wanted);
    if (!events)
        return Failure{events.error()};
    for (const auto& event : *events) {
        auto& verdict = verdicts[static_cast<std::size_t>(event.seq - 1 - first)];
        if (verdict == Ask) // a reader without bytes answers all
            verdict = filter.matches(event) ? Yes : No;
    }
    std::replace(verdicts.begin(), verdicts.end(), quint8{Ask}, quint8{No});
    return {};
}

/// The newest events, which no column knows yet.
Result<Walked>
walkTail(JournalReader& reader, Filter filter, qint64 firstSeq, qint64 before, const Reach& reach, const Take& take)
{
    filter.firstSeq = std::max(filter.firstSeq, firstSeq);
    constexpr int atOnce = 1000;
    Walked walked{before, false, false};
    auto budget = reach.budget;
    while (!walked.complete && budget > 0 && !reach.stop.stop_requested()) {
        const auto found = searchDown(
            reader, filter, walked.lookedTo,
            {.limit = std::min(reach.limit, atOnce), .budget = std::min<qint64>(budget, 65'536), .stop = reach.stop});
        if (!found)
            return Failure{found.error()};
        for (const auto& event : found->events) {
            if (!take.one(event.seq))
                return Walked{event.seq + 1, false, true};
        }
        budget -= walked.lookedTo - found->lookedTo;
        walked.lookedTo = found->lookedTo;
        walked.complete = found->complete;
    }
    return walked;
}

class ColumnWalk
{
public:
    ColumnWalk(JournalReader& reader, const journal::Columns& columns, const Filter& filter, const Take& take)
        : m_reader(reader)
        , m_filter(filter)
        , m_columns(filter.expression, columns)
        , m_take(take)
    {}

    Result<Walked> down(const Span& span, qint64 top, qint64 budget, const std::stop_token& stop)
    {
        Walked walked{top, false, false};
        while (walked.lookedTo > span.first && budget > 0 && !stop.stop_requested() && !walked.enough) {
            const auto last = walked.lookedTo;
            const auto lowest = std::max(span.first, last - budget);
            const auto end = std::max(lowest, m_columns.endOfCandidates(last - 1) + 1);
            // Whole stretches of rows: what is known of them is known of each.
            const auto from = std::max(lowest, (end - 2) / ColumnFilter::rowsAtOnce * ColumnFilter::rowsAtOnce + 1);
            walked.lookedTo = end; // what is passed over is looked at too
            if (auto looked = end > from ? block(from, end, walked) : Status{}; !looked)
                return Failure{looked.error()};
            budget -= last - from;
        }
        walked.complete = !walked.enough && walked.lookedTo <= span.first;
        return walked;
    }

private:
    Status block(qint64 from, qint64 end, Walked& walked)
    {
        const auto verdicts = Verdicts(m_verdicts).first(static_cast<std::size_t>(end - from));
        m_columns.judge(from - 1, verdicts);
        if (auto asked = ask(m_reader, m_filter, from - 1, verdicts); !asked)
            return asked;
        walked.lookedTo = from;
        if (m_take.many)
            m_take.many(countYes(verdicts));
        else
            takeEach(verdicts, from, walked);
        return {};
    }

    void takeEach(Verdicts verdicts, qint64 from, Walked& walked)
    {
        for (auto row = lastYes(verdicts, std::ssize(verdicts)); row >= 0; row = lastYes(verdicts, row)) {
            if (!m_take.one(from + row)) {
                walked.lookedTo = from + row + 1;
                walked.enough = true;
                return;
            }
        }
    }

    JournalReader& m_reader;
    const Filter& m_filter;
    ColumnFilter m_columns;
    const Take& m_take;
    std::array<quint8, ColumnFilter::rowsAtOnce> m_verdicts{};
};

Result<Walked> walk(
    JournalReader& reader, const journal::Columns* columns, const Filter& filter, qint64 before, const Reach& reach,
    const Take& take)
{
    const auto span = spanOf(reader, filter);
    if (!span)
        return Failure{span.error()};
    const auto top = std::max(std::min(before, span->last + 1), span->first);
    const qint64 known = columns ? columns->size : 0;
    auto budget = reach.budget;
    Walked walked{top, top <= span->first, false};
    if (top > known + 1) {
        auto tail = walkTail(reader, filter, known + 1, top, reach, take);
        if (!tail)
            return tail;
        walked = *tail;
        if (!walked.complete || walked.enough || span->first > known)
            return walked;
        budget -= top - known - 1;
    }
    if (!columns || known < span->first)
        return walked;
    return ColumnWalk(reader, *columns, filter, take)
        .down(*span, std::min(top, known + 1), std::max<qint64>(budget, 0), reach.stop);
}

} // namespace

Result<FoundSeqs> seqsDown(
    JournalReader& reader, const journal::Columns* columns, const Filter& filter, qint64 before, const Reach& reach)
{
    FoundSeqs found;
    const auto add = [&found, &reach](qint64 seq) {
        if (static_cast<int>(found.seqs.size()) == reach.limit)
            return false;
        found.seqs.push_back(seq);
        return true;
    };
    const auto walked = walk(reader, columns, filter, before, reach, {.one = add});
    if (!walked)
        return Failure{walked.error()};
    found.lookedTo = walked->lookedTo;
    found.complete = walked->complete;
    return found;
}

Result<Counted> countDown(
    JournalReader& reader, const journal::Columns* columns, const Filter& filter, qint64 before, const Reach& reach)
{
    Counted counted;
    auto unlimited = reach;
    unlimited.limit = std::numeric_limits<int>::max();
    const auto addOne = [&counted](qint64) {
        ++counted.matches;
        return true;
    };
    const auto addMany = [&counted](qint64 count) { counted.matches += count; };
    const auto walked = walk(reader, columns, filter, before, unlimited, {.one = addOne, .many = addMany});
    if (!walked)
        return Failure{walked.error()};
    counted.lookedTo = walked->lookedTo;
    counted.complete = walked->complete;
    return counted;
}

} // namespace penelope::query
