#include "app/runtime/httphealth.h"

#include "core/adapters/http/answers.h"

namespace penelope::runtime {
namespace {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

constexpr auto oldestBeat = 5s;
constexpr int unavailable = 503;

struct Checks
{
    void add(const QString& name, bool ok, const QString& text)
    {
        ready = ready && ok;
        auto entry = Json::object({{u"check"_s, name}, {u"ok"_s, ok}});
        if (!ok)
            entry.set(u"text"_s, Json{text});
        list.append(std::move(entry));
    }

    bool ready = true;
    Json list = Json::array();
};

Checks checksOf(const engine::Snapshot& snapshot, Milliseconds beatAge, Instant now)
{
    Checks checks;
    checks.add(u"loop"_s, beatAge <= oldestBeat, u"the core's last beat is %1 ms old"_s.arg(beatAge.count()));
    checks.add(u"core"_s, snapshot.state->coreRunning, u"the core does not run"_s);
    checks.add(u"journal"_s, snapshot.live.storageTrouble.isEmpty(), snapshot.live.storageTrouble);
    for (const auto& [name, source] : snapshot.live.sources) {
        const auto seen = engine::freshness(source, now);
        const auto told = source.lastError.isEmpty() ? u"no fresh answer"_s : source.lastError;
        checks.add(
            u"source "_s + name, seen == Freshness::Fresh || seen == Freshness::Late,
            u"%1: %2"_s.arg(toWord(seen), told));
    }
    return checks;
}

} // namespace

HttpAnswer healthAnswer(Milliseconds beatAge)
{
    const bool alive = beatAge <= oldestBeat;
    return http::jsonAnswer(
        Json::object(
            {{u"status"_s, alive ? u"ok"_s : u"failing"_s}, {u"beat_age_ms"_s, static_cast<qint64>(beatAge.count())}}),
        alive ? 200 : unavailable);
}

HttpAnswer readyAnswer(const engine::Snapshot& snapshot, Milliseconds beatAge, Instant now)
{
    auto checks = checksOf(snapshot, beatAge, now);
    // One process writes a journal file; there are no followers that serve HTTP.
    return http::jsonAnswer(
        Json::object(
            {{u"status"_s, checks.ready ? u"ready"_s : u"not ready"_s},
             {u"role"_s, u"leader"_s},
             {u"seq"_s, snapshot.state->seq},
             {u"checks"_s, std::move(checks.list)}}),
        checks.ready ? 200 : unavailable);
}

} // namespace penelope::runtime
