#pragma once

#include "core/base/json.h"

#include <QString>

#include <optional>
#include <tuple>
#include <vector>

/// Metrics as values: what is told to Prometheus before any text format. Pure.
namespace penelope::metrics {

enum class Type { Counter, Gauge, Histogram };

struct Label
{
    QString name;
    QString value;
    bool operator==(const Label&) const = default;
};
bool operator<(const Label& left, const Label& right);

/// Observations counted by upper bound; one that equals a bound belongs to it, as in Prometheus.
struct Histogram
{
    std::vector<double> bounds; ///< ascending, without +Inf
    std::vector<qint64> counts; ///< of each bucket alone; the last is for what is above every bound
    double sum = 0;

    Histogram() = default;
    explicit Histogram(std::vector<double> upperBounds);
    void observe(double value);
    /// Takes over the other's observations; the bounds must be the same.
    void add(const Histogram& other);
    qint64 count() const;
    template <typename Self> static auto parts(Self& self) { return std::tie(self.bounds, self.counts, self.sum); }
    bool operator==(const Histogram&) const = default;
};

struct Sample
{
    std::vector<Label> labels;
    double value = 0;                        ///< of a counter or gauge
    std::optional<Histogram> histogram = {}; ///< of a histogram
    bool operator==(const Sample&) const = default;
};

struct Family
{
    QString name;
    QString help; ///< one line
    Type type = Type::Gauge;
    std::vector<Sample> samples;
    bool operator==(const Family&) const = default;
};

/// What an exposition may hold: families by name, samples by labels. Left out, because one of them makes Prometheus
/// refuse the whole scrape: a second sample with the same labels, a label that is no Unicode text or a wrong name, a
/// value that is not finite. Line breaks of a HELP become blanks.
struct Checked
{
    std::vector<Family> families;
    qint64 dropped = 0; ///< samples left out
};
Checked checked(std::vector<Family> families);

QString toWord(Type type);
/// [{name, help, type, samples: [{labels, value} or {labels, count, sum, buckets: [{le, count}]}]}]; buckets are
/// cumulative, the one of +Inf is `count`.
Json toJson(const std::vector<Family>& families);
/// Reads that back. Malformed names the family.
Result<std::vector<Family>> familiesFromJson(const Json& json);

} // namespace penelope::metrics
