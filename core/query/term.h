#pragma once

#include "core/journal/event.h"
#include "core/query/needle.h"

#include <QRegularExpression>

#include <memory>
#include <optional>
#include <vector>

namespace penelope::query {

/// What a service column shows: payload.service, else the name in service/NAME and breaker/NAME. Empty for none.
QString serviceOf(const journal::Event& event);
/// What a decision column shows: observe, intervene, escalate, approved, rejected, expired, cancelled. Empty for none.
QString decisionOf(const journal::Event& event);
/// What a risk column shows: the risk of a decision, or of a request, 0 … 1. Nothing where the event has none.
std::optional<double> riskOf(const journal::Event& event);

enum class Field { Word, Kind, Stream, Service, Actor, Decision, Correlation, Severity, Seq, Time, Number, Has };

/// One question about one event.
struct Term
{
    Field field = Field::Word;
    QString name = {};    ///< of Number and Has
    QString value = {};   ///< of text fields; `*` stands for any text where `wild`
    bool wild = true;     ///< field:value; else field=value
    bool differs = false; ///< field!=value: the event has the field, and something else in it
    /// Of ordered fields; absent = open. Time is in ms, severity 0 for P0.
    std::optional<double> low = {};
    std::optional<double> high = {};
    bool lowOpen = false; ///< the bound itself does not count
    bool highOpen = false;
    std::optional<QRegularExpression> pattern = {}; ///< of /…/

    bool matches(const journal::Event& event) const;
    /// What must stand in the bytes for it to hold.
    Needle needle() const;

    // For an index, which knows the field without the event:
    /// Of text fields: the field has one of these values, the first of them being what it shows.
    bool holdsFor(const QStringList& values) const;
    /// Of ordered fields.
    bool holdsFor(std::optional<double> value) const;
    /// Of a word: this text of the event holds it.
    bool isIn(const QString& text) const;
};

/// `*` stands for any text; the case of letters does not matter.
bool isLike(QStringView pattern, QStringView text);

/// The names of ordered fields that are read from the payload: risk, confidence, impact, gentleness, level, rule, …
const QStringList& numberFields();

/// Terms joined by AND, OR and NOT.
struct Expression
{
    enum class Kind { All, Any, Not, Term };
    Kind kind = Kind::All;
    std::vector<Expression> parts = {}; ///< of All and Any; one of Not
    std::shared_ptr<const Term> term = {};
    Needle needle = {}; ///< of the term
    /// Where it stands in the text of the query, counted from 0.
    qsizetype from = 0;
    qsizetype to = 0;

    bool matches(const journal::Event& event) const;
    /// False only where no event with these bytes matches.
    bool mayMatch(QByteArrayView body) const;
};

} // namespace penelope::query
