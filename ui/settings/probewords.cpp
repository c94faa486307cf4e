#include "ui/settings/probewords.h"

#include "ui/text/format.h"

#include <QCoreApplication>

namespace penelope::ui::probewords {

using namespace Qt::Literals::StringLiterals;

namespace {

struct ProbeWords
{
    Q_DECLARE_TR_FUNCTIONS(ProbeWords)
};

/// So many days before the end a certificate is worth a word.
constexpr int soon = 45;

QString certificate(const ProbeStep& step)
{
    if (!step.daysLeft)
        return step.detail;
    const auto words = ProbeWords::tr("its certificate runs out in %n day(s)", nullptr, *step.daysLeft);
    return *step.daysLeft <= soon ? step.detail + u", "_s + words + u' ' + ProbeWords::tr("(renew it)")
                                  : step.detail + u", "_s + words;
}

QString found(const ProbeStep& step)
{
    switch (step.kind) {
    case ProbeStep::Kind::Tls:
        return step.outcome == ProbeStep::Outcome::Skipped
                   ? ProbeWords::tr("The address begins with http://: everything goes over the line in the clear.")
                   : certificate(step);
    case ProbeStep::Kind::Auth:
        return step.outcome == ProbeStep::Outcome::Skipped ? ProbeWords::tr("It lets anybody ask.") : QString();
    case ProbeStep::Kind::Series:
        if (step.missing.isEmpty())
            return ProbeWords::tr("It scrapes this console.");
        return ProbeWords::tr(
                   "Missing: %1. Canaries can be judged; the score cannot be compared until Prometheus scrapes the "
                   "address of [http] listen.")
            .arg(step.missing.join(u", "_s));
    case ProbeStep::Kind::Address:
    case ProbeStep::Kind::Dns:
    case ProbeStep::Kind::Tcp:
    case ProbeStep::Kind::Query: return step.detail;
    }
    Q_UNREACHABLE();
}

QString advice(ProbeStep::Trouble trouble)
{
    switch (trouble) {
    case ProbeStep::Trouble::None:
    case ProbeStep::Trouble::Missing: return {};
    case ProbeStep::Trouble::NoAddress:
        return ProbeWords::tr("An address begins with http:// or https:// and names a host.");
    case ProbeStep::Trouble::UnknownHost:
        return ProbeWords::tr("This name has no address. Is it spelled right, and is the VPN up?");
    case ProbeStep::Trouble::Refused:
        return ProbeWords::tr("The machine answers, but nothing listens on this port. Is it the right port?");
    case ProbeStep::Trouble::TimedOut:
        return ProbeWords::tr(
            "No answer in the time given. A firewall may swallow the question, or the time-out is too short.");
    case ProbeStep::Trouble::Unreachable: return ProbeWords::tr("The network does not lead there, or the line broke.");
    case ProbeStep::Trouble::Certificate:
        return ProbeWords::tr("The server's certificate is not trusted. Give the file of its authority as CA.");
    case ProbeStep::Trouble::Handshake:
        return ProbeWords::tr("No encryption could be agreed on. Does this port speak https?");
    case ProbeStep::Trouble::Files: return ProbeWords::tr("A file that this connection names cannot be read.");
    case ProbeStep::Trouble::Unauthorized:
        return ProbeWords::tr("It wants to know who asks: the secret is missing or wrong.");
    case ProbeStep::Trouble::Forbidden: return ProbeWords::tr("It knows the secret, and does not let it ask.");
    case ProbeStep::Trouble::Redirected:
        return ProbeWords::tr("It points elsewhere, which is not followed. Give that address instead.");
    case ProbeStep::Trouble::Foreign:
        return ProbeWords::tr("Something answers there, and it is no Prometheus. Is a path missing in the address?");
    case ProbeStep::Trouble::Rejected: return ProbeWords::tr("Prometheus refused the question.");
    }
    Q_UNREACHABLE();
}

} // namespace

QString kind(ProbeStep::Kind kind)
{
    switch (kind) {
    case ProbeStep::Kind::Address: return ProbeWords::tr("Address");
    case ProbeStep::Kind::Dns: return ProbeWords::tr("DNS");
    case ProbeStep::Kind::Tcp: return ProbeWords::tr("TCP");
    case ProbeStep::Kind::Tls: return ProbeWords::tr("TLS");
    case ProbeStep::Kind::Auth: return ProbeWords::tr("Sign-in");
    case ProbeStep::Kind::Query: return ProbeWords::tr("Query");
    case ProbeStep::Kind::Series: return ProbeWords::tr("Series");
    }
    Q_UNREACHABLE();
}

QString outcome(const ProbeStep& step)
{
    if (step.outcome == ProbeStep::Outcome::Failed)
        return ProbeWords::tr("failed");
    if (step.outcome == ProbeStep::Outcome::Skipped)
        return ProbeWords::tr("not used");
    if (step.kind == ProbeStep::Kind::Series)
        //: numbers of series: those that are there, of those that are looked for
        return ProbeWords::tr("%1 of %2").arg(step.found).arg(step.wanted);
    return ProbeWords::tr("ok");
}

QString sentence(const ProbeStep& step)
{
    if (step.outcome != ProbeStep::Outcome::Failed)
        return found(step);
    const auto said = advice(step.trouble);
    return step.detail.isEmpty() ? said : said + u" ("_s + step.detail + u')';
}

QString line(const std::vector<ProbeStep>& steps)
{
    QStringList parts;
    for (const auto& step : steps) {
        const auto words = kind(step.kind) + u' ' + outcome(step);
        const bool timed = step.outcome == ProbeStep::Outcome::Ok && step.kind != ProbeStep::Kind::Series &&
                           step.kind != ProbeStep::Kind::Auth;
        //: %1 is a number of milliseconds
        parts << (timed ? words + u' ' + ProbeWords::tr("%1 ms").arg(format::integer(step.took.count())) : words);
    }
    return parts.join(u" · "_s);
}

} // namespace penelope::ui::probewords
