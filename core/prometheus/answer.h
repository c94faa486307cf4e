#pragma once

#include "core/base/instant.h"
#include "core/base/json.h"
#include "core/prometheus/labels.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace penelope::prometheus {

/// `value` is absent where it is not finite: no evidence, never 0.
struct Sample
{
    Instant at{};
    std::optional<double> value;
    QByteArray text; ///< as received, where `value` does not say it; else empty
    bool operator==(const Sample&) const = default;
};

/// As Prometheus writes it.
QByteArray written(const Sample& sample);

struct Series
{
    Labels labels; ///< with __name__
    std::vector<Sample> samples;
    bool operator==(const Series&) const = default;
};

enum class ResultType { Vector, Matrix, Scalar, String };

/// A native histogram comes as the classic one that it would be: series of its labels with `le`, cumulative, at the
/// edges of prometheus::nativeEdges. What is differenced, reset and judged is then the same for both kinds.
struct Answer
{
    ResultType type = ResultType::Vector;
    std::vector<Series> series;
    QStringList warnings; ///< any = evidence incomplete: hold, never promote
    QStringList infos;
    QStringList unknown;                     ///< series with histograms that cannot be read, by their text form
    std::optional<Milliseconds> clockOffset; ///< server's Date minus ours, where known
    bool operator==(const Answer&) const = default;
};

/// Body of query or query_range. Errors: Malformed (not JSON, not the envelope), Refused (error envelope; message =
/// errorType and text). Pure.
Result<Answer> parseAnswer(const QByteArray& body, int httpStatus, const QString& contentType);

} // namespace penelope::prometheus
