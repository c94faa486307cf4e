#pragma once

#include "core/base/result.h"
#include "core/base/secret.h"

#include <QString>

namespace penelope::ctl {

/// Where passphrases come from: the terminal, without echo, or the next line of a file (`-` is standard input). One
/// object for one command, so that a second passphrase is the second line.
class PassphraseSource
{
public:
    /// An empty path asks on the terminal.
    explicit PassphraseSource(QString file);
    ~PassphraseSource();
    PassphraseSource(const PassphraseSource&) = delete;
    PassphraseSource& operator=(const PassphraseSource&) = delete;

    /// Unavailable: no terminal and no file. Refused: empty, ended, or Ctrl+C.
    Result<Secret> ask(const QString& prompt);
    /// A new one: asked twice on a terminal, taken once from a file.
    Result<Secret> askNew(const QString& prompt);

private:
    Result<Secret> fromTerminal(const QString& prompt);
    Result<Secret> fromFile();

    QString m_file;
    int m_descriptor = -1;
};

} // namespace penelope::ctl
