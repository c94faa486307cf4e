#pragma once

#include "core/approval/approval.h"
#include "core/engine/generator/world.h"

#include <string>
#include <vector>

namespace penelope::engine::generator {

/// What goes wrong somewhere, and the change that may help: words that belong together.
struct Trouble
{
    const char* type;
    const char* summary;
    const char* commit; ///< the change that is blamed
    const char* file;
    const char* intent;
    const char* before; ///< the line of the file, and what it becomes
    const char* after;
    bool slow; ///< it shows in slow_rate; else in error_rate
};
/// Of each service half of the troubles pass by themselves, and never the other half: Sophia learns which.
const Trouble& passingTrouble(World& world, std::size_t service);
const Trouble& lastingTrouble(World& world, std::size_t service);
/// A patch healed it before, at this severity.
bool hasHelped(const World& world, std::size_t service, const Trouble& trouble, int severity);
void remember(Service& service, const wisdom::Precedent& precedent);

/// One anomaly and its patches: says what happens, one event at a time. When it happens is the stories' business.
class Case
{
public:
    Case(World& world, std::size_t service, int severity, const Trouble& trouble);

    Service& service() { return m_world.services[m_service]; }
    const Trouble& trouble() const { return m_trouble; }
    int severity() const { return m_severity; }

    /// `isRisky`: with risks above the impact, so that a person decides.
    void detected(bool isRisky = false);
    void diagnosed();
    /// By the table of domain.md 3, on what was seen of this service and type so far.
    Decision decided();
    qint64 untilReview() const;
    /// What happened to the patch makes a person decide; why: no_proposal, rejected, expired, refused.
    void followed(std::string_view why, std::string_view detail);
    /// Judged again after a patch failed: a person takes over.
    void givenUp();
    void escalationClosed(const Person& person);
    void resolved(bool alone);
    /// It was healed by a patch, so long ago that only the precedent is left of it.
    void known();
    void precedent(std::string_view decision, std::string_view outcome, std::string_view error = {});

    void proposed();
    /// By a person, where Sophia only watches.
    void proposedBy(const Person& person);
    void judged();
    void queued(std::string_view reason, qint64 untilAt);
    void released();
    void twin(bool passed);
    /// Passed, with both versions under load and the way back tried.
    void twinUnderLoad();
    void refused(std::string_view stage, std::string_view rule, qint64 measured, qint64 limit);

    void asked();
    void acknowledged(const Person& person);
    void snoozed(const Person& person, qint64 untilAt);
    void reminded(int percent);
    void intended(const Person& person);
    void granted(const Person& person);
    void rejected(const Person& person);
    void expired();
    qint64 deadline() const { return m_deadline; }
    int need() const { return m_need; }

    void canaryBegan();
    void step(int step, int percent);
    void confirmed(int percent);
    /// Enough requests were seen to measure the share.
    void measured(int percent);
    /// One interval of 15 s that ends now.
    void analysed(int step, int percent, bool bad);
    /// The step ends without enough to judge by, so it is judged again.
    void held(int inARow, std::string_view reason);
    void rolledBack();
    void promoted();
    void watched();

    void breakerFailed(std::string_view stage, const std::string& error);
    void breakerBlocked();
    void probeAcquired();
    void breakerClosed(std::string_view by, std::string_view reason);

private:
    qint64 say(Stream& stream, std::string_view kind, const Payload& payload, std::string_view actor = "core");
    void decide(const Person& person, bool approve, std::string_view reason);
    std::string patchId() const { return m_patch.name.substr(m_patch.name.find('/') + 1); }
    std::string anomalyId() const { return m_anomaly.name.substr(m_anomaly.name.find('/') + 1); }
    std::string context() const;
    std::string metrics() const;
    void see();
    void propose(std::string_view actor, std::string_view origin);
    void weigh(bool isRisky);
    Experience& experience();
    std::vector<wisdom::Match> precedents();
    approval::Grounds grounds();
    void write(sophia::DecisionRecord record);

    World& m_world;
    std::size_t m_service;
    int m_severity;
    const Trouble& m_trouble;
    qint64 m_begun = 0;
    qint64 m_error = 0;    ///< ten-thousandths of requests
    qint64 m_decision = 0; ///< seq
    std::string m_reasoning;
    qint64 m_sure = 0; ///< hundredths, of the diagnosis
    sophia::Anomaly m_seen;
    sophia::RiskInputs m_risks;
    sophia::DecisionRecord m_record; ///< the last one
    std::string m_blamed;
    Stream m_anomaly;
    Stream m_patch;
    Stream m_approval;
    Stream m_canary;
    std::string m_diffSha;
    std::string m_configSha;
    std::string m_rollbackReason;
    qint64 m_deadline = 0;
    qint64 m_canaryAt = 0;
    int m_need = 1;
    int m_got = 0;
    bool m_probing = false;
};

} // namespace penelope::engine::generator
