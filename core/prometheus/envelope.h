#pragma once

#include "core/base/result.h"
#include "core/prometheus/answer.h"

#include <simdjson.h>

#include <string_view>
#include <vector>

/// What answers of Prometheus have in common, whatever they answer.
namespace penelope::prometheus::wire {

namespace dom = simdjson::dom;

QString toQString(std::string_view text);

Failure malformed(const QString& message, const QString& where = {});

/// A part of the body, in words only where something is wrong with it: writing them takes longer than reading the part.
struct Place
{
    QLatin1StringView list;
    qsizetype index = -1; ///< −1 = the whole
    operator QString() const;
};

/// A number as it goes over the wire.
struct Number
{
    bool isOne = false;
    std::optional<double> value; ///< nothing for NaN, infinities and what is no number: no evidence, never 0
};
/// Free of the locale.
Number number(std::string_view text);

/// Texts of labels, made once: every series of an answer has the same few names in the same order, and most values are
/// those of the series before.
class LabelTexts
{
public:
    void add(Labels& labels, std::string_view name, std::string_view value);

private:
    struct Known
    {
        std::string nameBytes;
        QString name;
        std::string valueBytes;
        QString value; ///< the newest
    };
    Known& of(std::string_view name);

    std::vector<Known> m_known;
    std::size_t m_next = 0; ///< the one that is likely to come
};
Status readLabels(dom::element value, const Place& where, LabelTexts& texts, Labels& labels);

/// The envelope, or why there is none. `parser` owns what the answer points at; room behind the body for its padding
/// saves a copy.
Result<dom::object>
openEnvelope(dom::parser& parser, const QByteArray& body, int httpStatus, const QString& contentType);

} // namespace penelope::prometheus::wire
