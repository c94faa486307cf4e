#pragma once

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

/// One anomaly and its patches: says what happens, one event at a time. When it happens is the stories' business.
class Case
{
public:
    Case(World& world, std::size_t service, int severity);
    Case(World& world, std::size_t service, int severity, const Trouble& trouble);

    Service& service() { return m_world.services[m_service]; }
    const Trouble& trouble() const { return m_trouble; }
    int severity() const { return m_severity; }

    void detected();
    void diagnosed();
    /// rule and level as domain.md 3 has them; a look again where `reviewMs` is not 0.
    void decided(std::string_view decision, int rule, int level, qint64 reviewMs = 0);
    void escalationClosed(const Person& person);
    void resolved(bool alone);
    void precedent(std::string_view decision, std::string_view outcome, std::string_view error = {});

    void proposed();
    void judged();
    void queued(std::string_view reason, qint64 untilAt);
    void released();
    void twin(bool passed);
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

    World& m_world;
    std::size_t m_service;
    int m_severity;
    const Trouble& m_trouble;
    qint64 m_begun = 0;
    qint64 m_error = 0;    ///< ten-thousandths of requests
    qint64 m_decision = 0; ///< seq
    std::string m_reasoning;
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
    qint64 m_risk = 0; ///< hundredths, of the decision
    int m_got = 0;
    bool m_probing = false;
};

} // namespace penelope::engine::generator
