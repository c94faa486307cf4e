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
};

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

    bool matches(const journal::Event& event) const;
    /// False only where no event with these bytes matches.
    bool mayMatch(QByteArrayView body) const;
};

} // namespace penelope::query
