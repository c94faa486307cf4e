#pragma once

#include "app/lab/scenario.h"
#include "core/base/result.h"

namespace penelope::lab {

/// The programs of the world. A missing one is Unsupported with the Debian package that has it.
struct Programs
{
    QString self; ///< this program
    QString prometheus;
    QString haproxy;
    QString git;
    QString console; ///< penelope, beside this program; empty where the play needs none
    QString ctl;     ///< penelopectl

    static Result<Programs> find(const Play& play);
};

} // namespace penelope::lab
