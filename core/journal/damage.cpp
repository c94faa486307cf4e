#include "core/base/base64.h"
#include "core/journal/vector.h"
#include "core/journal/verifier.h"

#include <algorithm>
#include <map>

namespace penelope::journal {
namespace {

using namespace Qt::Literals::StringLiterals;

/// What a row owns, and the row.
struct FixtureRow
{
    qint64 seq = 0;
    qint64 time = 0;
    qint64 streamVersion = 0;
    QByteArray kind;
    QByteArray stream;
    QByteArray leaf;
    QByteArray body;

    Row row() const { return {seq, true, time, kind, stream, streamVersion, leaf, body}; }
};

/// A journal in memory, as a fixture describes it: canonical bodies and signed notes.
class FixtureJournal : public RowSource
{
public:
    explicit FixtureJournal(const Json& fixture)
    {
        for (const auto& entry : fixture[u"events"].toArray()) {
            FixtureRow row;
            row.body = entry.toString().toUtf8();
            row.leaf = toBytes(leafHash(row.body));
            const auto event = decode(row.body).value_or(Event{});
            row.seq = event.seq;
            row.time = toMs(event.time);
            row.kind = event.kind.toUtf8();
            row.stream = event.stream.toUtf8();
            row.streamVersion = event.streamVersion;
            m_rows[row.seq] = row;
        }
        for (const auto& entry : fixture[u"notes"].toArray()) {
            // A fixture's note is its text, or {size, note}.
            const auto text = (entry.isString() ? entry : entry[u"note"]).toString().toUtf8();
            if (const auto note = parseNote(text))
                m_notes[note->checkpoint.size] = text;
        }
    }

    void edit(const Json& edit)
    {
        const auto op = edit[u"op"].toString();
        const auto seq = edit[u"seq"].toInteger();
        if (op == "set"_L1) {
            set(m_rows[seq], edit[u"column"].toString(), edit[u"value"]);
        } else if (op == "rehash"_L1) {
            m_rows[seq].leaf = toBytes(leafHash(m_rows[seq].body));
        } else if (op == "swap"_L1) {
            auto& first = m_rows[edit[u"a"].toInteger()];
            auto& second = m_rows[edit[u"b"].toInteger()];
            std::swap(first, second);
            std::swap(first.seq, second.seq);
        } else if (op == "delete"_L1) {
            m_rows.erase(m_rows.lower_bound(edit[u"first"].toInteger()), m_rows.upper_bound(edit[u"last"].toInteger()));
        } else if (op == "note"_L1) {
            m_notes[edit[u"size"].toInteger()] = edit[u"value"].toString().toUtf8();
        } else if (op == "drop_notes"_L1) {
            m_notes.erase(m_notes.lower_bound(edit[u"from"].toInteger()), m_notes.end());
        }
    }

    Result<Rows> next() override
    {
        const auto at = m_rows.upper_bound(m_at);
        if (at == m_rows.end())
            return Rows{};
        m_at = at->first;
        m_row = at->second.row();
        return Rows{std::span(&m_row, 1)};
    }
    Result<std::vector<StoredNode>> nodes() override { return std::vector<StoredNode>{}; }
    Result<std::vector<StoredNote>> notes() override
    {
        std::vector<StoredNote> all;
        all.reserve(m_notes.size());
        for (const auto& [size, note] : m_notes)
            all.push_back({size, note});
        return all;
    }
    Result<std::vector<QByteArray>> keyBodies() override
    {
        std::vector<QByteArray> bodies;
        for (const auto& [seq, row] : m_rows) {
            if (row.kind.startsWith("Journal"))
                bodies.push_back(row.body);
        }
        return bodies;
    }
    Result<std::vector<qint64>> indexMismatches() override { return std::vector<qint64>{}; }

private:
    static void set(FixtureRow& row, const QString& column, const Json& value)
    {
        if (column == "body"_L1)
            row.body = value.toString().toUtf8();
        else if (column == "leaf"_L1)
            row.leaf = fromHex(value.toString().toUtf8()).value_or(QByteArray{});
        else if (column == "time"_L1)
            row.time = value.toInteger();
        else if (column == "kind"_L1)
            row.kind = value.toString().toUtf8();
        else if (column == "stream"_L1)
            row.stream = value.toString().toUtf8();
        else if (column == "stream_version"_L1)
            row.streamVersion = value.toInteger();
    }

    std::map<qint64, FixtureRow> m_rows;
    std::map<qint64, QByteArray> m_notes;
    Row m_row;
    qint64 m_at = std::numeric_limits<qint64>::min();
};

} // namespace

Result<Json> answerDamage(const Json& input, const Json& fixtures)
{
    const auto name = input[u"fixture"].toString();
    const auto& all = fixtures.toArray();
    const auto fixture =
        std::find_if(all.begin(), all.end(), [&name](const Json& entry) { return entry[u"name"].toString() == name; });
    if (fixture == all.end())
        return failure(ErrorCode::NotFound, u"there is no fixture “%1”"_s.arg(name), u"fixtures"_s);
    FixtureJournal source{*fixture};
    for (const auto& edit : input[u"edits"].toArray())
        source.edit(edit);
    Pins pins;
    if (const auto note = input.text(u"checkpoint"))
        pins.notes.push_back(note->toUtf8());
    const auto verdict = verify(source, pins);
    if (!verdict)
        return Failure{verdict.error()};
    auto answer = toJson(*verdict);
    answer.remove(u"root");
    answer.remove(u"warnings");
    return answer;
}

} // namespace penelope::journal
