#include "app/player/service.h"
#include "app/tuner/tuner.h"

#include <QFile>

#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

/// The tuner: a generator (contracts.md 8). Reads the question on standard input and prints the answer on standard
/// output. It runs inside of the sandbox, beside the service, which nobody vouches for.
int main()
{
    using namespace penelope;
    using namespace Qt::Literals::StringLiterals;
    // The service runs as the same user: it must not reach our memory and our descriptors.
    ::prctl(PR_SET_DUMPABLE, 0);
    std::signal(SIGPIPE, SIG_IGN);
    if (!player::isInSandbox()) {
        std::fprintf(stderr, "penelope-tuner runs as a generator in the sandbox only\n");
        return 2;
    }
    QFile input;
    const auto question = input.open(stdin, QIODevice::ReadOnly) ? tuner::questionFrom(input.readAll())
                                                                 : failure(ErrorCode::Malformed, u"nothing to read"_s);
    if (!question) {
        std::fprintf(stderr, "the question cannot be read: %s\n", qUtf8Printable(question.error().message));
        return 2;
    }
    // What the service prints is not evidence here, and may be more than an answer may have.
    const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ::dup2(nowhere, STDERR_FILENO);
    const auto answer = toJsonText(tuner::propose(*question, u"/work"_s));
    std::fwrite(answer.constData(), 1, static_cast<std::size_t>(answer.size()), stdout);
    return 0;
}
