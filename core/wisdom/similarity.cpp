#include "core/wisdom/similarity.h"

#include "core/base/hash.h"

#include <QCryptographicHash>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace penelope::wisdom {

using namespace Qt::Literals::StringLiterals;

namespace {

QString binOf(double value)
{
    constexpr double width = 100;
    const double bin = value > width ? std::trunc(value / width) * width : std::trunc(value);
    // Adding zero turns the negative zero of −0.5 into the zero that it is shown as.
    return QString::number(bin + 0.0, 'f', 0);
}

QStringList featuresOf(const Query& query)
{
    QStringList features{
        u"service:"_s + query.service.value(), u"type:"_s + query.type, u"severity:"_s + toWord(query.severity)};
    for (const auto& [key, value] : query.metrics) {
        if (value.isNumber() && std::isfinite(value.toDouble()))
            features.append(u"metric:%1:%2"_s.arg(key, binOf(value.toDouble())));
        else if (value.isString())
            features.append(u"metric:%1:%2"_s.arg(key, value.toString()));
    }
    for (const auto& [key, value] : query.context)
        features.append(u"context:"_s + key);
    return features;
}

QString upperWord(Decision decision)
{
    return toWord(decision).toUpper();
}

bool isAbout(const Precedent& precedent, const ServiceName& service, const QString& type)
{
    return precedent.service == service && precedent.type == type;
}

bool nearer(const Match& left, const Match& right)
{
    if (left.similarity != right.similarity)
        return left.similarity > right.similarity;
    return left.precedent->id < right.precedent->id;
}

} // namespace

QString precedentId(const AnomalyId& anomaly, const ServiceName& service, const QString& type, Decision decision)
{
    const auto text = QStringList{anomaly.value(), service.value(), type, upperWord(decision)}.join(QLatin1Char('|'));
    return toHex(sha256(text.toUtf8()));
}

int featureIndex(const QString& feature)
{
    const auto hash = QCryptographicHash::hash(feature.toUtf8(), QCryptographicHash::Md5);
    int rest = 0;
    for (const char byte : hash)
        rest = (rest * 256 + static_cast<unsigned char>(byte)) % dimensions;
    return rest;
}

Query queryOf(const Precedent& precedent)
{
    return Query{
        .service = precedent.service,
        .type = precedent.type,
        .severity = precedent.severity,
        .metrics = precedent.metrics,
        .context = precedent.context};
}

Vector vectorOf(const Query& query)
{
    std::map<int, double> sums;
    for (const auto& feature : featuresOf(query))
        sums[featureIndex(feature)] += 1.0;
    double squares = 0;
    for (const auto& [index, value] : sums)
        squares += value * value;
    const double length = std::sqrt(squares);
    Vector vector;
    vector.values.reserve(sums.size());
    for (const auto& [index, value] : sums)
        vector.values.emplace_back(index, value / length);
    return vector;
}

double cosine(const Vector& left, const Vector& right)
{
    double sum = 0;
    auto mine = left.values.begin();
    auto theirs = right.values.begin();
    while (mine != left.values.end() && theirs != right.values.end()) {
        if (mine->first < theirs->first) {
            ++mine;
        } else if (theirs->first < mine->first) {
            ++theirs;
        } else {
            sum += mine->second * theirs->second;
            ++mine;
            ++theirs;
        }
    }
    return std::clamp(sum, 0.0, 1.0);
}

std::vector<Match> search(const Precedents& precedents, const Query& query, double threshold)
{
    const auto wanted = vectorOf(query);
    std::vector<Match> found;
    precedents.forEach([&](const QString&, const std::shared_ptr<const Precedent>& row) {
        if (!isAbout(*row, query.service, query.type))
            return;
        const double similarity = cosine(wanted, vectorOf(queryOf(*row)));
        if (similarity >= threshold)
            found.push_back(Match{row, similarity});
    });
    std::sort(found.begin(), found.end(), nearer);
    if (found.size() > maxMatches)
        found.resize(maxMatches);
    return found;
}

SuccessRate
successRate(const Precedents& precedents, const ServiceName& service, const QString& type, Decision decision)
{
    SuccessRate rate;
    Milliseconds sum{0};
    int timed = 0;
    precedents.forEach([&](const QString&, const std::shared_ptr<const Precedent>& row) {
        if (!isAbout(*row, service, type) || row->decision != decision || !row->outcome)
            return;
        ++rate.total;
        rate.successes += *row->outcome == Outcome::Success ? 1 : 0;
        if (row->duration) {
            sum += *row->duration;
            ++timed;
        }
    });
    if (rate.total > 0)
        rate.rate = static_cast<double>(rate.successes) / rate.total;
    if (timed > 0)
        rate.meanDuration = sum / timed;
    return rate;
}

bool isKnown(const Precedents& precedents, const ServiceName& service, const QString& type, int least)
{
    int count = 0;
    precedents.forEach([&](const QString&, const std::shared_ptr<const Precedent>& row) {
        count += isAbout(*row, service, type) && row->outcome ? 1 : 0;
    });
    return count >= least;
}

double wilsonLower(int successes, int total)
{
    if (total <= 0)
        return 0;
    constexpr double z = 1.959963984540054; // 97.5 % quantile of the normal distribution
    const double n = total;
    const double share = successes / n;
    const double centre = share + z * z / (2 * n);
    const double margin = z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    return std::max(0.0, (centre - margin) / (1 + z * z / n));
}

} // namespace penelope::wisdom
