#include "app/console/retrials.h"

#include "app/console/livesession.h"
#include "core/adapters/sqlite/writtencanary.h"
#include "core/canary/judge/vectors.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <optional>

namespace penelope::console {

using namespace Qt::Literals::StringLiterals;

namespace {

using Trials = Result<std::vector<canary::Retrial>>;

Trials judge(const QString& file, const CanaryId& id, qint64 last)
{
    auto reader = sqlite::Reader::open({.path = file});
    if (!reader)
        return Failure{reader.error()};
    const auto written = sqlite::readCanary(**reader, id, last);
    if (!written)
        return Failure{written.error()};
    return canary::judgeByAll(written->events, written->policy);
}

struct Desk
{
    Mailbox mailbox;
    Worker worker{u"retrials"_s};
};

using Judged = ui::canaries::PastView::Judged;
using Counted = Result<std::vector<QJsonObject>>;

Result<Judged> judgePast(const Json& answer, const policy::State& policy)
{
    Judged judged{canary::pastEvidenceFrom(answer), {}};
    auto trials = canary::judgeByAll(judged.evidence.events, policy);
    if (!trials)
        return Failure{trials.error()};
    judged.trials = std::move(*trials);
    return judged;
}

/// One vector, or a file with one.
Result<QJsonObject> vectorIn(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotFound, u"%1 cannot be read: %2"_s.arg(path, file.errorString()), path);
    constexpr qint64 most = qint64{64} * 1024 * 1024;
    if (file.size() > most)
        return failure(ErrorCode::Refused, u"%1 is larger than 64 MiB"_s.arg(path), path);
    QJsonParseError trouble;
    const auto document = QJsonDocument::fromJson(file.readAll(), &trouble);
    if (trouble.error != QJsonParseError::NoError) {
        return failure(
            ErrorCode::Malformed, u"%1 is no JSON: %2"_s.arg(path, trouble.errorString()),
            u"byte %1"_s.arg(trouble.offset));
    }
    const auto whole = document.object();
    const auto list = document.isArray() ? document.array() : whole[u"vectors"].toArray();
    auto vector = list.isEmpty() ? whole : list.first().toObject();
    if (vector[u"kind"].toString() != "verdict"_L1)
        return failure(
            ErrorCode::Malformed, u"%1 holds no recorded intervals (kind \"verdict\")"_s.arg(path), u"kind"_s);
    return vector;
}

Counted judgeCounts(const QString& path)
{
    const auto vector = vectorIn(path);
    if (!vector)
        return Failure{vector.error()};
    std::vector<QJsonObject> answers;
    for (const auto& name : canary::judge::judges()) {
        auto answer = canary::judge::judgeIntervals(*vector, name);
        if (!answer)
            return Failure{answer.error()};
        answers.push_back(std::move(*answer));
    }
    return answers;
}

} // namespace

ui::canaries::CanariesPage::RetrialSource retrialsOf(const QString& file)
{
    const auto desk = std::make_shared<std::optional<Desk>>();
    return [file, desk](const CanaryId& id, qint64 last, std::function<void(Trials)> done) {
        if (!*desk)
            desk->emplace();
        return (*desk)->worker.run(
            (*desk)->mailbox, [file, id, last](const std::stop_token&) { return judge(file, id, last); },
            std::move(done));
    };
}

ui::canaries::CanariesPage::PastSource pastOf(ui::Session& session)
{
    auto* live = dynamic_cast<LiveSession*>(&session);
    if (!live) // only a core of our own has its sources at hand
        return {};
    struct PastDesk : Desk
    {
        Task task;
    };
    const auto desk = std::make_shared<std::optional<PastDesk>>();
    return [live, desk](const ui::canaries::PastView::Wish& wish, std::function<void(Result<Judged>)> done) {
        auto args = canary::toJson(wish.range);
        args.set(u"service"_s, Json{wish.service.value()});
        live->send(
            u"canary_past"_s, std::move(args),
            [live, desk, done = std::move(done)](const Result<engine::Outcome>& outcome) {
                if (!outcome)
                    return done(Failure{outcome.error()});
                if (!*desk)
                    desk->emplace();
                auto& there = **desk;
                there.task = there.worker.run(
                    there.mailbox,
                    [answer = outcome->result, policy = live->state().policy](const std::stop_token&) {
                        return judgePast(answer, policy);
                    },
                    done);
            });
    };
}

ui::canaries::CanariesPage::CountsSource countsOfFiles()
{
    const auto desk = std::make_shared<std::optional<Desk>>();
    return [desk](const QString& file, std::function<void(Counted)> done) {
        if (!*desk)
            desk->emplace();
        return (*desk)->worker.run(
            (*desk)->mailbox, [file](const std::stop_token&) { return judgeCounts(file); }, std::move(done));
    };
}

} // namespace penelope::console
