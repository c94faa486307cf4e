#include "core/wisdom/similarity.h"

#include "core/base/hash.h"
#include "core/wisdom/featureindices.h"

#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>

namespace penelope::wisdom {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray binOf(double value)
{
    constexpr double width = 100;
    constexpr double exact = 1e15; // whole numbers up to there are the same as integers
    const double bin = value > width ? std::trunc(value / width) * width : std::trunc(value);
    if (std::abs(bin) < exact)
        return QByteArray::number(static_cast<qint64>(bin)); // and −0.5 is 0
    return QByteArray::number(bin, 'f', 0);
}

constexpr std::array severities{Severity::P0, Severity::P1, Severity::P2, Severity::P3};

int severityFeature(Severity severity)
{
    static const auto known = [] {
        std::array<int, severities.size()> indices{};
        for (std::size_t at = 0; at < indices.size(); ++at)
            indices[at] = featureIndex(u"severity:"_s + toWord(severities[at]));
        return indices;
    }();
    return known[static_cast<std::size_t>(severity)];
}

std::vector<int> indicesOf(const Query& query, const GroupFeatures& known)
{
    FeatureIndices indices;
    indices.reserve(3 + query.metrics.size() + query.context.size());
    indices.addIndex(known.service);
    indices.addIndex(known.type);
    indices.addIndex(severityFeature(query.severity));
    for (const auto& [key, value] : query.metrics) {
        if (value.isNumber() && std::isfinite(value.toDouble()))
            indices.add("metric:", key, ":", binOf(value.toDouble()));
        else if (value.isString())
            indices.add("metric:", key, ":", value.toString());
    }
    for (const auto& [key, value] : query.context) {
        if (const auto index = known.context.find(key); index != known.context.end())
            indices.addIndex(index->second);
        else
            indices.add("context:", key);
    }
    return indices.take();
}

GroupFeatures groupFeaturesOf(const ServiceName& service, const QString& type)
{
    return {.service = featureIndex(u"service:"_s + service.value()), .type = featureIndex(u"type:"_s + type)};
}

QString upperWord(Decision decision)
{
    return toWord(decision).toUpper();
}

double similarityOf(std::uint32_t product, std::uint32_t left, std::uint32_t right)
{
    if (left == 0 || right == 0)
        return 0;
    return std::min(1.0, product / std::sqrt(static_cast<double>(left) * right));
}

/// The query spread out, so that a row costs one look per feature of its own.
using Dense = std::array<std::uint32_t, dimensions>;

Dense denseOf(const Vector& vector)
{
    Dense dense{};
    for (const auto& [index, times] : vector.counts)
        dense[static_cast<std::size_t>(index)] = static_cast<std::uint32_t>(times);
    return dense;
}

struct Candidate
{
    double similarity;
    const Rows::Row* row;
};

bool nearer(const Candidate& left, const Candidate& right)
{
    return left.similarity != right.similarity ? left.similarity > right.similarity
                                               : (*left.row)->id < (*right.row)->id;
}

/// The nearest so far, in order.
class Nearest
{
public:
    explicit Nearest(std::size_t most)
        : m_most(most)
    {
        m_best.reserve(std::min<std::size_t>(most, maxMatches));
    }
    /// False where enough are nearer.
    bool take(const Candidate& candidate)
    {
        if (m_best.size() == m_most && !nearer(candidate, m_best.back()))
            return false;
        if (m_best.size() == m_most)
            m_best.pop_back();
        m_best.insert(std::upper_bound(m_best.begin(), m_best.end(), candidate, nearer), candidate);
        return true;
    }
    const std::vector<Candidate>& best() const { return m_best; }
    /// Only what is at least so near can still come in.
    double least(double threshold) const
    {
        return m_best.size() == m_most ? std::max(threshold, m_best.back().similarity) : threshold;
    }

private:
    std::size_t m_most;
    std::vector<Candidate> m_best;
};

std::uint32_t productOf(const Dense& dense, std::span<const std::uint32_t> features)
{
    std::uint32_t product = 0;
    for (const auto feature : features)
        product += dense[feature >> countBits] * (feature & mostCount);
    return product;
}

void walk(const Rows& rows, const Dense& dense, std::uint32_t squares, double threshold, Nearest& nearest)
{
    // A root and a division only for runs that may come in.
    const auto bound = [&] { return std::pow(nearest.least(threshold), 2) * squares * (1 - 1e-9); };
    double least = bound();
    const auto common = productOf(dense, rows.common);
    std::uint32_t begin = 0;
    for (std::size_t run = 0; run < rows.runs.size(); ++run) {
        const auto& [last, end, own] = rows.runs[run];
        const auto product = common + productOf(dense, std::span(rows.rest).subspan(begin, end - begin));
        begin = end;
        if (static_cast<double>(product) * product < least * own)
            continue;
        const double similarity = similarityOf(product, squares, own);
        if (similarity < threshold)
            continue;
        // They ascend: where one is too far, so are those after it.
        for (const auto& row : rows.rowsOf(run)) {
            if (!nearest.take({similarity, &row}))
                break;
        }
        least = bound();
    }
}

} // namespace

