#pragma once

#include "core/base/ed25519.h"
#include "core/engine/generator/random.h"
#include "core/engine/generator/scribe.h"

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

struct Service
{
    std::string name;
    Stream stream;
    Stream breaker;
    std::vector<Failure> failures; ///< since the last success
    qint64 openUntil = 0;          ///< of the breaker; 0 = closed
    bool busy = false;             ///< a story runs that must be alone
    std::string precedent;         ///< id of the newest that succeeded; empty = none
    std::string precedentPatch;
};

struct Person
{
    std::string name;  ///< the handle
    std::string actor; ///< operator/NAME
    ed25519::SigningKey key;
    Stream stream;
    bool approves = false;
};

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
    qint64 restUntil = 0; ///< a rest day lasts until then; 0 = none

    Person& anybody() { return people[static_cast<std::size_t>(random.between(0, std::ssize(people) - 1))]; }
    Person& approver();
    void changePolicy(const Person& person, std::string_view key, qint64 from, qint64 to, std::string_view reason);

private:
    void foundPolicy();
    void foundPeople();
    void foundServices();

    Options m_options;
};

} // namespace penelope::engine::generator
