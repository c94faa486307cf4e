#include "ui/text/coresentences.h"

#include "ui/text/coreforms.h"
#include "ui/text/format.h"
#include "ui/text/reasons.h"
#include "ui/text/words.h"
#include "ui/widgets/diffindex.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <array>
#include <map>
#include <optional>
#include <vector>

namespace penelope::ui::words {

using namespace Qt::Literals::StringLiterals;

namespace {

struct CoreSentences
{
    Q_DECLARE_TR_FUNCTIONS(CoreSentences)
};

struct Form
{
    Known known;
    QRegularExpression shape;
    std::vector<int> places; ///< the number of each capture
    QString beginning;       ///< before the first place
    QString ending;          ///< after the last one

    /// Most forms are ruled out without the cost of compiling their shape.
    bool mayBe(const QString& english) const { return english.startsWith(beginning) && english.endsWith(ending); }
};

/// What is one word would else swallow a sentence that stands before its own.
QString shapeOf(Holds holds)
{
    switch (holds) {
    case Holds::Metric: return u"(\\S+|a metric)"_s;
    case Holds::Name:
    case Holds::Person:
    case Holds::Command:
    case Holds::Role: return u"(\\S+)"_s;
    case Holds::Value:
    case Holds::Sentence:
    case Holds::Time:
    case Holds::Approval:
    case Holds::Canary:
    case Holds::Arming: return u"(.*?)"_s;
    }
    Q_UNREACHABLE();
}

Form formOf(const Known& known)
{
    static const QRegularExpression place(u"%([1-5])"_s);
    const auto english = QString::fromUtf8(known.english);
    Form form;
    form.known = known;
    QString shape;
    qsizetype from = 0;
    for (auto found = place.globalMatch(english); found.hasNext();) {
        const auto match = found.next();
        const int number = match.captured(1).toInt();
        if (form.places.empty())
            form.beginning = english.left(match.capturedStart());
        shape += QRegularExpression::escape(english.mid(from, match.capturedStart() - from)) +
                 shapeOf(known.holds[static_cast<std::size_t>(number - 1)]);
        form.places.push_back(number);
        from = match.capturedEnd();
    }
    form.ending = english.mid(from);
    shape += QRegularExpression::escape(form.ending);
    form.shape.setPattern(QRegularExpression::anchoredPattern(shape));
    form.shape.setPatternOptions(QRegularExpression::DotMatchesEverythingOption); // the tail of a log has lines
    return form;
}

const std::vector<Form>& forms()
{
    static const auto all = [] {
        std::vector<Form> made;
        for (const auto* table : coreForms()) {
            for (const auto& known : *table)
                made.push_back(formOf(known));
        }
        return made;
    }();
    return all;
}

/// The words of a state that the core names; one that a newer core made up stays readable.
template <typename State>
QString stateText(const QString& word, std::initializer_list<State> all, QString (*said)(State state))
{
    for (const State state : all) {
        if (toWord(state) == word)
            return said(state);
    }
    return code(visibleText(word));
}

QString approvalText(const QString& word)
{
    using enum approval::Status;
    return stateText(word, {Pending, Approved, Rejected, Expired, Cancelled}, &approvalStatus);
}

QString canaryText(const QString& word)
{
    using enum canary::Status;
    return stateText(
        word, {Initializing, Running, Paused, Promoting, RollingBack, Completed, Failed, Cancelled}, &canaryStatus);
}

QString timeText(const QString& text)
{
    const auto at = instantFromIso(text);
    return at ? format::utcDateTime(*at) : told(text);
}

QString heldText(Holds holds, const QString& text)
{
    using enum Role;
    using enum Arming;
    switch (holds) {
    case Holds::Value: return format::inWords(visibleText(text));
    case Holds::Name: return visibleText(text);
    case Holds::Metric: return metric(text);
    case Holds::Sentence: return told(text);
    case Holds::Person: return visibleText(actor(text));
    case Holds::Time: return timeText(text);
    case Holds::Command: return commandWords(text);
    case Holds::Role: return stateText(text, {Viewer, Operator, Approver, Admin}, &role);
    case Holds::Approval: return approvalText(text);
    case Holds::Canary: return canaryText(text);
    case Holds::Arming: return stateText(text, {Off, Shadow, Armed}, &arming);
    }
    Q_UNREACHABLE();
}

/// All at once: what one place holds may itself look like a place.
QString filled(const QString& form, const std::map<int, QString>& held)
{
    QString text;
    for (qsizetype at = 0; at < form.size(); ++at) {
        const bool place = form[at] == u'%' && at + 1 < form.size() && form[at + 1].isDigit();
        const auto found = place ? held.find(form[at + 1].digitValue()) : held.end();
        if (found == held.end()) {
            text += form[at];
            continue;
        }
        text += found->second;
        ++at;
    }
    return text;
}

/// Nothing where it is no sentence of the core.
std::optional<QString> saidAgain(const QString& english)
{
    for (const auto& form : forms()) {
        const auto match = form.mayBe(english) ? form.shape.match(english) : QRegularExpressionMatch{};
        if (!match.hasMatch())
            continue;
        std::map<int, QString> held;
        for (std::size_t index = 0; index < form.places.size(); ++index) {
            const int number = form.places[index];
            held[number] = heldText(
                form.known.holds[static_cast<std::size_t>(number - 1)], match.captured(static_cast<int>(index) + 1));
        }
        return filled(CoreSentences::tr(form.known.english), held);
    }
    return std::nullopt;
}

} // namespace

QString told(const QString& english)
{
    // A sentence of the core is short; a log of a tool need not be looked through.
    constexpr qsizetype longest = 4096;
    if (english.size() > longest)
        return visibleText(english);
    if (const auto said = saidAgain(english))
        return *said;
    // A sentence and, after it, what was measured.
    const auto colon = english.indexOf(u": "_s);
    if (const auto head = colon > 0 ? saidAgain(english.left(colon)) : std::nullopt)
        return *head + u": "_s + told(english.mid(colon + 2));
    return visibleText(english);
}

QString told(const Error& error)
{
    static const QRegularExpression line(u"\\Aline ([0-9]+)\\z"_s);
    const auto named = line.match(error.where);
    const auto sentence = told(error.message);
    //: %1 is the number of a line in a patch, %2 a sentence about it
    return named.hasMatch() ? CoreSentences::tr("line %1: %2").arg(named.captured(1), sentence) : sentence;
}

QString commandWords(const QString& name)
{
    static const std::map<QString, const char*> table{
        {u"approve"_s, QT_TRANSLATE_NOOP("CoreSentences", "approving")},
        {u"reject"_s, QT_TRANSLATE_NOOP("CoreSentences", "rejecting")},
        {u"intend"_s, QT_TRANSLATE_NOOP("CoreSentences", "deciding")},
        {u"review"_s, QT_TRANSLATE_NOOP("CoreSentences", "reviewing a decision")},
        {u"withdraw_intent"_s, QT_TRANSLATE_NOOP("CoreSentences", "taking a decision back")},
        {u"ack"_s, QT_TRANSLATE_NOOP("CoreSentences", "acknowledging a request")},
        {u"snooze"_s, QT_TRANSLATE_NOOP("CoreSentences", "snoozing a request")},
        {u"note"_s, QT_TRANSLATE_NOOP("CoreSentences", "adding a note")},
        {u"anomaly_report"_s, QT_TRANSLATE_NOOP("CoreSentences", "reporting an anomaly")},
        {u"anomaly_judge"_s, QT_TRANSLATE_NOOP("CoreSentences", "having an anomaly judged again")},
        {u"anomaly_ack"_s, QT_TRANSLATE_NOOP("CoreSentences", "acknowledging an escalation")},
        {u"anomaly_close"_s, QT_TRANSLATE_NOOP("CoreSentences", "closing an escalation")},
        {u"patch_submit"_s, QT_TRANSLATE_NOOP("CoreSentences", "proposing a patch")},
        {u"patch_cancel"_s, QT_TRANSLATE_NOOP("CoreSentences", "cancelling a patch")},
        {u"twin_cancel"_s, QT_TRANSLATE_NOOP("CoreSentences", "ending a trial in the twin")},
        {u"canary_pause"_s, QT_TRANSLATE_NOOP("CoreSentences", "pausing a canary")},
        {u"canary_resume"_s, QT_TRANSLATE_NOOP("CoreSentences", "resuming a canary")},
        {u"canary_promote"_s, QT_TRANSLATE_NOOP("CoreSentences", "promoting a canary")},
        {u"canary_abort"_s, QT_TRANSLATE_NOOP("CoreSentences", "aborting a canary")},
        {u"canary_cancel"_s, QT_TRANSLATE_NOOP("CoreSentences", "cancelling a canary")},
        {u"canary_retry"_s, QT_TRANSLATE_NOOP("CoreSentences", "trying a canary again")},
        {u"breaker_reset"_s, QT_TRANSLATE_NOOP("CoreSentences", "resetting a breaker")},
        {u"operator_add"_s, QT_TRANSLATE_NOOP("CoreSentences", "adding an operator")},
        {u"operator_change"_s, QT_TRANSLATE_NOOP("CoreSentences", "changing an operator")},
        {u"operator_rotate"_s, QT_TRANSLATE_NOOP("CoreSentences", "replacing an operator's key")},
        {u"poll"_s, QT_TRANSLATE_NOOP("CoreSentences", "asking the sources again")},
        {u"policy_set"_s, QT_TRANSLATE_NOOP("CoreSentences", "changing the policy")},
        {u"freeze"_s, QT_TRANSLATE_NOOP("CoreSentences", "freezing healing")},
        {u"unfreeze"_s, QT_TRANSLATE_NOOP("CoreSentences", "ending a freeze")},
        {u"arm"_s, QT_TRANSLATE_NOOP("CoreSentences", "arming a service")},
        {u"except"_s, QT_TRANSLATE_NOOP("CoreSentences", "declaring an exception from the rest day")},
        {u"service_register"_s, QT_TRANSLATE_NOOP("CoreSentences", "registering a service")}};
    const auto found = table.find(name);
    return found == table.end() ? code(visibleText(name)) : CoreSentences::tr(found->second);
}

QStringList knownSentences()
{
    QStringList all;
    for (const auto& form : forms())
        all << QString::fromUtf8(form.known.english);
    return all;
}

QString violation(const QString& code)
{
    static const std::map<QString, const char*> table{
        {u"lines"_s, QT_TRANSLATE_NOOP("CoreSentences", "it changes too many lines")},
        {u"functions"_s, QT_TRANSLATE_NOOP("CoreSentences", "it changes too many functions")},
        {u"contracts"_s, QT_TRANSLATE_NOOP("CoreSentences", "it breaks a public contract")},
        {u"reversibility"_s, QT_TRANSLATE_NOOP("CoreSentences", "it is hard to take back")}};
    const auto found = table.find(code);
    return found == table.end() ? told(code) : CoreSentences::tr(found->second);
}

QString judgeRule(qint64 rule)
{
    static const std::array words{
        QT_TRANSLATE_NOOP("CoreSentences", "as ordered"),     QT_TRANSLATE_NOOP("CoreSentences", "worse than stable"),
        QT_TRANSLATE_NOOP("CoreSentences", "over the limit"), QT_TRANSLATE_NOOP("CoreSentences", "environment"),
        QT_TRANSLATE_NOOP("CoreSentences", "missing data"),   QT_TRANSLATE_NOOP("CoreSentences", "unproven"),
        QT_TRANSLATE_NOOP("CoreSentences", "warning"),        QT_TRANSLATE_NOOP("CoreSentences", "promote the step"),
        QT_TRANSLATE_NOOP("CoreSentences", "observe")};
    return rule < 1 || rule > static_cast<qint64>(words.size())
               ? QString{}
               : CoreSentences::tr(words[static_cast<std::size_t>(rule - 1)]);
}

} // namespace penelope::ui::words
