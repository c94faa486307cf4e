#pragma once

#include "core/adapters/sqlite/filerows.h"
#include "core/base/hashlanes.h"
#include "core/journal/examiner.h"

#include <string_view>

/// Verification without the canonical check (journal.md 11), which no journal gets: hashes, tree, columns, streams and
/// index are judged, and the bodies are believed to have the form that they should have.
namespace penelope::bench {

/// The members of a canonical body, by the places that they have in it: those behind the payload from its end.
class BelievedBody
{
public:
    explicit BelievedBody(QByteArrayView body)
        : m_rest(body.data(), static_cast<std::size_t>(body.size()))
    {}

    journal::Outline outline()
    {
        journal::Outline outline;
        outline.kind = kind();
        drop("}");
        takeNumber(",\"version\":");
        outline.time = takeNumber(",\"time\":");
        outline.streamVersion = takeNumber(",\"stream_version\":");
        outline.stream = takeText(",\"stream\":");
        outline.seq = takeNumber(",\"seq\":");
        return outline;
    }

private:
    QByteArrayView kind() const
    {
        constexpr std::string_view name = ",\"kind\":\"";
        const auto begin = m_rest.find(name) + name.size();
        return {m_rest.data() + begin, static_cast<qsizetype>(m_rest.find('"', begin) - begin)};
    }
    qint64 takeNumber(std::string_view name)
    {
        qint64 number = 0;
        for (qint64 unit = 1; !m_rest.empty() && m_rest.back() >= '0' && m_rest.back() <= '9'; unit *= 10) {
            number += unit * (m_rest.back() - '0');
            m_rest.remove_suffix(1);
        }
        drop(name);
        return number;
    }
    QByteArrayView takeText(std::string_view name)
    {
        drop("\"");
        const auto begin = m_rest.rfind('"') + 1;
        const QByteArrayView text(m_rest.data() + begin, static_cast<qsizetype>(m_rest.size() - begin));
        m_rest = m_rest.substr(0, begin);
        drop("\"");
        drop(name);
        return text;
    }
    void drop(std::string_view expected)
    {
        if (!m_rest.ends_with(expected))
            qFatal("a body has not the form that it should have");
        m_rest.remove_suffix(expected.size());
    }

    std::string_view m_rest; ///< what is before the members that were taken
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
