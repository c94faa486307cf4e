#include "ui/text/coreforms.h"

#include <QCoreApplication>

namespace penelope::ui::words {

namespace {

constexpr std::array values{Holds::Value, Holds::Value, Holds::Value, Holds::Value, Holds::Value};
constexpr std::array metricFirst{Holds::Metric, Holds::Value, Holds::Value, Holds::Value, Holds::Sentence};
constexpr std::array metricAndRate{Holds::Metric, Holds::Value, Holds::Value, Holds::Sentence, Holds::Value};
constexpr std::array sentenceFirst{Holds::Sentence, Holds::Value, Holds::Value, Holds::Value, Holds::Value};
constexpr std::array bothSentences{Holds::Sentence, Holds::Sentence, Holds::Value, Holds::Value, Holds::Value};
constexpr std::array sentenceSecond{Holds::Value, Holds::Sentence, Holds::Value, Holds::Value, Holds::Value};

/// The judge and the steps of a canary. The longer form stands before a shorter one that fits it too.
const std::vector<Known>& canaryForms()
{
    static const std::vector<Known> all{
        {QT_TRANSLATE_NOOP("CoreSentences", "the step used up its time without a verdict: %1"), sentenceFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "the promotion waits for a person"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the rollback waits for a person: %1"), sentenceFirst},
        {QT_TRANSLATE_NOOP(
             "CoreSentences",
             "%1 is worse on the canary than on stable: the evidence is %2 to 1, %3 to 1 is needed (failures on the "
             "canary: %4)"),
         metricAndRate},
        {QT_TRANSLATE_NOOP(
             "CoreSentences",
             "%1 is over its limit of %2 % on the canary: the evidence is %3 to 1, %4 to 1 is needed (failures: %5)"),
         metricFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "too few requests to say"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "stable itself is in trouble: %1 is over its limit there too"),
         metricFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "the canary restarted %1 times in this step"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "no usable evidence for %1 s (%2)"), sentenceSecond},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 is clearly over its limit, but not proven to be worse than that"),
         metricFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 gives reason to wait"), metricFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "the canary's share of the traffic is not the one that was set"), values},
        {QT_TRANSLATE_NOOP(
             "CoreSentences", "%1 is not certain yet: %2 more requests without a failure would be needed"),
         metricFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 cannot be certified: its buckets have no fitting edge"), metricFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "the step waits for its block of intervals to close"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the canary sent no metrics for %1 s while stable did"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 is %2 on the canary, %3 on stable, the limit is %4"), metricFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "the score is %1 of 100 (pass %2, marginal %3)"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "aborted by an operator"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "incomplete evidence: %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the router has %1 %, not %2 %"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "of %1 requests the canary got %2 %, not %3 %"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the router keeps %1 % on the canary"), values}};
    return all;
}

