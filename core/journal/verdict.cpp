#include "core/journal/verifier.h"

#include <algorithm>
#include <tuple>

namespace penelope::journal {
namespace {

using namespace Qt::Literals::StringLiterals;

Outcome outcomeOf(const Damage& damage)
{
    if (damage.reason == "forked"_L1)
        return Outcome::Forked;
    if (damage.reason == "truncated"_L1)
        return Outcome::Truncated;
    if (damage.reason == "rewritten"_L1)
        return Outcome::Rewritten;
    return Outcome::Damaged;
}

QString place(qint64 first, qint64 last)
{
    return first == last ? u"Event %1"_s.arg(first) : u"Events %1 to %2"_s.arg(first).arg(last);
}

QString meaning(const Damage& damage)
{
    static const std::vector<std::pair<QLatin1String, QString>> meanings{
        {"missing"_L1, u"deleted: there is no row"_s},
        {"unreadable"_L1, u"unreadable: SQLite cannot read the page"_s},
        {"body"_L1, u"the hash holds, but the bytes are no valid event"_s},
        {"order"_L1, u"moved: the body names another seq"_s},
        {"stream"_L1, u"the stream version is not the next one"_s},
        {"index"_L1, u"the stream index disagrees with the row"_s},
        {"node"_L1, u"a stored node of the tree differs from the events under it"_s},
        {"checkpoint:malformed"_L1, u"the checkpoint of this size cannot be read"_s},
        {"checkpoint:bad_signature"_L1, u"the signature of the checkpoint of this size does not hold"_s},
        {"checkpoint:unknown_key"_L1, u"the checkpoint of this size is signed by an unknown key"_s},
        {"rewritten"_L1, u"rewritten: consistent among themselves, but not what was signed"_s},
        {"truncated"_L1, u"cut off: they were signed and are gone"_s},
        {"forked"_L1, u"two histories: a checkpoint kept elsewhere has another root"_s}};
    for (const auto& [reason, text] : meanings) {
        if (reason == damage.reason)
            return text;
    }
    if (damage.reason.startsWith("column:"_L1))
        return u"the column %1 differs from the body"_s.arg(damage.reason.mid(7));
    if (damage.reason != "leaf"_L1)
        return damage.reason;
    if (damage.detail == "body"_L1)
        return u"edited: the body does not match its signed hash"_s;
    if (damage.detail == "leaf"_L1)
        return u"the body is what was signed, its stored hash is not"_s;
    if (damage.detail == "both"_L1)
        return u"neither the body nor the stored hash is what was signed"_s;
    return u"body and stored hash disagree; nothing signed says which is right"_s;
}

QString trustSentence(const Verdict& verdict)
{
    switch (verdict.trustedBy) {
    case TrustedBy::Pinned: return u"Confirmed by what you pinned."_s;
    case TrustedBy::OwnKey:
        return u"Consistent with its own key; compare the key's fingerprint: %1"_s.arg(verdict.keyFingerprint);
    case TrustedBy::None: return u"No valid checkpoint: nothing vouches for the events but their own hashes."_s;
    }
    Q_UNREACHABLE();
}

} // namespace

QString toWord(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Ok: return u"ok"_s;
    case Outcome::Damaged: return u"damaged"_s;
    case Outcome::Rewritten: return u"rewritten"_s;
    case Outcome::Truncated: return u"truncated"_s;
    case Outcome::Forked: return u"forked"_s;
    }
    Q_UNREACHABLE();
}

QString toWord(TrustedBy trust)
{
    switch (trust) {
    case TrustedBy::None: return u"none"_s;
    case TrustedBy::OwnKey: return u"own_key"_s;
    case TrustedBy::Pinned: return u"pinned"_s;
    }
    Q_UNREACHABLE();
}

void tidy(Verdict& verdict)
{
    auto& all = verdict.damaged;
    std::sort(all.begin(), all.end(), [](const Damage& left, const Damage& right) {
        return std::tie(left.reason, left.detail, left.first, left.last) <
               std::tie(right.reason, right.detail, right.first, right.last);
    });
    std::vector<Damage> merged;
    for (const auto& damage : all) {
        auto* before = merged.empty() ? nullptr : &merged.back();
        const bool joins = before && before->reason == damage.reason && before->detail == damage.detail &&
                           damage.first <= before->last + 1;
        if (joins)
            before->last = std::max(before->last, damage.last);
        else
            merged.push_back(damage);
    }
    std::stable_sort(
        merged.begin(), merged.end(), [](const Damage& left, const Damage& right) { return left.first < right.first; });
    all = std::move(merged);
    verdict.outcome = Outcome::Ok;
    for (const auto& damage : all)
        verdict.outcome = std::max(verdict.outcome, outcomeOf(damage));
}

Json toJson(const Verdict& verdict)
{
    auto damaged = Json::array();
    for (const auto& damage : verdict.damaged) {
        auto entry = Json::object({{u"first"_s, damage.first}, {u"last"_s, damage.last}, {u"reason"_s, damage.reason}});
        if (!damage.detail.isEmpty())
            entry.set(u"detail"_s, damage.detail);
        damaged.append(std::move(entry));
    }
    auto unproven = Json::array();
    for (const auto& span : verdict.unproven)
        unproven.append(Json::object({{u"first"_s, span.first}, {u"last"_s, span.last}}));
    auto warnings = Json::array();
    for (const auto& warning : verdict.warnings) {
        auto entry = Json::object({{u"reason"_s, warning.reason}});
        if (warning.seq > 0)
            entry.set(u"seq"_s, warning.seq);
        warnings.append(std::move(entry));
    }
    auto answer = Json::object(
        {{u"ok"_s, verdict.ok()},
         {u"outcome"_s, toWord(verdict.outcome)},
         {u"events"_s, verdict.events},
         {u"signed_to"_s, verdict.signedTo},
         {u"trusted_by"_s, toWord(verdict.trustedBy)},
         {u"damaged"_s, damaged},
         {u"unproven"_s, unproven},
         {u"warnings"_s, warnings}});
    if (verdict.root)
        answer.set(u"root"_s, toHex(*verdict.root));
    return answer;
}

QStringList sentences(const Verdict& verdict)
{
    QStringList lines;
    lines << u"%1: %2 events, signed to %3."_s.arg(toWord(verdict.outcome)).arg(verdict.events).arg(verdict.signedTo);
    for (const auto& damage : verdict.damaged)
        lines << u"%1: %2."_s.arg(place(damage.first, damage.last), meaning(damage));
    for (const auto& span : verdict.unproven)
        lines << u"%1: not proven; the rows agree with themselves, nothing vouches for them."_s.arg(
            place(span.first, span.last));
    for (const auto& warning : verdict.warnings)
        lines
            << (warning.seq > 0 ? u"Warning at event %1: %2."_s.arg(warning.seq).arg(warning.reason)
                                : u"Warning: %1."_s.arg(warning.reason));
    if (verdict.signedTo > 0 && !verdict.ok())
        lines << u"Events 1 to %1 outside the ranges above are what was signed."_s.arg(verdict.signedTo);
    if (verdict.events > verdict.signedTo)
        lines
            << u"%1 events after %2 are not signed yet."_s.arg(verdict.events - verdict.signedTo).arg(verdict.signedTo);
    if (!verdict.pinsSatisfied)
        lines << u"A pinned key or checkpoint is not satisfied by this journal."_s;
    lines << trustSentence(verdict);
    return lines;
}

} // namespace penelope::journal
