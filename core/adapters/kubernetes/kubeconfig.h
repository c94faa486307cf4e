#pragma once

#include "core/base/result.h"

#include <QStringList>
#include <QUrl>

#include <map>
#include <optional>

namespace penelope::kubernetes {

/// A program that answers with a credential (client.authentication.k8s.io).
struct ExecPlugin
{
    QString command;
    QStringList args;
    std::map<QString, QString> environment;
    QString apiVersion;
    QString installHint;
    bool wantsCluster = false; ///< provideClusterInfo
    bool operator==(const ExecPlugin&) const = default;
};

/// One context of a kubeconfig: where the API server is and how to be let in. Of several ways the first of
/// token file, token, exec is taken; a client certificate goes beside any of them.
struct Access
{
    QString context;
    QUrl server;
    QByteArray authority;  ///< PEM; empty = the system's
    QString authorityFile; ///< absolute
    QString serverName;    ///< to verify in place of the address's
    QString token;
    QString tokenFile;       ///< absolute; read again at each request
    QByteArray certificate;  ///< PEM
    QByteArray key;          ///< PEM
    QString certificateFile; ///< absolute
    QString keyFile;         ///< absolute
    std::optional<ExecPlugin> exec;
    QString folder; ///< of the kubeconfig
    bool operator==(const Access&) const = default;
};

/// The context of that name, or the current one. Relative paths start at `folder`. "insecure-skip-tls-verify" is not
/// heeded: the server's certificate is always verified. Malformed with line and column; NotFound (no such context,
/// cluster or user); Unsupported (basic authentication, auth-provider, impersonation, a proxy). Pure.
Result<Access> accessOf(const QByteArray& yaml, const QString& context, const QString& folder);

/// Where the kubeconfig is looked for.
struct Location
{
    QString kubeconfig;                     ///< a file; empty = $KUBECONFIG, ~/.kube/config, the pod's own
    QString context;                        ///< empty = the current one
    std::map<QString, QString> environment; ///< KUBECONFIG, HOME, KUBERNETES_SERVICE_HOST, …_PORT
    QString podFolder = QStringLiteral("/var/run/secrets/kubernetes.io/serviceaccount");
};

/// The file that `readAccess` would read; empty in a pod without one.
QString kubeconfigPath(const Location& location);
/// Reads the file, or in a pod without one makes the service account's access. `where` is the file. Blocks on a small
/// file.
Result<Access> readAccess(const Location& location);

} // namespace penelope::kubernetes
