#include "app/player/rehearsal.h"
#include "app/player/service.h"
#include "core/twin/plan.h"

#include <QFile>

#include <csignal>
#include <cstdio>
#include <sys/prctl.h>

/// The load player: reads a plan on standard input, prints "KEY REPORT" on standard output. It runs inside of the
/// sandbox, beside a program that nobody vouches for.
int main()
{
    using namespace Qt::Literals::StringLiterals;
    // That program runs as the same user: it must not read our memory, in which the key lies, nor our descriptors.
    ::prctl(PR_SET_DUMPABLE, 0);
    std::signal(SIGPIPE, SIG_IGN);
    if (!penelope::player::isInSandbox()) {
        std::fprintf(stderr, "penelope-player runs in the digital twin's sandbox only\n");
        return 2;
    }
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return 2;
    const auto json = penelope::parseForeign(input.readAll());
    const auto plan = json ? penelope::twin::planFrom(*json)
                           : penelope::Result<penelope::twin::Plan>{penelope::Failure{json.error()}};
    if (!plan) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(plan.error().message));
        return 2;
    }
    const auto place = u"/tmp/data"_s;
    if (const auto placed = penelope::player::placeData(penelope::twin::treePlace, plan->service.data, place);
        !placed) {
        std::fprintf(stderr, "%s: %s\n", qUtf8Printable(placed.error().where), qUtf8Printable(placed.error().message));
        return 2;
    }
    const auto report = penelope::player::rehearse(*plan, place);
    const auto line = plan->key.toUtf8() + ' ' + penelope::toJsonText(penelope::twin::toJson(report)) + '\n';
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
    return 0;
}
