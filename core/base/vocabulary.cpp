#include "core/base/vocabulary.h"

#include <array>
#include <utility>

namespace penelope {
namespace {

template <typename Enum, std::size_t n> using Words = std::array<std::pair<Enum, QLatin1String>, n>;

constexpr Words<Severity, 4> severities{
    {{Severity::P0, QLatin1String("P0")},
     {Severity::P1, QLatin1String("P1")},
     {Severity::P2, QLatin1String("P2")},
     {Severity::P3, QLatin1String("P3")}}};
constexpr Words<Decision, 3> decisions{
    {{Decision::Observe, QLatin1String("observe")},
     {Decision::Intervene, QLatin1String("intervene")},
     {Decision::Escalate, QLatin1String("escalate")}}};
constexpr Words<Competence, 3> competences{
    {{Competence::Autonomous, QLatin1String("autonomous")},
     {Competence::Assisted, QLatin1String("assisted")},
     {Competence::Defer, QLatin1String("defer")}}};
constexpr Words<Freshness, 4> freshnesses{
    {{Freshness::Fresh, QLatin1String("fresh")},
     {Freshness::Late, QLatin1String("late")},
     {Freshness::Stale, QLatin1String("stale")},
     {Freshness::Lost, QLatin1String("lost")}}};
constexpr Words<Arming, 3> armings{
    {{Arming::Off, QLatin1String("off")},
     {Arming::Shadow, QLatin1String("shadow")},
     {Arming::Armed, QLatin1String("armed")}}};
constexpr Words<Criticality, 3> criticalities{
    {{Criticality::Critical, QLatin1String("critical")},
     {Criticality::Normal, QLatin1String("normal")},
     {Criticality::Low, QLatin1String("low")}}};
constexpr Words<Role, 4> roles{
    {{Role::Viewer, QLatin1String("viewer")},
     {Role::Operator, QLatin1String("operator")},
     {Role::Approver, QLatin1String("approver")},
     {Role::Admin, QLatin1String("admin")}}};

template <typename Enum, std::size_t n> QString wordIn(const Words<Enum, n>& words, Enum value)
{
    for (const auto& [known, word] : words) {
        if (known == value)
            return word;
    }
    Q_UNREACHABLE();
}

template <typename Enum, std::size_t n> std::optional<Enum> valueIn(const Words<Enum, n>& words, const QString& text)
{
    for (const auto& [known, word] : words) {
        if (word == text)
            return known;
    }
    return std::nullopt;
}

} // namespace

QString toWord(Severity severity)
{
    return wordIn(severities, severity);
}
QString toWord(Decision decision)
{
    return wordIn(decisions, decision);
}
QString toWord(Competence competence)
{
    return wordIn(competences, competence);
}
QString toWord(Freshness freshness)
{
    return wordIn(freshnesses, freshness);
}
QString toWord(Arming arming)
{
    return wordIn(armings, arming);
}
QString toWord(Criticality criticality)
{
    return wordIn(criticalities, criticality);
}
QString toWord(Role role)
{
    return wordIn(roles, role);
}

template <> std::optional<Severity> fromWord(const QString& word)
{
    return valueIn(severities, word);
}
template <> std::optional<Decision> fromWord(const QString& word)
{
    return valueIn(decisions, word);
}
template <> std::optional<Competence> fromWord(const QString& word)
{
    return valueIn(competences, word);
}
template <> std::optional<Freshness> fromWord(const QString& word)
{
    return valueIn(freshnesses, word);
}
template <> std::optional<Arming> fromWord(const QString& word)
{
    return valueIn(armings, word);
}
template <> std::optional<Criticality> fromWord(const QString& word)
{
    return valueIn(criticalities, word);
}
template <> std::optional<Role> fromWord(const QString& word)
{
    return valueIn(roles, word);
}

} // namespace penelope
