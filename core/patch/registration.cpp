#include "core/patch/registrationcheck.h"
#include "core/patch/service.h"

#include <QDir>

namespace penelope::patch {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The three metrics of contracts.md 7, for a service that names none.
std::vector<MetricSpec> usualMetrics()
{
    MetricSpec errors;
    errors.name = u"error_rate"_s;
    errors.kind = MetricKind::Ratio;
    errors.total = u"http_requests_total{ {{arm}} }"_s;
    errors.bad = u"http_requests_total{ {{arm}}, code=~\"5..\" }"_s;
    errors.limit = 0.02;
    errors.critical = true;
    errors.weight = 0.5;

    MetricSpec successes;
    successes.name = u"success_rate"_s;
    successes.kind = MetricKind::Complement;
    successes.of = errors.name;
    successes.limit = 0.95;

    MetricSpec latency;
    latency.name = u"p99_latency_ms"_s;
    latency.kind = MetricKind::Quantile;
    latency.buckets = u"http_request_duration_seconds_bucket{ {{arm}} }"_s;
    latency.quantile = 0.99;
    latency.scale = 1000;
    latency.limit = 500;
    latency.critical = true;
    latency.weight = 0.5;
    return {errors, successes, latency};
}

QString absolute(const QString& path, const QString& folder)
{
    if (path.isEmpty())
        return {};
    return QDir::cleanPath(QDir::isAbsolutePath(path) ? path : folder + '/'_L1 + path);
}

} // namespace

Result<Registration> readRegistration(const Json& document, const QString& folder)
{
    if (const auto sound = checkRegistration(document); !sound)
        return Failure{sound.error()};
    auto registration = registrationFromEvent(Json::object({{u"registration"_s, document}}));
    registration.folder = QDir::cleanPath(folder);
    registration.repository = absolute(document[u"repository"].toString(u"."_s), folder);
    registration.branch = document[u"branch"].toString(u"main"_s);
    registration.prometheus = document[u"prometheus"].toString(u"main"_s);
    registration.coverage = absolute(registration.coverage, folder);
    registration.remedies = absolute(registration.remedies, folder);
    registration.twin.accessLog = absolute(registration.twin.accessLog, folder);
    for (const auto& member : {u"socket"_s, u"state_file"_s}) {
        if (const auto path = registration.router.text(member))
            registration.router.set(member, Json{absolute(*path, folder)});
    }
    if (!document.contains(u"metrics"))
        registration.metrics = usualMetrics();
    return registration;
}

} // namespace penelope::patch
