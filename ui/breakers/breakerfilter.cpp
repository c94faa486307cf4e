#include "ui/breakers/breakerfilter.h"

#include "ui/text/filterterms.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::breakers {

namespace {

struct BreakerFilterWords
{
    Q_DECLARE_TR_FUNCTIONS(BreakerFilterWords)
};

const QStringList& stateNames()
{
    static const QStringList names{u"open"_s, u"ready"_s, u"half-open"_s, u"closed"_s, u"never"_s, u"unknown"_s};
    return names;
}

/// What people type after "state:".
QString stateName(const BreakerRow& row)
{
    if (row.isUnknown())
        return u"unknown"_s;
    switch (row.view) {
    case breaker::View::Open: return u"open"_s;
    case breaker::View::OpenReady: return u"ready"_s;
    case breaker::View::HalfOpen: return u"half-open"_s;
    case breaker::View::Closed: return u"closed"_s;
    case breaker::View::NeverUsed: return u"never"_s;
    }
    Q_UNREACHABLE();
}

bool holds(const BreakerTerm& term, const BreakerRow& row)
{
    switch (term.field) {
    case BreakerTerm::Field::Text:
    case BreakerTerm::Field::Service: return row.service.value().contains(term.value, Qt::CaseInsensitive);
    case BreakerTerm::Field::State:
        // One that was never used is closed, and one that is ready is open: the narrower word is there for who needs
        // it.
        return stateName(row) == term.value ||
               (term.value == "closed"_L1 && row.view == breaker::View::NeverUsed && !row.isUnknown()) ||
               (term.value == "open"_L1 && row.view == breaker::View::OpenReady);
    }
    Q_UNREACHABLE();
}

Result<BreakerTerm> readTerm(QString word, qsizetype column)
{
    BreakerTerm term;
    if (word.startsWith(u'-') && word.size() > 1) {
        term.negated = true;
        word.remove(0, 1);
        ++column;
    }
    const auto colon = word.indexOf(u':');
    if (colon > 0) {
        const auto name = word.left(colon);
        if (name == "state"_L1)
            term.field = BreakerTerm::Field::State;
        else if (name == "service"_L1)
            term.field = BreakerTerm::Field::Service;
        else
            return failure(
                ErrorCode::Malformed, BreakerFilterWords::tr("unknown field"), ui::filter::columnText(column));
        word.remove(0, colon + 1);
        column += colon + 1;
        if (word.startsWith(u'!')) {
            term.negated = !term.negated;
            word.remove(0, 1);
        }
        if (word.isEmpty())
            return failure(
                ErrorCode::Malformed, BreakerFilterWords::tr("a value is missing"), ui::filter::columnText(column));
    }
    term.value = word.toLower();
    if (term.field == BreakerTerm::Field::State && !stateNames().contains(term.value))
        //: %1 is a list of words that are understood
        return failure(
            ErrorCode::Malformed, BreakerFilterWords::tr("one of %1").arg(stateNames().join(u", "_s)),
            ui::filter::columnText(column));
    return term;
}

} // namespace

Result<BreakerFilter> parseBreakerFilter(const QString& text)
{
    return ui::filter::termsOf<BreakerTerm>(text, readTerm);
}

bool matches(const BreakerFilter& filter, const BreakerRow& row)
{
    return ui::filter::allHold(filter, row, holds);
}

} // namespace penelope::ui::breakers
