#include "ui/text/coreforms.h"

#include <QCoreApplication>

namespace penelope::ui::words {

namespace {

constexpr std::array values{Holds::Value, Holds::Value, Holds::Value, Holds::Value, Holds::Value};
constexpr std::array nameFirst{Holds::Name, Holds::Value, Holds::Value, Holds::Value, Holds::Value};
constexpr std::array nameAndSentence{Holds::Name, Holds::Sentence, Holds::Value, Holds::Value, Holds::Value};
constexpr std::array personFirst{Holds::Person, Holds::Value, Holds::Value, Holds::Value, Holds::Value};
constexpr std::array personAndTime{Holds::Value, Holds::Person, Holds::Time, Holds::Value, Holds::Value};
constexpr std::array roleSecond{Holds::Person, Holds::Role, Holds::Value, Holds::Value, Holds::Value};
constexpr std::array roleNeeded{Holds::Command, Holds::Role, Holds::Person, Holds::Role, Holds::Value};
constexpr std::array timeFirst{Holds::Time, Holds::Value, Holds::Value, Holds::Value, Holds::Value};
constexpr std::array bothTimes{Holds::Time, Holds::Time, Holds::Value, Holds::Value, Holds::Value};
constexpr std::array timeSecond{Holds::Value, Holds::Time, Holds::Value, Holds::Value, Holds::Value};
constexpr std::array timesAround{Holds::Time, Holds::Value, Holds::Time, Holds::Value, Holds::Value};
constexpr std::array closedSo{Holds::Value, Holds::Approval, Holds::Person, Holds::Time, Holds::Value};
constexpr std::array canarySecond{Holds::Value, Holds::Canary, Holds::Value, Holds::Value, Holds::Value};
constexpr std::array armingSecond{Holds::Value, Holds::Arming, Holds::Value, Holds::Value, Holds::Value};
constexpr std::array sentenceSecond{Holds::Value, Holds::Sentence, Holds::Value, Holds::Value, Holds::Value};

} // namespace

const std::vector<Known>& approvalRefusals()
{
    static const std::vector<Known> all{
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 is not an active %2"), roleSecond},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 needs the role %2; %3 is no active operator"), roleNeeded},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 needs the role %2; %3 is %4"), roleNeeded},
        {QT_TRANSLATE_NOOP("CoreSentences", "the request is at version %1, the decision saw version %2"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the decision saw another patch than the one that is asked for"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "approval %1 expired at %2"), timeSecond},
        {QT_TRANSLATE_NOOP("CoreSentences", "approval %1 is already %2 by %3 at %4"), closedSo},
        {QT_TRANSLATE_NOOP("CoreSentences", "an unknown time"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the deadline of approval %1 was %2"), timeSecond},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 proposed this patch and cannot approve it"), personFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 proposed this patch and cannot review it"), personFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 has approved already; the second approver must be another person"),
         personFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "the decision was made at %1, the deadline of approval %2 was %3"),
         timesAround},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 has no intent on approval %2"), personFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "approving at risk %1 with %2 approvers needs a reason"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "rejecting needs a reason"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "cancelling needs a reason"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "approval %1 can be snoozed until %2 at the latest"), timeSecond},
        {QT_TRANSLATE_NOOP(
             "CoreSentences",
             "the decision says it was made at %1, the core's clock says %2; at most 30 s may lie between"),
         bothTimes},
        {QT_TRANSLATE_NOOP("CoreSentences", "the journal knows no key of %1, so nothing can be signed in this name"),
         values},
        {QT_TRANSLATE_NOOP(
             "CoreSentences", "where two people must agree each needs a key, and %1 has none; an admin registers one"),
         values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the decision is not signed with the key of %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a signed decision says when it was made"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the signature is not that of %1 over this decision, version and patch"),
         values},
        {QT_TRANSLATE_NOOP(
             "CoreSentences", "approval %1 was not decided by one person alone: there is nothing to review"),
         values},
        {QT_TRANSLATE_NOOP("CoreSentences", "approval %1 was reviewed already by %2 at %3"), personAndTime},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 decided alone; another approver reviews it"), personFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "deciding alone is switched off (policy approval.break_glass)"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "deciding alone is for P0 with two approvers; this is %1 with %2"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 has approved: a plain approval is the second one"), personFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "the second approver has until %1 to act; deciding alone is possible then"),
         timeFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "deciding alone needs the service's name, %1, typed"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a review needs a reason"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "there is no approval %1"), values}};
    return all;
}

