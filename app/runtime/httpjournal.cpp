#include "app/runtime/httpjournal.h"

#include "core/adapters/http/answers.h"
#include "core/query/search.h"

namespace penelope::runtime {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr qint64 mostRows = 50000; ///< looked at for one answer
constexpr std::size_t mostWaiting = 16;

HttpAnswer textAnswer(const QByteArray& text)
{
    return {.type = "text/plain; charset=utf-8", .body = text};
}

Result<Json>
findEvents(sqlite::Reader& reader, const query::Filter& filter, qint64 after, int limit, const std::stop_token& stop)
{
    const auto last = reader.lastSeq();
    if (!last)
        return Failure{last.error()};
    const auto found = query::searchUp(reader, filter, after + 1, {.limit = limit, .budget = mostRows, .stop = stop});
    if (!found)
        return Failure{found.error()};
    auto items = Json::array();
    for (const auto& event : found->events)
        items.append(journal::toJson(event));
    Json answer = Json::object({{u"seq"_s, *last}, {u"items"_s, std::move(items)}, {u"complete"_s, found->complete}});
    if (!found->complete)
        answer.set(u"next"_s, Json{found->lookedTo});
    return answer;
}

} // namespace

HttpJournal::HttpJournal(QString path, const Mailbox& home, const Clock& clock)
    : m_path(std::move(path))
    , m_home(home)
    , m_clock(clock)
    , m_reader(std::make_shared<std::unique_ptr<sqlite::Reader>>())
    , m_worker(u"http-journal"_s)
{}

void HttpJournal::run(Work work, HttpPort::Reply reply)
{
    if (m_tasks.size() >= mostWaiting)
        return reply(http::errorAnswer({ErrorCode::Unavailable, u"too many readers of the journal wait already"_s}));
    const auto number = m_next++;
    m_tasks[number] = m_worker.run(
        m_home,
        [path = m_path, reader = m_reader, work = std::move(work)](const std::stop_token& stop) {
            if (!*reader) {
                auto opened = sqlite::Reader::open({.path = path});
                if (!opened)
                    return http::errorAnswer(opened.error());
                *reader = std::move(*opened);
            }
            return work(**reader, stop);
        },
        [this, number, reply = std::move(reply)](HttpAnswer answer) {
            reply(std::move(answer));
            m_tasks.erase(number);
        });
}

void HttpJournal::events(query::Filter filter, qint64 after, int limit, HttpPort::Reply reply)
{
    const auto now = m_clock.now();
    run(
        [filter = std::move(filter), after, limit, now](sqlite::Reader& reader, const std::stop_token& stop) {
            auto found = findEvents(reader, filter, after, limit, stop);
            if (!found)
                return http::errorAnswer(found.error());
            found->set(u"now_at"_s, Json{toMs(now)});
            return http::jsonAnswer(*found);
        },
        std::move(reply));
}

void HttpJournal::event(qint64 seq, HttpPort::Reply reply)
{
    run(
        [seq](sqlite::Reader& reader, const std::stop_token&) {
            const auto rows = reader.read(seq, 1);
            if (!rows)
                return http::errorAnswer(rows.error());
            if (rows->empty())
                return http::errorAnswer({ErrorCode::NotFound, u"there is no event %1"_s.arg(seq), u"seq"_s});
            return http::jsonAnswer(journal::toJson(rows->front()));
        },
        std::move(reply));
}

void HttpJournal::proof(qint64 seq, bool text, HttpPort::Reply reply)
{
    run(
        [seq, text](sqlite::Reader& reader, const std::stop_token&) {
            const auto last = reader.lastSeq();
            if (!last)
                return http::errorAnswer(last.error());
            if (seq > *last)
                return http::errorAnswer({ErrorCode::NotFound, u"there is no event %1"_s.arg(seq), u"seq"_s});
            const auto proof = reader.inclusionText(seq);
            if (!proof)
                return http::errorAnswer(proof.error());
            return text ? textAnswer(*proof)
                        : http::jsonAnswer(Json::object({{u"seq"_s, seq}, {u"proof"_s, QString::fromUtf8(*proof)}}));
        },
        std::move(reply));
}

void HttpJournal::checkpoint(bool text, HttpPort::Reply reply)
{
    run(
        [text](sqlite::Reader& reader, const std::stop_token&) {
            const auto note = reader.newestNote();
            if (!note)
                return http::errorAnswer(note.error());
            if (note->isEmpty())
                return http::errorAnswer({ErrorCode::NotFound, u"there is no checkpoint yet"_s});
            return text ? textAnswer(*note)
                        : http::jsonAnswer(Json::object({{u"checkpoint"_s, QString::fromUtf8(*note)}}));
        },
        std::move(reply));
}

} // namespace penelope::runtime
