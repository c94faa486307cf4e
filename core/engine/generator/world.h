#pragma once

#include "core/base/ed25519.h"
#include "core/engine/generator/random.h"
#include "core/engine/generator/scribe.h"
#include "core/policy/policy.h"
#include "core/sophia/judge.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace penelope::engine::generator {

constexpr qint64 aSecond = 1000;
constexpr qint64 aMinute = 60 * aSecond;
constexpr qint64 anHour = 60 * aMinute;
constexpr qint64 aDay = 24 * anHour;

struct Failure
{
    qint64 at = 0;
    std::string patch;
    std::string stage;
    std::string error;
};

/// A precedent of *intervene*, ready to be compared.
struct Learned
{
    std::shared_ptr<const wisdom::Precedent> precedent;
    wisdom::Vector vector;
};

/// What was seen of one type of anomaly on one service: what its next judgement is made of.
struct Experience
{
    sophia::Endings endings;
    std::vector<Learned> learned; ///< the newest of each severity and outcome
};

struct Service
{
    std::string name;
    Stream stream;
    Stream breaker;
    std::vector<Failure> failures;                             ///< since the last success
    qint64 openUntil = 0;                                      ///< of the breaker; 0 = closed
    bool busy = false;                                         ///< a story runs that must be alone
    std::map<std::string, Experience, std::less<>> experience; ///< by type of anomaly
};

struct Person
{
    std::string name;  ///< the handle
    std::string actor; ///< operator/NAME
    ed25519::SigningKey key;
    Stream stream;
    bool approves = false;
};

Criticality criticalityOf(std::size_t service);

/// What all stories share: the places they happen at, the people in them, the pen.
class World
{
public:
    World(const Options& options, const Sink& sink);

    /// JournalCreated, the policy, the people and the services.
    void found();

    Random random;
    Scribe scribe;
    std::string journalId;
    std::vector<Service> services;
    std::vector<Person> people;
    Stream system{"system", 0};
    Stream policy{"policy", 0};
    qint64 restUntil = 0;  ///< a rest day lasts until then; 0 = none
    policy::State inForce; ///< but for what does not decide in any story
    sophia::Limits limits;
    qint64 policySeq = 0; ///< of its last event

    Person& anybody() { return people[static_cast<std::size_t>(random.between(0, std::ssize(people) - 1))]; }
    Person& approver();
    void changePolicy(const Person& person, std::string_view key, qint64 from, qint64 to, std::string_view reason);

private:
    void foundPolicy();
    void foundPeople();
    void foundServices();

    Options m_options;
};

/// The place of the service of this name among the world's.
std::size_t serviceAt(const World& world, std::string_view name);

} // namespace penelope::engine::generator
