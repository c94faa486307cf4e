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
        // A metric is one word; else it would swallow a sentence that stands before its own.
        const bool oneWord = known.holds[static_cast<std::size_t>(number - 1)] == Holds::Metric;
        shape += QRegularExpression::escape(english.mid(from, match.capturedStart() - from)) +
                 (oneWord ? u"(\\S+|a metric)"_s : u"(.*?)"_s);
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

QString heldText(Holds holds, const QString& text)
{
    switch (holds) {
    case Holds::Value: return format::inWords(visibleText(text));
    case Holds::Metric: return metric(text);
    case Holds::Sentence: return told(text);
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
