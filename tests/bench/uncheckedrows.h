#pragma once

#include "core/adapters/sqlite/filerows.h"
#include "core/base/hashlanes.h"
#include "core/journal/examiner.h"

#include <charconv>
#include <string_view>

/// Verification without the canonical check (journal.md 11), which no journal gets: hashes, tree, columns, streams and
/// index are judged, and the bodies are believed to have the form that they should have.
namespace penelope::bench {

/// The members of a canonical body, found by their names alone.
class BelievedBody
{
public:
    explicit BelievedBody(QByteArrayView body)
        : m_head(body.data(), static_cast<std::size_t>(body.size()))
        , m_tail(m_head)
    {}

    journal::Outline outline()
    {
        m_tail = m_tail.substr(m_tail.rfind(",\"seq\":"));
        return {
            .seq = number(",\"seq\":"),
            .time = number(",\"time\":"),
            .kind = text(m_head, ",\"kind\":\""),
            .stream = text(m_tail, ",\"stream\":\""),
            .streamVersion = number(",\"stream_version\":")};
    }

private:
    static QByteArrayView text(std::string_view in, std::string_view name)
    {
        const auto begin = in.find(name) + name.size();
        const auto end = in.find('"', begin);
        return {in.data() + begin, static_cast<qsizetype>(end - begin)};
    }
    qint64 number(std::string_view name) const
    {
        qint64 value = 0;
        const auto* const begin = m_tail.data() + m_tail.find(name) + name.size();
        std::from_chars(begin, m_tail.data() + m_tail.size(), value);
        return value;
    }

    std::string_view m_head;
    std::string_view m_tail; ///< from the seq on
};

class UncheckedRows : public sqlite::FileRows
{
public:
    using FileRows::FileRows;

    Result<journal::Rows> next() override
    {
        auto read = FileRows::next();
        if (read && !read->rows.empty())
            read->examined = examined(read->rows);
        return read;
    }

private:
    std::span<const journal::Examined> examined(std::span<const journal::Row> rows)
    {
        m_bodies.clear();
        for (const auto& row : rows)
            m_bodies.push_back(row.body);
        m_hashes.resize(rows.size());
        sha256OfEach(journal::leafPrefix, m_bodies, m_hashes);
        m_subtrees.take(rows.front().seq - 1, m_hashes, std::vector<bool>(rows.size(), true));
        m_examined.resize(rows.size());
        for (std::size_t at = 0; at < rows.size(); ++at) {
            const auto& row = rows[at];
            const auto outline = BelievedBody{row.body}.outline();
            m_examined[at] = {
                .hash = m_hashes[at],
                .stored = digestFrom(row.leaf),
                .outline = outline,
                .columnsAgree = row.time == outline.time && row.streamVersion == outline.streamVersion &&
                                row.kind == outline.kind && row.stream == outline.stream,
                .subtrees = m_subtrees.endingAt(at)};
        }
        return m_examined;
    }

    std::vector<QByteArrayView> m_bodies;
    std::vector<Digest> m_hashes;
    journal::Subtrees m_subtrees;
    std::vector<journal::Examined> m_examined;
};

} // namespace penelope::bench
