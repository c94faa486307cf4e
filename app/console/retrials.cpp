#include "app/console/retrials.h"

#include "core/adapters/sqlite/writtencanary.h"

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

} // namespace penelope::console
