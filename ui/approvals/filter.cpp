#include "ui/approvals/filter.h"

#include "ui/text/filterterms.h"

#include <QCoreApplication>
#include <QStringList>

#include <cstring>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui::approvals {

namespace {

struct FilterWords
{
    Q_DECLARE_TR_FUNCTIONS(FilterWords)
};

std::optional<Term::Field> fieldOf(QStringView name)
{
    if (name == "service"_L1)
        return Term::Field::Service;
    if (name == "sev"_L1 || name == "severity"_L1)
        return Term::Field::Severity;
    if (name == "state"_L1)
        return Term::Field::State;
    if (name == "needs"_L1)
        return Term::Field::Needs;
    if (name == "patch"_L1)
        return Term::Field::Patch;
    return std::nullopt;
}

/// What people type after "state:"; one word each, also in the audit.
QString stateWord(State state)
{
    switch (state) {
    case State::Waiting: return u"waiting"_s;
    case State::Voted: return u"voted"_s;
    case State::Seen: return u"seen"_s;
    case State::Intended: return u"held"_s;
    case State::ToReview: return u"review"_s;
    case State::Snoozed: return u"snoozed"_s;
    case State::Acknowledged: return u"acknowledged"_s;
    case State::Judging: return u"judging"_s;
    case State::Observed: return u"observed"_s;
    case State::Trying: return u"trying"_s;
    case State::Healing: return u"healing"_s;
    case State::Approved: return u"approved"_s;
    case State::Rejected: return u"rejected"_s;
    case State::Expired: return u"expired"_s;
    case State::Refused: return u"refused"_s;
    case State::Cancelled: return u"cancelled"_s;
    case State::Closed: return u"closed"_s;
    case State::Resolved: return u"resolved"_s;
    }
    Q_UNREACHABLE();
}

/// For texts this short no search is faster than looking at each place: Qt's and the library's prepare more than that.
bool isIn(const QString& text, const QString& part)
{
    if (part.isEmpty())
        return true;
    const auto* places = text.constData();
    const auto* wanted = part.constData();
    const auto bytes = static_cast<std::size_t>(part.size()) * sizeof(QChar);
    for (qsizetype last = text.size() - part.size(), at = 0; at <= last; ++at) {
        if (places[at] == *wanted && std::memcmp(places + at, wanted, bytes) == 0)
            return true;
    }
    return false;
}

bool holds(const Term& term, const Row& row, const SearchText& search)
{
    switch (term.field) {
    case Term::Field::Text: return isIn(search.all, term.value);
    case Term::Field::Service: return isIn(search.service, term.value);
    case Term::Field::Severity: return toWord(row.severity).compare(term.value, Qt::CaseInsensitive) == 0;
    case Term::Field::State: return stateWord(row.state) == term.value;
    case Term::Field::Needs: return row.needsMe;
    case Term::Field::Patch: return row.patch.value().startsWith(term.value, Qt::CaseInsensitive);
    }
    Q_UNREACHABLE();
}

Result<Term> readTerm(const QString& word, qsizetype column)
{
    Term term;
    QString rest = word;
    if (rest.startsWith(u'-') && rest.size() > 1) {
        term.negated = true;
        rest.remove(0, 1);
        ++column;
    }
    const auto colon = rest.indexOf(u':');
    if (colon > 0) {
        const auto field = fieldOf(QStringView{rest}.left(colon));
        if (!field)
            return failure(ErrorCode::Malformed, FilterWords::tr("unknown field"), ui::filter::columnText(column));
        term.field = *field;
        rest.remove(0, colon + 1);
        column += colon + 1;
        if (rest.isEmpty())
            return failure(ErrorCode::Malformed, FilterWords::tr("a value is missing"), ui::filter::columnText(column));
    }
    term.value = rest.toCaseFolded();
    if (term.field == Term::Field::Needs && term.value != "me"_L1)
        return failure(ErrorCode::Malformed, FilterWords::tr("only needs:me is known"), ui::filter::columnText(column));
    return term;
}

} // namespace

Result<Filter> parseFilter(const QString& text)
{
    return ui::filter::termsOf<Term>(text, readTerm);
}

SearchText searchText(const Row& row)
{
    QString all; // a word has no line break: it is never found across two
    all.reserve(row.service.value().size() + row.intent.size() + row.id.size() + row.by.size() + 3);
    for (const auto* text : {&row.service.value(), &row.intent, &row.id})
        all.append(*text).append(u'\n');
    all.append(row.by);
    return {row.service.value().toCaseFolded(), std::move(all).toCaseFolded()};
}

bool hasSameText(const Row& left, const Row& right)
{
    return left.service == right.service && left.intent == right.intent && left.id == right.id && left.by == right.by;
}

bool matches(const Filter& filter, const Row& row)
{
    return matches(filter, row, searchText(row));
}

bool matches(const Filter& filter, const Row& row, const SearchText& search)
{
    const auto holdsHere = [&search](const Term& term, const Row& at) { return holds(term, at, search); };
    return ui::filter::allHold(filter, row, holdsHere);
}

} // namespace penelope::ui::approvals