QString precedentId(const AnomalyId& anomaly, const ServiceName& service, const QString& type, Decision decision)
{
    const auto text = QStringList{anomaly.value(), service.value(), type, upperWord(decision)}.join(QLatin1Char('|'));
    return toHex(sha256(text.toUtf8()));
}

int featureIndex(const QString& feature)
{
    FeatureIndices indices;
    indices.add(feature);
    return indices.take().front();
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

GroupFeatures groupFeaturesOf(const Precedent& first)
{
    auto features = groupFeaturesOf(first.service, first.type);
    for (const auto& [key, value] : first.context)
        features.context.emplace(key, featureIndex(u"context:"_s + key));
    return features;
}

Vector vectorOf(const Query& query)
{
    return vectorOf(query, groupFeaturesOf(query.service, query.type));
}

Vector vectorOf(const Query& query, const GroupFeatures& known)
{
    Vector vector;
    const auto indices = indicesOf(query, known);
    vector.counts.reserve(indices.size());
    for (const int index : indices) {
        if (vector.counts.empty() || vector.counts.back().first != index)
            vector.counts.emplace_back(index, 0);
        ++vector.counts.back().second;
    }
    for (const auto& [index, times] : vector.counts)
        vector.squares += times * times;
    return vector;
}

double cosine(const Vector& left, const Vector& right)
{
    const auto dense = denseOf(left);
    std::uint32_t product = 0;
    for (const auto& [index, times] : right.counts)
        product += dense[static_cast<std::size_t>(index)] * static_cast<std::uint32_t>(times);
    return similarityOf(product, static_cast<std::uint32_t>(left.squares), static_cast<std::uint32_t>(right.squares));
}

std::vector<Match> search(const Precedents& precedents, const Query& query, double threshold, std::size_t most)
{
    const auto group = precedents.group(query.service, query.type);
    if (!group || most == 0)
        return {};
    const auto wanted = vectorOf(query, group->features);
    const auto dense = denseOf(wanted);
    Nearest nearest(most);
    for (const auto& rows : group->chunks)
        walk(*rows, dense, static_cast<std::uint32_t>(wanted.squares), threshold, nearest);
    std::vector<Match> found;
    found.reserve(nearest.best().size());
    for (const auto& candidate : nearest.best())
        found.push_back(Match{*candidate.row, candidate.similarity});
    return found;
}

SuccessRate
successRate(const Precedents& precedents, const ServiceName& service, const QString& type, Decision decision)
{
    const auto group = precedents.group(service, type);
    if (!group)
        return {};
    const auto& tally = group->tallies[static_cast<std::size_t>(decision)];
    SuccessRate rate{.total = tally.total, .successes = tally.successes, .rate = 0, .meanDuration = {}};
    if (tally.total > 0)
        rate.rate = static_cast<double>(tally.successes) / tally.total;
    if (tally.timed > 0)
        rate.meanDuration = tally.time / tally.timed;
    return rate;
}

int casesOf(const Precedents& precedents, const ServiceName& service, const QString& type)
{
    int count = 0;
    if (const auto group = precedents.group(service, type)) {
        for (const auto& tally : group->tallies)
            count += tally.total;
    }
    return count;
}

bool isKnown(const Precedents& precedents, const ServiceName& service, const QString& type, int least)
{
    return casesOf(precedents, service, type) >= least;
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
