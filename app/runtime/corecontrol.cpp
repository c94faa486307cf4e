#include "app/runtime/corecontrol.h"

#include "app/runtime/handle.h"
#include "core/engine/explain.h"
#include "core/engine/views.h"

namespace penelope::runtime {

using namespace Qt::Literals::StringLiterals;

CoreControl::CoreControl(engine::DecisionCore& core, JournalReader& reader, const Clock& clock, QString mode)
    : m_core(core)
    , m_reader(reader)
    , m_clock(clock)
    , m_mode(std::move(mode))
{}

ControlPort::Greeting CoreControl::greeting() const
{
    const auto& state = m_core.state();
    return {state.journalId, m_mode, state.seq};
}

void CoreControl::ask(const QString& command, const Json& args, const QString& user, Answer answer)
{
    if (command == "explain"_L1) {
        const auto snapshot = m_core.snapshot();
        answer(engine::explainView(m_reader, *snapshot.state, args).map([&snapshot](Json view) {
            return Answered{snapshot.state->seq, std::move(view)};
        }));
        return;
    }
    if (engine::isView(command) && !engine::findCommand(command)) {
        const auto snapshot = m_core.snapshot();
        answer(engine::readView(snapshot, command, args, m_clock.now()).map([&snapshot](Json view) {
            return Answered{snapshot.state->seq, std::move(view)};
        }));
        return;
    }
    m_core.send(
        {command, u"operator/"_s + handleOf(user), m_clock.now(), args},
        [answer = std::move(answer)](Result<engine::Outcome> outcome) {
            answer(outcome.map([](engine::Outcome done) { return Answered{done.seq, std::move(done.result)}; }));
        });
}

Result<std::vector<Json>> CoreControl::events(qint64 after, int limit)
{
    auto events = m_reader.read(after + 1, limit);
    if (!events)
        return Failure{events.error()};
    std::vector<Json> envelopes;
    envelopes.reserve(events->size());
    for (const auto& event : *events)
        envelopes.push_back(journal::toJson(event));
    return envelopes;
}

} // namespace penelope::runtime
