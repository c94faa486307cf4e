#pragma once

#include <QString>

#include <optional>

/// The words of domain.md section 2. `toWord` gives what stands in events, `fromWord` reads it back; an unknown word is
/// nothing, never a default.
namespace penelope {

enum class Severity { P0, P1, P2, P3 };
enum class Decision { Observe, Intervene, Escalate };
enum class Level { Observe = 1, Config = 2, Surgical = 3, Moderate = 4, Redesign = 5 };
enum class Competence { Autonomous, Assisted, Defer };
enum class Freshness { Fresh, Late, Stale, Lost };
enum class Arming { Off, Shadow, Armed };
enum class Criticality { Critical, Normal, Low };
enum class Role { Viewer, Operator, Approver, Admin };

QString toWord(Severity severity);
QString toWord(Decision decision);
QString toWord(Competence competence);
QString toWord(Freshness freshness);
QString toWord(Arming arming);
QString toWord(Criticality criticality);
QString toWord(Role role);

template <typename Enum> std::optional<Enum> fromWord(const QString& word) = delete;
template <> std::optional<Severity> fromWord(const QString& word);
template <> std::optional<Decision> fromWord(const QString& word);
template <> std::optional<Competence> fromWord(const QString& word);
template <> std::optional<Freshness> fromWord(const QString& word);
template <> std::optional<Arming> fromWord(const QString& word);
template <> std::optional<Criticality> fromWord(const QString& word);
template <> std::optional<Role> fromWord(const QString& word);

} // namespace penelope
