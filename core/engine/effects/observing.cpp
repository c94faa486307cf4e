#include "core/engine/effects/observing.h"

#include "core/canary/observed.h"
#include "core/canary/pastrange.h"

namespace penelope::engine {

using namespace Qt::Literals::StringLiterals;

/// The answers of one asking; whoever holds the last copy answers with them.
struct ObservingEffect::Round
{
    std::vector<std::pair<canary::Question, Result<prometheus::Answer>>> answers;
    std::function<void(const Round&)> close;
    ~Round()
    {
        if (close)
            close(*this);
    }
};

struct ObservingEffect::PastRound
{
    canary::PastAnswers answers;
    std::function<void(const canary::PastAnswers&)> close;
    ~PastRound()
    {
        if (close)
            close(answers);
    }
};

void ObservingEffect::ask(const Command& command, const Answer& answer)
{
    const auto& state = m_world.state();
    const auto id = command.args.text(u"id").value_or(QString());
    const auto canary = state.canaries.find(CanaryId{id});
    if (!canary) {
        answer(failure(ErrorCode::NotFound, u"there is no canary %1"_s.arg(id), u"id"_s));
        return;
    }
    const auto registration = registrationOf(state, canary->service);
    auto* metrics = metricsOf(m_world.ports, registration);
    const auto questions = canary::questions(*canary, registration);
    if (!metrics || !questions) {
        answer(
            questions ? Result<Outcome>{failure(
                            ErrorCode::Unavailable,
                            u"no Prometheus is configured for %1"_s.arg(canary->service.value()), u"prometheus"_s)}
                      : Failure{questions.error()});
        return;
    }
    const auto range = canary::observedRange(*canary, now());
    auto round = std::make_shared<Round>();
    round->close = guarded([canary, registration, range, seq = state.seq, answer](const Round& all) {
        answer(Outcome{seq, canary::toJson(canary::observedOf(*canary, registration, all.answers, range.step))});
    });
    for (const auto& question : *questions) {
        metrics->queryRange(
            question.expression, range.from, range.to, range.step, [round, question](Result<prometheus::Answer> seen) {
                round->answers.emplace_back(question, std::move(seen));
            });
    }
}

void ObservingEffect::askPast(const Command& command, const Answer& answer)
{
    const auto& state = m_world.state();
    const ServiceName service{command.args.text(u"service").value_or(QString())};
    if (!state.services.find(service)) {
        answer(failure(ErrorCode::NotFound, u"there is no service %1"_s.arg(service.value()), u"service"_s));
        return;
    }
    const auto registration = registrationOf(state, service);
    auto* metrics = metricsOf(m_world.ports, registration);
    if (!metrics) {
        answer(failure(
            ErrorCode::Unavailable, u"no Prometheus is configured for %1"_s.arg(service.value()), u"prometheus"_s));
        return;
    }
    const auto range = canary::pastRangeFrom(command.args);
    const auto questions = canary::pastQuestions(range, registration, state.policy);
    if (!questions) {
        answer(Failure{questions.error()});
        return;
    }
    const auto round = std::make_shared<PastRound>();
    round->close = guarded(
        [range, registration, policy = state.policy, seq = state.seq, answer](const canary::PastAnswers& answers) {
            answer(canary::pastEvidence(range, registration, answers, policy).map([seq](const auto& evidence) {
                return Outcome{seq, canary::toJson(evidence)};
            }));
        });
    for (const auto& question : *questions) {
        metrics->queryRange(
            question.question.expression, question.from, question.to, range.step,
            [round, question](Result<prometheus::Answer> seen) {
                round->answers.emplace_back(question, std::move(seen));
            });
    }
}

} // namespace penelope::engine
