#include "app/lab/worldconfig.h"

#include <QFile>

namespace penelope::lab {

using namespace Qt::Literals::StringLiterals;

QByteArray prometheusConfig(const PortPlan& ports)
{
    auto text = uR"(global:
  scrape_interval: 1s
  scrape_timeout: 900ms
  evaluation_interval: 1s
rule_files: [rules.yml, penelope-recordings.yml]
scrape_configs:
)"_s;
    for (const auto& service : serviceNames())
        text += uR"(  - job_name: %1
    static_configs:
      - targets: ["127.0.0.1:%2"]
        labels: { track: stable }
      - targets: ["127.0.0.1:%3"]
        labels: { track: canary }
)"_s.arg(service)
                    .arg(ports.of(service).stable)
                    .arg(ports.of(service).canary);
    text += uR"(  - job_name: penelope
    static_configs:
      - targets: ["127.0.0.1:%1"]
)"_s.arg(ports.http);
    return text.toUtf8();
}

QByteArray recordingRules()
{
    QFile file{u":/penelope-lab/prometheus/penelope-recordings.yml"_s};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

QByteArray alertRules(Scenario scenario)
{
    // What the users of the service feel, both arms together.
    const auto severity = scenario == Scenario::Transient ? u"warning"_s : u"high"_s;
    auto text = u"groups:\n  - name: services\n    rules:\n"_s;
    for (const auto& service : serviceNames()) {
        const auto title = service.left(1).toUpper() + service.mid(1);
        text += uR"(      - alert: %1Slow
        expr: >-
          histogram_quantile(0.99, sum by (le) (rate(http_request_duration_seconds_bucket{job="%2"}[10s]))) > 0.5
        for: 3s
        labels: { service: %2, severity: %3, anomaly_type: latency_spike }
        annotations:
          summary: "99 of 100 requests to %2 take up to {{ $value | humanizeDuration }}"
      - alert: %1Failing
        expr: >-
          sum(rate(http_requests_total{job="%2",track="stable",code=~"5.."}[10s]))
          / sum(rate(http_requests_total{job="%2",track="stable"}[10s])) > 0.02
        for: 3s
        labels: { service: %2, severity: %3, anomaly_type: error_rate_increase }
        annotations:
          summary: "{{ $value | humanizePercentage }} of the requests to %2 fail"
)"_s.arg(title, service, severity);
    }
    return text.toUtf8();
}

QByteArray haproxyConfig(const Layout& layout, const PortPlan& ports)
{
    auto text = uR"(global
  maxconn 8000
  stats socket %1 mode 600 level admin
  stats timeout 30s
  server-state-file %2
defaults
  mode http
  timeout connect 1s
  timeout client 60s
  timeout server 30s
  option http-keep-alive
  load-server-state-from-file global
  default-server inter 1s fastinter 200ms downinter 200ms rise 1 fall 2
)"_s.arg(layout.haproxySocket(), layout.haproxyState());
    for (const auto& service : serviceNames()) {
        const auto& own = ports.of(service);
        // The fallback has no check: with no other server up it takes whatever comes.
        text += uR"(frontend fe_%1
  bind 127.0.0.1:%2
  default_backend be_%1
backend be_%1
  balance roundrobin
  option httpchk GET /health
  server stable 127.0.0.1:%3 weight 100 check
  server canary 127.0.0.1:%4 weight 0 check
  server stable_fallback 127.0.0.1:%3 weight 100 backup
)"_s.arg(service)
                    .arg(own.front)
                    .arg(own.stable)
                    .arg(own.canary);
    }
    return text.toUtf8();
}

QByteArray penelopeConfig(const Layout& layout, const PortPlan& ports)
{
    QStringList files;
    for (const auto& service : serviceNames())
        files.append(u'"' + layout.registration(service) + u'"');
    return uR"([journal]
path = "%1"

[prometheus.main]
url = "http://127.0.0.1:%2"
poll = "1s"
timeout = "2s"

[alerts]
source = "prometheus"
poll = "1s"

[http]
listen = "127.0.0.1:%3"

[services]
files = [%4]
)"_s.arg(layout.journal())
        .arg(ports.prometheus)
        .arg(ports.http)
        .arg(files.join(u", "_s))
        .toUtf8();
}

} // namespace penelope::lab