const std::vector<Known>& orderRefusals()
{
    static const std::vector<Known> all{
        {QT_TRANSLATE_NOOP("CoreSentences", "resetting a breaker needs a reason"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the breaker of %1 is closed and counts no failure"), values},
        {QT_TRANSLATE_NOOP(
             "CoreSentences", "%1 is a critical service and you asked for the reset already: a second administrator "
                              "has to reset it too"),
         values},
        {QT_TRANSLATE_NOOP("CoreSentences", "canary %1 is %2 and cannot be paused"), canarySecond},
        {QT_TRANSLATE_NOOP("CoreSentences", "canary %1 is %2 and cannot be resumed"), canarySecond},
        {QT_TRANSLATE_NOOP("CoreSentences", "canary %1 is %2 and cannot be promoted"), canarySecond},
        {QT_TRANSLATE_NOOP("CoreSentences", "canary %1 is %2 and cannot be rolled back"), canarySecond},
        {QT_TRANSLATE_NOOP("CoreSentences", "to pause a canary needs a reason"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "to resume a canary needs a reason"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "to promote a canary needs a reason"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "to cancel a canary needs a reason"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "canary %1 is at its last step: promote ends it"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "there is no canary %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "canary %1 may not go up: %2"), sentenceSecond},
        {QT_TRANSLATE_NOOP("CoreSentences", "canary %1 is %2: only one that went back is tried again"), canarySecond},
        {QT_TRANSLATE_NOOP("CoreSentences", "service %1 takes no proposals: it is off or retired"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "healing is frozen until %1 (%2)"), timeFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "healing is frozen (%1)"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "healing is not frozen"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "it is the rest day until %1"), timeFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "service %1 is not armed"), values},
        {QT_TRANSLATE_NOOP(
             "CoreSentences", "canary %1 of %2 is under way: let it end, abort it, or freeze the service"),
         values},
        {QT_TRANSLATE_NOOP("CoreSentences", "there is no service %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "service %1 is %2 already"), armingSecond},
        {QT_TRANSLATE_NOOP("CoreSentences", "a freeze needs a reason"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a freeze until %1 would be over already"), timeFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "a freeze until %1 is longer than the limit: %2 at most"), bothTimes},
        {QT_TRANSLATE_NOOP("CoreSentences", "there is no freeze %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "ending a freeze needs a reason"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "anomaly %1 has no open escalation"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "there is no anomaly %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "there is no patch %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "service %1 is off: nothing is proposed for it; arm it to shadow first"),
         values},
        {QT_TRANSLATE_NOOP("CoreSentences", "patch %1 is not being tried in the twin"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the diff has %1 bytes; the limit is %2"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the argument \"%1\" of %2 is empty"),
         {Holds::Value, Holds::Command, Holds::Value, Holds::Value, Holds::Value}},
        {QT_TRANSLATE_NOOP("CoreSentences", "the core is not running"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the core stopped"), values},
        {QT_TRANSLATE_NOOP(
             "CoreSentences",
             "In the demonstration there is nothing behind the story that could be acted on: requests can be decided, "
             "acknowledged and put off, and notes taken"),
         values}};
    return all;
}

const std::vector<Known>& diffRefusals()
{
    static const std::vector<Known> all{
        {QT_TRANSLATE_NOOP("CoreSentences", "the text holds a NUL character"), values},
        {QT_TRANSLATE_NOOP(
             "CoreSentences", "a combined diff has more than one parent: give the difference to one of them"),
         values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a hunk without a file header before it"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a binary change cannot be read"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "expected a file header, found \"%1\""), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a file header without a change"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the file's name cannot be read"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "one file cannot be created, deleted, renamed and copied at once"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a change of mode without both modes"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a rename or copy without both of its names"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the names after \"diff --git\" are not those of the rename"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the names after \"diff --git\" cannot be read"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "two names without a rename: %1 and %2"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a file without a name"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the old file's name cannot be read"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "expected \"+++ \" and the new file's name"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the new file's name cannot be read"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "neither side names a file"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "this name differs from the one after \"diff --git\""), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "/dev/null does not fit what the header says of the file"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 stands in the diff twice"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "\"%1\" stands twice in one header"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "\"\\ No newline\" without a line before it"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "expected a hunk: \"@@ -line,count +line,count @@\""), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a hunk header must read \"@@ -line,count +line,count @@\""), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "line 0 does not exist: lines count from 1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a hunk without lines"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a new file has no old lines"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a deleted file has no new lines"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the hunk overlaps the one before it"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the diff ends inside a hunk: %1 old and %2 new lines are missing"),
         values},
        {QT_TRANSLATE_NOOP("CoreSentences", "more lines than the hunk header says"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a hunk's line must begin with a blank, + or -"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the lines do not fit the counts of the hunk header"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a line without a newline must be the last of its file"), values}};
    return all;
}

const std::vector<Known>& fileRefusals()
{
    static const std::vector<Known> all{
        {QT_TRANSLATE_NOOP("CoreSentences", "there is no key of %1 (%2)"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the key %1 cannot be read: %2"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the key of %1 is sealed: it needs its passphrase"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 is no sealed key: %2"), sentenceSecond},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 holds no Ed25519 seed (64 hex digits)"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the passphrase is wrong"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "there is not enough memory for the passphrase: %1 MiB are needed"),
         values},
        {QT_TRANSLATE_NOOP("CoreSentences", "libsodium cannot be used"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "this is no sealed key of format 1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the public key beside the box is another one's"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "event %1 does not match its hash"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "event %1 is no valid event or was moved"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "event %1 is missing"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "event %1 has no hash"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "there is no event %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "no checkpoint covers event %1 yet"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the range ends before it begins"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 exists and is not overwritten"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 cannot be made: %2"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 cannot be made"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the export was cancelled; no file was written"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "events from %1 on are missing"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the folder cannot be made"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a secret needs the name of its connection"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "cannot be written: %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "cannot be read: %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "there is no such file"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "is larger than %1 bytes"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 must be a table"), nameFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 must be %2"), nameAndSentence},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 is no known key"), nameFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "a text"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "one of %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a duration above zero such as \"15s\""), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a whole number"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a list of texts"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a table of texts"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a table"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "prometheus.%1 needs a url"), nameFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "these are no settings that this version can read"), values}};
    return all;
}

} // namespace penelope::ui::words
