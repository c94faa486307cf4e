#pragma once

#include "core/engine/effects/effect.h"

namespace penelope::engine {

/// Reads what a judgement needs: git log, coverage report, dependencies.
class EvidenceEffect final : public Effect
{
public:
    using Effect::Effect;
    void look(const ConsoleState& state) override;

private:
    void gather(const ConsoleState& state, const sophia::Anomaly& anomaly);
};

/// Finds a patch where a decision asks for one: the precedent's, else a remedy of the catalogue that fits and applies.
class ProposalEffect final : public Effect
{
public:
    using Effect::Effect;
    void look(const ConsoleState& state) override;

private:
    struct Candidate
    {
        QString origin;
        QString name;
        QString diff;
        QString intent;
        QString rollback;
        QString query;
    };
    struct Search
    {
        AnomalyId anomaly;
        qint64 decisionSeq = 0;
        patch::Registration registration;
        patch::Symptom symptom;
        std::map<QString, QString> excluded; ///< hash of a diff → why it is not proposed again
        std::vector<Candidate> candidates;
        QStringList tried;
        QString key;
    };
    using SearchRow = std::shared_ptr<Search>;

    void search(const ConsoleState& state, const sophia::Anomaly& anomaly, const QString& key);
    void consider(const SearchRow& search, std::size_t index);
    void ask(const SearchRow& search, std::size_t index);
    void check(const SearchRow& search, std::size_t index);
    void pass(const SearchRow& search, std::size_t index, const QString& why);
};

/// The in-memory apply of a patch, when it is proposed and once more before its canary starts.
class CheckEffect final : public Effect
{
public:
    using Effect::Effect;
    void look(const ConsoleState& state) override;
};

} // namespace penelope::engine
