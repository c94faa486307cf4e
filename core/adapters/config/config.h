#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

#include <QStringList>

#include <map>
#include <optional>
#include <vector>

namespace penelope::config {

struct Auth
{
    enum class Kind { None, Basic, Bearer, Mtls };
    Kind kind = Kind::None;
    QString user;   ///< Basic
    QString secret; ///< a name in the keyring, or "file:PATH"
    QString cert;   ///< Mtls, a file
    QString key;    ///< Mtls, a file
    bool operator==(const Auth&) const = default;
};

struct Prometheus
{
    QString url;
    Milliseconds poll{15000};
    Milliseconds timeout{5000};
    Auth auth;
    QString ca = QStringLiteral("system");
    std::map<QString, QString> headers;
    bool operator==(const Prometheus&) const = default;
};

struct Alerts
{
    QString source = QStringLiteral("prometheus"); ///< prometheus, alertmanager
    QString url;                                   ///< of the Alertmanager
    QString webhookSecret;
    Milliseconds poll{15000};
    /// After a start of the Alertmanager: what it does not list is not over yet.
    Milliseconds restartGrace{300000};
    QStringList ignoreLabels{QStringLiteral("replica"), QStringLiteral("cluster")};
    QStringList service{QStringLiteral("service"), QStringLiteral("job")};
    QStringList type{QStringLiteral("anomaly_type"), QStringLiteral("alertname")};
    /// P0 … P3 → the words of the severity label that mean it.
    std::map<QString, QStringList> severity{
        {QStringLiteral("P0"), {QStringLiteral("critical"), QStringLiteral("page")}},
        {QStringLiteral("P1"), {QStringLiteral("high"), QStringLiteral("error")}},
        {QStringLiteral("P2"), {QStringLiteral("warning"), QStringLiteral("medium")}},
        {QStringLiteral("P3"), {QStringLiteral("info"), QStringLiteral("low"), QStringLiteral("none")}}};
    bool operator==(const Alerts&) const = default;
};

/// How routers in Kubernetes are reached.
struct Kubernetes
{
    QString kubeconfig; ///< a file; empty = $KUBECONFIG, ~/.kube/config, the pod's own service account
    QString context;    ///< empty = the current one; a registration may name another of the same file
    bool operator==(const Kubernetes&) const = default;
};

/// Everything of contracts.md 2, after all layers. Paths are as written; `journalPath` made absolute.
struct Config
{
    QString journalPath; ///< absolute, or "postgres://…"
    QStringList anchors;
    std::map<QString, Prometheus> prometheus;
    Alerts alerts;
    Kubernetes kubernetes;
    QString listen = QStringLiteral("127.0.0.1:9797"); ///< "" = off
    QString tlsCert;
    QString tlsKey;
    QString tokens;
    QStringList services; ///< files of registrations, absolute
    QString logLevel = QStringLiteral("info");
    /// "prometheus.main.url" → the layer that gave it: a file, or "environment PENELOPE_…". Built-in ones are absent.
    std::map<QString, QString> origin;
    bool operator==(const Config&) const = default;
};

/// Where the process stands: given, so that reading is a function of it.
struct Surroundings
{
    std::map<QString, QString> environment;
    /// --config FILE: read instead of the user's penelope.toml; missing = an error, whereas the layers' own files may
    /// be absent.
    std::optional<QString> file;
};

/// The process's environment, and the file of --config.
Surroundings surroundings(std::optional<QString> file = {});

/// The folders of contracts.md 1.
QString configHome(const Surroundings& where);
QStringList systemConfigHomes(const Surroundings& where); ///< of $XDG_CONFIG_DIRS or /etc/xdg, the foremost first
QString dataHome(const Surroundings& where);
QString cacheHome(const Surroundings& where);
QString stateHome(const Surroundings& where);

/// All layers, lowest first. Relative paths of a layer's `services.files` and "file:" secrets start at that file's
/// folder; `journal.path` at the data folder. An unknown key, a wrong type or a bad value is Malformed with
/// "file:line:column" (an environment variable: its name). Any thread; blocks on files.
Result<Config> load(const Surroundings& where);

} // namespace penelope::config
