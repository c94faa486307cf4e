#pragma once

#include "core/base/json.h"

#include <QString>

#include <functional>

namespace penelope::ctl {

/// Exit codes (design.md): 0 ok, 1 refused or failed check, 2 usage, 3 not reachable, 4 damaged journal.
enum Exit { Ok = 0, Refused = 1, Usage = 2, Unreachable = 3, Damaged = 4 };

/// What every command gets. A command group registers its subcommands; the callback of the chosen one sets `run`, which
/// main calls after parsing.
struct Context
{
    QString journal;        ///< --journal, or the default place
    QString config;         ///< --config, may be empty
    QString passphraseFile; ///< --passphrase-file; empty = ask on the terminal
    bool json = false;
    std::function<int()> run;

    /// One line of JSON on standard output.
    void print(const Json& answer) const;
    void print(const QString& line) const;
    /// The error on standard error, or with --json as {"error":{code,message,where}} on standard output. Answers the
    /// exit code that it means.
    int fail(const Error& error) const;
    int fail(const Error& error, Exit code) const;
};

} // namespace penelope::ctl
