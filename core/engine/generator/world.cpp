#include "core/engine/generator/world.h"

#include "core/base/hash.h"
#include "core/engine/limits.h"
#include "core/patch/service.h"
#include "core/policy/policy.h"

#include <algorithm>
#include <array>

namespace penelope::engine::generator {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr std::array serviceNames{
    "payments", "auth-service", "api-gateway", "catalog",  "search-index", "worker",      "ledger",  "mailer",
    "reports",  "profile",      "inventory",   "pricing",  "checkout",     "shipping",    "reviews", "media",
    "sessions", "billing",      "scheduler",   "exporter", "geo",          "preferences", "tokens",  "edge-cache"};
constexpr std::array peopleNames{"ana", "bruno", "carla", "davi", "elisa", "fabio", "gil", "helena", "rui"};

/// 32 bytes that the seed gives for a purpose.
Digest derived(const Options& options, const std::string& purpose)
{
    const auto text = "penelope generated test journal|" + std::to_string(generatorVersion) + '|' +
                      std::to_string(options.seed) + '|' + std::to_string(options.events) + '|' +
                      std::to_string(options.days) + '|' + purpose;
    return sha256(QByteArrayView(text.data(), static_cast<qsizetype>(text.size())));
}

ed25519::SigningKey keyOf(const Options& options, const std::string& purpose)
{
    return ed25519::SigningKey{derived(options, purpose)};
}

patch::MetricSpec ratio(const QString& name, const QString& bad, double limit)
{
    patch::MetricSpec spec;
    spec.name = name;
    spec.total = u"http_requests_total{ {{arm}} }"_s;
    spec.bad = bad;
    spec.limit = limit;
    spec.critical = true;
    spec.weight = 0.5;
    return spec;
}

std::string registrationOf(const QString& name, std::size_t number)
{
    patch::Registration registration;
    registration.name = ServiceName{name};
    registration.criticality = criticalityOf(number);
    registration.folder = u"/srv/"_s + name;
    registration.repository = registration.folder;
    registration.branch = u"main"_s;
    registration.prometheus = u"main"_s;
    if (number > 2)
        registration.dependsOn = {QString::fromLatin1(serviceNames[number / 3])};
    registration.stableArm = {{u"job"_s, name}, {u"track"_s, u"stable"_s}};
    registration.canaryArm = {{u"job"_s, name}, {u"track"_s, u"canary"_s}};
    registration.metrics = {
        ratio(u"error_rate"_s, u"http_requests_total{ {{arm}}, code=~\"5..\" }"_s, 0.02),
        ratio(u"slow_rate"_s, u"http_slow_requests_total{ {{arm}} }"_s, 0.05)};
    registration.judge = u"thresholds"_s;
    return canonical::encode(patch::toJson(registration)).value_or("{}").toStdString();
}

} // namespace

Criticality criticalityOf(std::size_t service)
{
    return service < 2 ? Criticality::Critical : service > 20 ? Criticality::Low : Criticality::Normal;
}

Identity identityOf(const Options& asked)
{
    const auto options = completed(asked);
    const auto id = derived(options, "id");
    return {
        QString::fromLatin1(QByteArray(reinterpret_cast<const char*>(id.data()), 16).toHex()),
        keyOf(options, "journal")};
}

ed25519::SigningKey personalKey(const Options& options, const QString& name)
{
    return keyOf(completed(options), "operator/" + name.toStdString());
}

World::World(const Options& options, const Sink& sink)
    : random(options.seed)
    , scribe(options.events, sink)
    , journalId(identityOf(options).journalId.toStdString())
    , inForce(policy::defaults())
    , limits(sophiaLimits(inForce))
    , m_options(options)
{
    for (const auto* name : serviceNames)
        services.push_back(
            {.name = name,
             .stream = {std::string("service/") + name},
             .breaker = {std::string("breaker/") + name},
             .failures = {},
             .experience = {}});
    for (const auto* name : peopleNames) {
        const auto actor = std::string("operator/") + name;
        people.push_back({name, actor, keyOf(options, actor), {actor}, people.size() < 6});
    }
}

Person& World::approver()
{
    return people[static_cast<std::size_t>(random.between(0, 5))];
}

void World::found()
{
    Payload generated;
    if (m_options.story.empty())
        generated.whole("days", m_options.days).whole("events", m_options.events);
    generated.text("seed", std::to_string(m_options.seed));
    if (!m_options.story.empty())
        generated.text("story", m_options.story);
    scribe.append(
        system, "JournalCreated", {"bootstrap"},
        Payload{}
            .raw("generated", generated.whole("version", generatorVersion).json())
            .text("journal_id", journalId)
            .text("public_key", ed25519::toBase64(keyOf(m_options, "journal").publicKey()).toStdString())
            .text("version", "0.1.0"));
    foundPolicy();
    foundPeople();
    scribe.epoch = 2;
    scribe.append(
        system, "CoreStarted", {},
        Payload{}.whole("epoch", 2).text("host", "ops-1").text("mode", "serve").text("version", "0.1.0"));
    foundServices();
    const auto& admin = people.front();
    changePolicy(admin, "canary.analysis", 900'000, 60'000, "our traffic fills a step in a minute");
    changePolicy(admin, "budget.hour", 5, 60, "24 services share the budget");
    changePolicy(admin, "budget.day", 20, 500, "24 services share the budget");
}

void World::foundPolicy()
{
    for (const auto& draft : policy::missing({})) {
        Payload copied;
        for (const auto& [key, value] : draft.payload.toObject())
            copied.raw(key.toStdString(), canonical::encode(value).value_or("{}").toStdString());
        policySeq = scribe.append(policy, "PolicyChanged", {"bootstrap"}, copied);
    }
}

void World::foundPeople()
{
    for (auto& person : people) {
        const auto role = &person == &people.front() ? "admin" : person.approves ? "approver" : "operator";
        scribe.append(
            person.stream, "OperatorAdded", {"bootstrap"},
            Payload{}.text("public_key", ed25519::toBase64(person.key.publicKey()).toStdString()).text("role", role));
    }
}

void World::foundServices()
{
    for (std::size_t number = 0; number < services.size(); ++number) {
        auto& service = services[number];
        scribe.append(
            service.stream, "ServiceRegistered", {"bootstrap"},
            Payload{}.raw("registration", registrationOf(QString::fromStdString(service.name), number)));
        scribe.append(
            service.stream, "ServiceArmed", {"bootstrap"},
            Payload{}.text("from", "off").text("reason", "registered").text("to", "armed"));
    }
    for (const auto* source : {"prometheus/main", "alerts"})
        scribe.append(
            system, "SourceFreshnessChanged", {},
            Payload{}
                .text("from", "stale")
                .whole("last_sample_at", scribe.now)
                .text("reason", "answers")
                .text("source", source)
                .text("to", "fresh"));
}

void World::changePolicy(const Person& person, std::string_view key, qint64 from, qint64 to, std::string_view reason)
{
    policySeq = scribe.append(
        policy, "PolicyChanged", {person.actor},
        Payload{}.whole("from", from).text("key", key).text("reason", reason).whole("to", to));
    if (key == "sophia.similar")
        limits.transientLeast = static_cast<int>(to);
}

std::size_t serviceAt(const World& world, std::string_view name)
{
    const auto found = std::find_if(
        world.services.begin(), world.services.end(), [name](const Service& each) { return each.name == name; });
    return static_cast<std::size_t>(found - world.services.begin());
}

} // namespace penelope::engine::generator
