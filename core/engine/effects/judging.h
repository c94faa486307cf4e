#pragma once

#include "core/engine/effects/effect.h"
#include "core/engine/evidence.h"
#include "core/patch/generatoranswer.h"

namespace penelope::engine {

/// Reads what a judgement needs: git log and sources, coverage report, compose file, saturation. An escalation's
/// evidence is read again at each review, so that news of it are judged.
class EvidenceEffect final : public Effect
{
public:
    using Effect::Effect;
    void look(const ConsoleState& state) override;

private:
    struct Gathering;
    void gather(const ConsoleState& state, const sophia::Anomaly& anomaly);
    void read(const std::shared_ptr<Gathering>& gathering);

    std::map<AnomalyId, Instant> m_looked;
    std::shared_ptr<ComplexityCache> m_complexity = std::make_shared<ComplexityCache>();
};

/// Finds a patch where a decision asks for one (domain.md 3): the precedent's, else the revert of the blamed commit,
/// else a remedy of the catalogue that fits; the first that applies. Where none does, the service's generator is asked,
/// in the sandbox.
class ProposalEffect final : public Effect
{
public:
    using Effect::Effect;
    ~ProposalEffect() override;
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
        std::optional<patch::Generated> generated{};
    };
    struct Search
    {
        AnomalyId anomaly;
        qint64 decisionSeq = 0;
        patch::Registration registration;
        patch::Symptom symptom;
        std::map<QString, QString> excluded; ///< hash of a diff → why it is not proposed again
        Json blamed;                         ///< commit, author, summary; an empty object = no commit is blamed
        std::vector<Candidate> candidates;
        QStringList tried;
        QString key;
        Json anomalyTold; ///< for the generator
        Json diagnosis;
        bool asked = false;   ///< the generator was
        bool dropped = false; ///< nobody waits for it any more
        QString tree;         ///< of the generator; empty = there is none
        std::optional<Sandbox::Ticket> ticket;
    };
    using SearchRow = std::shared_ptr<Search>;
    struct Offers
    {
        Result<QByteArray> revert;
        Result<std::vector<patch::Remedy>> remedies;
    };

    void search(const ConsoleState& state, const sophia::Anomaly& anomaly, const QString& key);
    std::shared_ptr<const patch::Patch> patchOf(const ConsoleState& state, const PatchId& id) const;
    static void addRevert(Search& search, const Result<QByteArray>& diff);
    static void addRemedies(Search& search, const Result<std::vector<patch::Remedy>>& catalogue);
    void consider(const SearchRow& search, std::size_t index);
    void ask(const SearchRow& search, std::size_t index);
    void check(const SearchRow& search, std::size_t index);
    void pass(const SearchRow& search, std::size_t index, const QString& why);
    void dropUnwanted(const ConsoleState& state);
    void generate(const SearchRow& search);
    void runGenerator(const SearchRow& search, const RepositoryHistory::Files& files);
    void generated(const SearchRow& search, const Result<patch::GeneratorAnswer>& answer);

    std::vector<SearchRow> m_generating;
};

/// The in-memory apply of a patch, when it is proposed and once more before its canary starts.
class CheckEffect final : public Effect
{
public:
    using Effect::Effect;
    void look(const ConsoleState& state) override;
};

} // namespace penelope::engine
