#include "core/engine/generator/case.h"

#include "core/base/json.h"
#include "core/engine/sentences.h"
#include "core/sophia/events.h"

#include <algorithm>

/// What Sophia says of a case: by her own rules, on what this world has seen so far, so that a generated decision
/// explains itself and can be judged again like a live one.
namespace penelope::engine::generator {
namespace {

using namespace Qt::Literals::StringLiterals;

QString wide(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

sophia::Measured measured(double value, QString source, qint64 ageMs)
{
    return {.value = value, .source = std::move(source), .age = Milliseconds{ageMs}};
}

/// The four inputs of a risk; each is on its bad side or not.
sophia::RiskInputs risksWith(Random& random, const std::array<bool, 4>& bad)
{
    const auto hundredth = [&random](qint64 least, qint64 most) {
        return static_cast<double>(random.between(least, most)) / 100.0;
    };
    const auto whole = [&random](qint64 least, qint64 most) {
        return static_cast<double>(random.between(least, most));
    };
    return {
        .complexity = measured(bad[0] ? hundredth(71, 95) : hundredth(20, 69), u"lizard"_s, 0),
        .dependencies = measured(bad[1] ? whole(11, 14) : whole(1, 6), u"registration"_s, 0),
        .recentCommits = measured(bad[2] ? whole(4, 6) : whole(0, 3), u"git log, last 24 h"_s, 0),
        .coverage = measured(
            bad[3] ? hundredth(60, 89) : hundredth(90, 98), u"coverage.xml"_s, random.between(1, 96) * anHour)};
}

} // namespace

bool hasHelped(const World& world, std::size_t service, const Trouble& trouble, int severity)
{
    const auto& all = world.services[service].experience;
    const auto seen = all.find(std::string_view(trouble.type));
    return seen != all.end() &&
           std::any_of(seen->second.learned.begin(), seen->second.learned.end(), [severity](const Learned& each) {
               return each.precedent->severity == static_cast<Severity>(severity) &&
                      each.precedent->outcome == wisdom::Outcome::Success;
           });
}

void remember(Service& service, const wisdom::Precedent& precedent)
{
    auto& learned = service.experience[precedent.type.toStdString()].learned;
    std::erase_if(learned, [&precedent](const Learned& each) {
        return each.precedent->severity == precedent.severity && each.precedent->outcome == precedent.outcome;
    });
    learned.push_back(
        {std::make_shared<const wisdom::Precedent>(precedent), wisdom::vectorOf(wisdom::queryOf(precedent))});
}

Experience& Case::experience()
{
    return service().experience[m_trouble.type];
}

/// As long as they are not above the impact, so that the rules after the second are reached; or above it.
void Case::weigh(bool isRisky)
{
    const auto impact = sophia::impactTenThousandths(m_seen.severity, m_seen.metrics, m_world.limits);
    std::array<bool, 4> bad{};
    for (auto& each : bad)
        each = m_world.random.chance(isRisky ? 75 : 25);
    const auto isAbove = [&] {
        const auto& limits = m_world.limits;
        const std::array adds{
            limits.complexityAdds, limits.dependenciesAdd, limits.recentCommitsAdd, limits.coverageAdds};
        int risk = 0;
        for (std::size_t at = 0; at < adds.size(); ++at)
            risk += bad[at] ? adds[at] : 0;
        return risk * 100 > impact;
    };
    for (auto& each : bad) {
        if (isAbove() != isRisky)
            each = isRisky;
    }
    m_risks = risksWith(m_world.random, bad);
}

std::vector<wisdom::Match> Case::precedents()
{
    std::vector<wisdom::Match> matches;
    const auto vector = wisdom::vectorOf(sophia::queryOf(m_seen));
    for (const auto& each : experience().learned) {
        const auto similarity = wisdom::cosine(vector, each.vector);
        if (similarity >= m_world.limits.similarity)
            matches.push_back({each.precedent, similarity});
    }
    std::sort(matches.begin(), matches.end(), [](const wisdom::Match& left, const wisdom::Match& right) {
        return left.similarity != right.similarity ? left.similarity > right.similarity
                                                   : left.precedent->id < right.precedent->id;
    });
    return matches;
}

Decision Case::decided()
{
    const auto now = instantFromMs(m_world.scribe.now);
    const auto ended = experience().endings.count(now - m_world.limits.similarWindow, now);
    write(sophia::judge(
        {.anomaly = m_seen,
         .now = now,
         .risk = m_risks,
         .similar = {.total = ended.total, .selfResolved = ended.alone},
         .precedents = precedents(),
         .limits = m_world.limits,
         .policySeq = m_world.policySeq}));
    return m_record.decision;
}

void Case::followed(std::string_view why, std::string_view detail)
{
    auto record = m_record;
    const auto patch = why == "no_proposal" ? QString{} : wide(patchId());
    record.decision = Decision::Escalate;
    record.reasoning = sentences::escalated(wide(why), patch, wide(detail));
    record.wisdomNote.clear();
    record.reviewAt.reset();
    record.policySeq = m_world.policySeq;
    record.inputs.push_back(
        {.name = wide(why),
         .value = detail.empty() ? patch : wide(detail),
         .limit = {},
         .source = u"core"_s,
         .age = {}});
    write(std::move(record));
}

void Case::givenUp()
{
    if (decided() != Decision::Intervene)
        return;
    constexpr auto tried = "remedies: this change was rolled back here before";
    say(m_anomaly, "ProposalFailed", Payload{}.raw("tried", '[' + quoted(tried) + ']'));
    followed("no_proposal", tried);
}

void Case::write(sophia::DecisionRecord record)
{
    record.durationUs = m_world.random.between(300, 2400);
    const auto payload = canonical::encode(sophia::decisionMade(record)).value_or("{}");
    m_decision =
        say(m_anomaly, "DecisionMade", Payload::of({payload.constData(), static_cast<std::size_t>(payload.size())}));
    m_reasoning = record.reasoning.toStdString();
    m_record = std::move(record);
}

qint64 Case::untilReview() const
{
    return m_record.reviewAt ? toMs(*m_record.reviewAt) - m_world.scribe.now : 0;
}

} // namespace penelope::engine::generator