/// Commands, health and the watch after a promotion: what a breaker counts.
const std::vector<Known>& failureForms()
{
    static const std::vector<Known> all{
        {QT_TRANSLATE_NOOP("CoreSentences", "start_canary exited %1: %2"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "stop_canary exited %1: %2"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "promote exited %1: %2"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the canary is not ready: %1"), sentenceFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "stable is not ready: %1"), sentenceFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "not ready after %1 s: %2"), sentenceSecond},
        {QT_TRANSLATE_NOOP("CoreSentences", "no answer within %1 s"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "no answer: %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "health was lost for %1 s"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "health is lost"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the error rate is %1, over %2"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the error rate stayed at %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "too little was measured to end the watch"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "watched until %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the probe, patch %1, succeeded"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "somebody else committed to the branch meanwhile"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the anomaly is over"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the gate %1 failed with exit code %2"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the gate %1 died of signal %2"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the gate %1 was ended after %2 s"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the gate %1 printed without end"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the gate %1 wrote without end"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the gate %1 was cancelled"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the gate %1 cannot run: %2"), sentenceSecond},
        {QT_TRANSLATE_NOOP("CoreSentences", "answers"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the next answer is overdue"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "no answer yet"), values}};
    return all;
}

/// Why a canary or a promoted patch went back; what was measured follows after a colon.
const std::vector<Known>& rollbackForms()
{
    static const std::vector<Known> all{
        {QT_TRANSLATE_NOOP("CoreSentences", "a metric of the canary went past its critical limit"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the evidence says that the canary is worse than the stable version"),
         values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the canary failed more than its limit allows"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the canary stopped sending data"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the router does not answer"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the canary could not be started"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the promotion failed"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the service got worse after the promotion"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a person aborted it"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a person cancelled it"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "both versions were in trouble, so nothing could be compared"), values}};
    return all;
}

/// Where an input of a decision was read, or why it could not be; why there was no twin.
const std::vector<Known>& sourceForms()
{
    static const std::vector<Known> all{
        {QT_TRANSLATE_NOOP("CoreSentences", "%1; played a second time, since %2"),
         {Holds::Sentence, Holds::Sentence, Holds::Value, Holds::Value, Holds::Value}},
        {QT_TRANSLATE_NOOP("CoreSentences", "its tests wrote without end"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a person ended the trial: %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the version before the patch does not answer in the twin"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the version before the patch does not start in the twin: %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the version before the patch does not stand the load itself: %1"),
         sentenceFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "the patched version was started and never answered"), values},
        {QT_TRANSLATE_NOOP(
             "CoreSentences", "the patched version was started and never answered, on a machine where the version "
                              "before took %1 s to start"),
         values},
        {QT_TRANSLATE_NOOP(
             "CoreSentences",
             "this machine was too busy to compare the versions: one request in ten was sent %1 ms late or later"),
         values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the patched version ended with %1, as if it had been told to"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the version before the patch ended with %1, as if it had been told to"),
         values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the patched version does not start: it ended with %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the patched version ended under load after %1 s with %2"), values},
        {QT_TRANSLATE_NOOP(
             "CoreSentences", "the patched version lets %1 of %2 requests time out; before the patch %3 of %4 failed"),
         values},
        {QT_TRANSLATE_NOOP(
             "CoreSentences", "the patched version fails %1 of %2 requests; before the patch %3 of %4 failed"),
         values},
        {QT_TRANSLATE_NOOP("CoreSentences", "too little evidence: %1 more requests without a failure would be needed"),
         values},
        {QT_TRANSLATE_NOOP("CoreSentences", "too little evidence: %1 of %2 requests failed, before the patch %3 of %4"),
         values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the patched version takes %1 MiB a minute more than before, without end"),
         values},
        {QT_TRANSLATE_NOOP(
             "CoreSentences",
             "the patched version is slower: the %1 of a request's time is %2 ms, before the patch %3 ms"),
         values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a difference of %1 ms may be the machine's doing"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a slowdown of %1 ms might have been overlooked"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "there is no way back: %1"), sentenceFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "the way back was not tried"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the file %1 is gone"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the file %1 is not as it was"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 is answered otherwise than before"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 of %2 requests fail after it"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a request takes %1 ms after it, %2 ms before"), values},
        {QT_TRANSLATE_NOOP(
             "CoreSentences", "the version before does not run on the data that the patched one leaves: %1"),
         sentenceFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "no answer"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "undo tested, %1 s"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "there is no sandbox"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the service has no test command"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "there is no sandbox: bubblewrap is not installed"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "there is no sandbox: penelope-confine is not installed"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the sandbox cannot be set up here: %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the sandbox cannot be started: %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "its tests failed with exit code %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "its tests died of signal %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "its tests were ended after %1 s"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "its tests printed without end"), values},
        {QT_TRANSLATE_NOOP(
             "CoreSentences", "its tests passed; the time under load that a critical path needs cannot be played"),
         values},
        {QT_TRANSLATE_NOOP("CoreSentences", "git log, last 24 h"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "journal, last %1 d"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "severity and metrics"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "registration"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "registration; %1 does not name the service"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "registration and %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 functions in %2 files of %3"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the repository has no function of a known language"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the repository has no branch %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the repository has no commit %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "no coverage report is registered"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "files cannot be read here"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 paths of %2 requests in the access log"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the access log cannot be used: %1"), sentenceFirst},
        {QT_TRANSLATE_NOOP(
             "CoreSentences", "no line of it is a GET that can be played, in the common or combined log format"),
         values},
        {QT_TRANSLATE_NOOP("CoreSentences", "there is no policy key %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "nothing makes a person be asked"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 lines, %2 functions, %3 contracts broken, reversibility %4, score %5"),
         values},
        {QT_TRANSLATE_NOOP("CoreSentences", "within every limit"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "no remedy matches"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "its condition does not hold"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "it was proposed for this anomaly already"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "it failed lately"), values}};
    return all;
}

/// Two label sets over a past range: what cannot be judged, and why.
const std::vector<Known>& rangeForms()
{
    static const std::vector<Known> all{
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 is expected in the labels, and %2"), bothSentences},
        {QT_TRANSLATE_NOOP("CoreSentences", "a comma"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the end"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a label such as version=\"2\""), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the name of a label"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a value"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "it ends"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "there is \"%1\""), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the label %1 is the metric's own and names no arm"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the label %1 is there twice"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "only = can be used: series are told apart by equal labels"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a backslash stands before \\, a quote, n or t"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the value has no closing quote"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "each arm needs at least one label"), values},
        {QT_TRANSLATE_NOOP(
             "CoreSentences", "{%1} and {%2} have no label that differs: a series could belong to both arms"),
         values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a step is at least 1 s"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the range is empty: %1 is not after %2"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the range is too short for two readings of %1 s"), values},
        {QT_TRANSLATE_NOOP(
             "CoreSentences",
             "the range has %1 readings and a source answers %2: take a longer step or a shorter range"),
         values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a share is 1 to 99 percent"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "no critical metric of %1 has a weight: there is no evidence to weigh"),
         values},
        {QT_TRANSLATE_NOOP("CoreSentences", "there is no series of {%1} between %2 and %3"), values},
        {QT_TRANSLATE_NOOP(
             "CoreSentences", "there are no two readings of {%1} that follow each other between %2 and %3"),
         values}};
    return all;
}

/// What is wrong with a query, and where.
const std::vector<Known>& queryForms()
{
    static const std::vector<Known> all{
        {QT_TRANSLATE_NOOP("CoreSentences", "column %1: %2"), sentenceSecond},
        {QT_TRANSLATE_NOOP("CoreSentences", "a query has at most %1 letters"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "this parenthesis closes nothing"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "this parenthesis is not closed"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "parentheses and NOT stand at most %1 deep"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "expected a term here"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "expected a term after %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the quotation mark is not closed"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "put a text with a colon in quotation marks"), values},
        {QT_TRANSLATE_NOOP(
             "CoreSentences",
             "the regular expression is not closed by /; put a text that begins with / in quotation marks"),
         values},
        {QT_TRANSLATE_NOOP("CoreSentences", "the regular expression is wrong: %1"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "expected %1 on both sides of the two points, or on one"), sentenceFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "expected a time such as 2026-08-22T03:44:00Z or -2h after %1:"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "expected a value after %1%2"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "expected a name after has: such as comment or signature"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "expected %1 after %2%3"), sentenceFirst},
        {QT_TRANSLATE_NOOP("CoreSentences", "a number"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "P0, P1, P2 or P3"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "a time such as 2026-08-22T03:44:00Z or -2h"), values},
        {QT_TRANSLATE_NOOP("CoreSentences", "%1 has no order; use :, = or != after it"), values},
        {QT_TRANSLATE_NOOP(
             "CoreSentences",
             "there is no field “%1”; there are kind, stream, service, actor, decision, correlation, severity, %2, "
             "seq, time, after, before, has; put a text with a colon in quotation marks"),
         values}};
    return all;
}

} // namespace

std::vector<const std::vector<Known>*> coreForms()
{
    return {&canaryForms(), &failureForms(),     &rollbackForms(), &sourceForms(),  &rangeForms(),
            &queryForms(),  &approvalRefusals(), &orderRefusals(), &diffRefusals(), &fileRefusals()};
}

} // namespace penelope::ui::words
