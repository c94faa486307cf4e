#pragma once

#include "core/ports/commandrunner.h"

#include <QObject>

class QNetworkAccessManager;

namespace penelope::process {

/// Programs of the machine, each in its own process group, without a shell. Core thread, with an event loop.
/// Errors of `run`: Malformed (empty argv), Unsupported (the program cannot be started; the message names it),
/// Unavailable (the limit passed: the whole group was killed; or it died of a signal). A non-zero exit is an answer.
class ProcessRunner final : public QObject, public CommandRunner
{
    Q_OBJECT

public:
    static constexpr qsizetype keptOutput = qsizetype{64} * 1024;
    static constexpr qsizetype maxAnswer = qsizetype{1024} * 1024;

    ProcessRunner();
    /// Kills what still runs.
    ~ProcessRunner() override;

    void run(const QStringList& argv, const QString& folder, Milliseconds limit, Handler handler) override;
    void ask(const Question& question, AnswerHandler handler) override;
    void waitReady(const QString& url, Milliseconds limit, std::function<void(Status)> handler) override;

private:
    QNetworkAccessManager* m_network;
};

} // namespace penelope::process
