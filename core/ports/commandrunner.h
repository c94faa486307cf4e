#pragma once

#include "core/base/instant.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QStringList>

#include <functional>
#include <map>

namespace penelope {

/// Runs a registered argv (start and stop a canary, promote): no shell, own process group, output kept up to 64 KiB.
/// Core thread, asynchronous; the handler is called exactly once unless the runner is destroyed first.
class CommandRunner
{
public:
    struct Finished
    {
        int exitCode = 0;
        QString logTail;
    };
    using Handler = std::function<void(Result<Finished>)>;

    /// A program that answers on its standard output.
    struct Question
    {
        QStringList argv;
        QString folder;
        std::map<QString, QString> environment; ///< beside our own
        Milliseconds limit{30'000};
    };
    using AnswerHandler = std::function<void(Result<QByteArray>)>;

    virtual ~CommandRunner() = default;
    virtual void run(const QStringList& argv, const QString& folder, Milliseconds limit, Handler handler) = 0;
    /// Its standard output, whole and alone, at most 1 MiB; what it says on standard error is told in the error of an
    /// exit code other than 0 (Refused). Standard output is told to nobody else: it may hold a credential.
    virtual void ask(const Question& question, AnswerHandler handler) = 0;
    /// GET of a readiness address until it answers 200 or the limit is over.
    virtual void waitReady(const QString& url, Milliseconds limit, std::function<void(Status)> handler) = 0;
};

} // namespace penelope
