#pragma once

#include "core/adapters/kubernetes/kubeconfig.h"
#include "core/ports/clock.h"
#include "core/ports/commandrunner.h"

#include <functional>
#include <memory>
#include <vector>

namespace penelope::kubernetes {

/// What a request is let in with.
struct Credential
{
    QByteArray token;
    QByteArray certificate; ///< PEM
    QByteArray key;         ///< PEM
    std::optional<Instant> expiresAt;
    bool operator==(const Credential&) const = default;
};

/// The answer of an exec plugin, in the version it was asked in. Malformed where it is none. Pure.
Result<Credential> readExecCredential(const QByteArray& output, const QString& apiVersion);
/// What the plugin gets as KUBERNETES_EXEC_INFO. Pure but for the authority's file.
QByteArray execInfo(const Access& access);

/// The credentials of one context. Files are read again at each request: whoever rotates them only replaces the file.
/// A plugin's answer is kept until 10 s before it expires, or until it is refused. Core thread.
class Credentials
{
public:
    using Handler = std::function<void(Result<Credential>)>;

    Credentials(Access access, CommandRunner& runner, const Clock& clock);

    /// Calls the handler at once where nothing needs to be run. Several callers wait for one run.
    void get(Handler handler);
    /// The server did not take them. Answers whether asking again may give others.
    bool forget();

private:
    struct Kept
    {
        std::optional<Credential> credential;
        std::vector<Handler> waiting;
    };
    void run();

    Access m_access;
    CommandRunner& m_runner;
    const Clock& m_clock;
    std::shared_ptr<Kept> m_kept = std::make_shared<Kept>();
};

} // namespace penelope::kubernetes
