#include "core/base/binaryvalue.h"
#include "core/wisdom/events.h"

#include <QCryptographicHash>
#include <QRandomGenerator>
#include <QTest>

#include <cmath>
#include <numeric>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using namespace penelope::wisdom;

namespace {

Precedent precedentOf(const QString& id, double p99)
{
    Precedent precedent;
    precedent.id = id;
    precedent.anomaly = AnomalyId{u"anomaly-001"_s};
    precedent.service = ServiceName{u"payment-api"_s};
    precedent.type = u"latency_spike"_s;
    precedent.severity = Severity::P1;
    precedent.metrics = {{u"p99_latency_ms"_s, Json{p99}}};
    precedent.context = {{u"alertname"_s, u"Slow"_s}};
    precedent.decision = Decision::Intervene;
    precedent.level = Level::Surgical;
    precedent.reasoning = u"why"_s;
    return precedent;
}

journal::Event recorded(const Json& payload, const QString& kind = u"PrecedentRecorded"_s)
{
    journal::Event event;
    event.time = Instant{5s};
    event.kind = kind;
    event.stream = u"patch/00000020"_s;
    const auto bytes = canonical::encode(payload);
    event.payload = bytes ? canonical::parse(*bytes).value_or(Json{}) : Json{};
    return event;
}

template <typename Change> void update(Precedents& precedents, const QString& id, Change&& change)
{
    auto precedent = *precedents.find(id);
    change(precedent);
    precedents.insert(std::move(precedent));
}

Precedents manyOf(int count)
{
    Precedents precedents;
    for (int at = 0; at < count; ++at) {
        const auto id = u"p%1"_s.arg(at, 3, 10, '0'_L1);
        precedents.insert(precedentOf(id, 2500));
    }
    return precedents;
}

std::vector<double> denseOf(const Query& query)
{
    QStringList features{
        u"service:"_s + query.service.value(), u"type:"_s + query.type, u"severity:"_s + toWord(query.severity)};
    for (const auto& [key, value] : query.metrics)
        features.append(u"metric:%1:%2"_s.arg(key).arg(
            value.toDouble() > 100 ? std::trunc(value.toDouble() / 100) * 100 : std::trunc(value.toDouble())));
    for (const auto& [key, value] : query.context)
        features.append(u"context:"_s + key);
    std::vector<double> dense(768);
    for (const auto& feature : features)
        dense[static_cast<std::size_t>(featureIndex(feature))] += 1;
    double squares = 0;
    for (const double value : dense)
        squares += value * value;
    for (double& value : dense)
        value /= std::sqrt(squares);
    return dense;
}

std::vector<std::pair<double, QString>> denseSearch(const Precedents& precedents, const Query& query, double threshold)
{
    std::vector<std::pair<double, QString>> found;
    const auto wanted = denseOf(query);
    precedents.forEach([&](const auto& row) {
        if (row->service != query.service || row->type != query.type)
            return;
        const auto dense = denseOf(queryOf(*row));
        const double product = std::inner_product(dense.begin(), dense.end(), wanted.begin(), 0.0);
        // Rounding must not decide what lies exactly on the threshold or is exactly as near.
        if (product >= threshold - 1e-12)
            found.emplace_back(std::round(product * 1e12) / 1e12, row->id);
    });
    std::sort(found.begin(), found.end(), [](const auto& left, const auto& right) {
        return left.first != right.first ? left.first > right.first : left.second < right.second;
    });
    if (found.size() > 10)
        found.resize(10);
    return found;
}

} // namespace

class TestWisdom : public QObject
{
    Q_OBJECT

private slots:
    void idIsTheGoldenHash()
    {
        QCOMPARE(
            precedentId(
                AnomalyId{u"anomaly-001"_s}, ServiceName{u"payment-api"_s}, u"latency_spike"_s, Decision::Intervene),
            u"8f3b9f72545b4893611e92347b14f04c1b7a185106aa15d1c32a3dcd130569c7"_s);
    }

    void featureIndicesAreGolden()
    {
        QCOMPARE(featureIndex(u"service:payment-api"_s), 159);
        QCOMPARE(featureIndex(u"type:latency_spike"_s), 484);
        QCOMPARE(featureIndex(u"severity:P1"_s), 452);
        QCOMPARE(featureIndex(u"metric:p99_latency_ms:2500"_s), 513);
    }

    void featureIndicesAreThoseOfMd5()
    {
        QRandomGenerator random(3);
        for (int round = 0; round < 200; ++round) {
            FeatureIndices indices;
            std::vector<int> wanted;
            for (int features = random.bounded(40); features > 0; --features) {
                QString text;
                for (int letters = random.bounded(round % 2 == 0 ? 60 : 200); letters > 0; --letters)
                    text += QChar(random.bounded(round % 3 == 0 ? 0x3000 : 0x80)); // now and then beyond ASCII
                const auto bytes = random.bounded(2) == 0 ? QByteArray("metric:") : QByteArray();
                indices.add(bytes, text);
                int rest = 0;
                for (const char byte : QCryptographicHash::hash(bytes + text.toUtf8(), QCryptographicHash::Md5))
                    rest = (rest * 256 + static_cast<unsigned char>(byte)) % dimensions;
                wanted.push_back(rest);
            }
            std::sort(wanted.begin(), wanted.end());
            QCOMPARE(indices.take(), wanted);
            QVERIFY(indices.take().empty());
        }
    }

    void metricsAreBinned()
    {
        const auto vector = [](double p99) { return vectorOf(queryOf(precedentOf(u"x"_s, p99))); };
        QCOMPARE(vector(2500), vector(2599.9));
        QVERIFY(vector(2500) != vector(2600));
        QCOMPARE(vector(7.9), vector(7));
        QVERIFY(vector(99) != vector(100)); // up to 100 every whole number is its own bin
        QCOMPARE(vector(-0.5), vector(0));
        QVERIFY(vector(-1) != vector(0));
        // As the golden texts are written, far beyond what is an integer too.
        for (const auto& [value, text] :
             {std::pair{-3.0, u"-3"_s}, {12'345.0, u"12300"_s}, {1e20, u"100000000000000000000"_s}}) {
            const int index = featureIndex(u"metric:p99_latency_ms:"_s + text);
            const auto counts = vector(value).counts;
            QVERIFY(
                std::any_of(counts.begin(), counts.end(), [index](const auto& each) { return each.first == index; }));
        }
    }

    void vectorsHaveLengthOne()
    {
        const auto vector = vectorOf(queryOf(precedentOf(u"x"_s, 2500)));
        QCOMPARE(cosine(vector, vector), 1.0);
        QVERIFY(std::is_sorted(vector.counts.begin(), vector.counts.end()));
        double squares = 0;
        for (const auto& [index, times] : vector.counts)
            squares += std::pow(times / std::sqrt(vector.squares), 2);
        QVERIFY(std::abs(squares - 1) < 1e-12);
    }

    void similarityIsTheShareOfCommonFeatures()
    {
        // Five features each, four of them the same: 4/5.
        const auto left = vectorOf(queryOf(precedentOf(u"x"_s, 2500)));
        const auto right = vectorOf(queryOf(precedentOf(u"y"_s, 2600)));
        QCOMPARE(cosine(left, right), 4.0 / 5);
    }

    void whatAGroupKnowsChangesNoVector()
    {
        Precedents precedents;
        auto precedent = precedentOf(u"p"_s, 2500);
        precedent.context[u"job"_s] = u"x"_s;
        precedents.insert(precedent);
        const auto group = precedents.group(precedent.service, precedent.type);
        QVERIFY(group && group->features.context.size() == 2);
        auto query = queryOf(precedent);
        QCOMPARE(vectorOf(query, group->features), vectorOf(query));
        query.context = {{u"job"_s, u"y"_s}, {u"instance"_s, u"z"_s}};
        QCOMPARE(vectorOf(query, group->features), vectorOf(query));
        query.context.clear();
        QCOMPARE(vectorOf(query, group->features), vectorOf(query));
    }

    void searchKeepsToServiceTypeAndThreshold()
    {
        auto precedents = manyOf(1);
        auto other = precedentOf(u"q"_s, 2500);
        other.service = ServiceName{u"search"_s};
        precedents.insert(other);
        precedents.insert(precedentOf(u"r"_s, 9000)); // 0.8
        const auto query = queryOf(precedentOf(u"x"_s, 2500));
        QCOMPARE(search(precedents, query, sophiaThreshold).size(), std::size_t{1});
        const auto browsing = search(precedents, query, browsingThreshold);
        QCOMPARE(browsing.size(), std::size_t{2});
        QCOMPARE(browsing.back().precedent->id, u"r"_s);
    }

    /// The oracle is domain.md's own words: dense unit vectors of 768 numbers, every precedent looked at.
    void theIndexFindsWhatADenseScanFinds()
    {
        QRandomGenerator random(7);
        Precedents precedents;
        for (int at = 0; at < 2000; ++at) {
            auto precedent = precedentOf(u"p%1"_s.arg(random.bounded(1500)), 100.0 * random.bounded(1, 4));
            precedent.severity = static_cast<Severity>(random.bounded(4));
            precedent.service = ServiceName{u"service-%1"_s.arg(random.bounded(3))};
            precedent.metrics[u"error_rate"_s] = Json{random.bounded(3)};
            for (int more = random.bounded(5); more > 0; --more)
                precedent.context[u"label%1"_s.arg(random.bounded(6))] = u"x"_s;
            precedents.insert(precedent); // some ids come again, with other features
        }
        for (int at = 0; at < 100; ++at) {
            const auto query = queryOf(*precedents.rows()[static_cast<std::size_t>(random.bounded(1000))]);
            for (const double threshold : {browsingThreshold, sophiaThreshold}) {
                const auto found = search(precedents, query, threshold);
                const auto wanted = denseSearch(precedents, query, threshold);
                QCOMPARE(found.size(), wanted.size());
                for (std::size_t place = 0; place < found.size(); ++place) {
                    QCOMPARE(found[place].precedent->id, wanted[place].second);
                    QVERIFY(std::abs(found[place].similarity - wanted[place].first) < 1e-12);
                }
            }
        }
    }

    /// Chunks split, runs go on over their ends, features stop being those of all, and precedents change theirs.
    void theIndexGrowsAsTheOracleDoes()
    {
        QRandomGenerator random(11);
        Precedents precedents;
        for (int round = 0; round < 12; ++round) {
            for (int at = 0; at < 150; ++at) {
                auto precedent = precedentOf(u"p%1"_s.arg(random.bounded(1200)), 2500);
                // Half are all alike, the others hardly ever.
                if (random.bounded(2) == 0) {
                    precedent.metrics[u"p99_latency_ms"_s] = Json{100.0 * random.bounded(1, 60)};
                    precedent.metrics[u"error_rate"_s] = Json{random.bounded(round + 1)};
                    precedent.severity = static_cast<Severity>(random.bounded(4));
                    for (int more = random.bounded(6); more > 0; --more)
                        precedent.context[u"label%1"_s.arg(random.bounded(8))] = u"x"_s;
                }
                precedents.insert(precedent);
            }
            const auto kept = precedents; // earlier copies share what did not change
            for (int at = 0; at < 4; ++at) {
                const auto rows = precedents.rows();
                const auto query =
                    queryOf(*rows[static_cast<std::size_t>(random.bounded(static_cast<int>(rows.size())))]);
                const auto found = search(kept, query, browsingThreshold);
                const auto wanted = denseSearch(kept, query, browsingThreshold);
                QCOMPARE(found.size(), wanted.size());
                for (std::size_t place = 0; place < found.size(); ++place) {
                    QCOMPARE(found[place].precedent->id, wanted[place].second);
                    QVERIFY(std::abs(found[place].similarity - wanted[place].first) < 1e-12);
                }
            }
        }
        const auto group = precedents.group(ServiceName{u"payment-api"_s}, u"latency_spike"_s);
        QVERIFY(group->chunks.size() > 3);
        std::size_t indexed = 0;
        for (const auto& rows : group->chunks) {
            QVERIFY(!rows->rows.empty());
            indexed += rows->rows.size();
        }
        QCOMPARE(indexed, precedents.size());
    }

    void theOrderOfArrivalDoesNotMatter()
    {
        Precedents upwards;
        Precedents downwards;
        const auto one = [](int at) { return precedentOf(u"p%1"_s.arg(at, 4, 10, '0'_L1), 100.0 * (at % 7)); };
        for (int at = 0; at < 900; ++at) {
            upwards.insert(one(at));
            downwards.insert(one(899 - at));
        }
        const auto query = queryOf(precedentOf(u"x"_s, 300));
        const auto left = search(upwards, query, browsingThreshold, 100);
        const auto right = search(downwards, query, browsingThreshold, 100);
        QCOMPARE(left.size(), std::size_t{100});
        QCOMPARE(right.size(), std::size_t{100});
        for (std::size_t place = 0; place < left.size(); ++place) {
            QCOMPARE(left[place].precedent->id, u"p%1"_s.arg(3 + 7 * place, 4, 10, '0'_L1)); // equally near: by id
            QCOMPARE(right[place].precedent->id, left[place].precedent->id);
            QCOMPARE(right[place].similarity, left[place].similarity);
        }
    }

    void whatWasWrittenDownIsSearchedAlike()
    {
        Precedents precedents;
        for (int at = 0; at < 700; ++at) {
            const auto id = u"p%1"_s.arg(at);
            precedents.insert(precedentOf(id, 100.0 * (at % 13)));
        }
        binary::Writer out;
        binary::put(out, precedents);
        const auto bytes = out.take();
        binary::Reader in(bytes);
        Precedents back;
        binary::take(in, back);
        QVERIFY(in.atEnd());
        QVERIFY(back == precedents);
        for (auto* each : {&precedents, &back})
            each->insert(precedentOf(u"q"_s, 500));
        const auto query = queryOf(precedentOf(u"x"_s, 500));
        const auto found = search(back, query, browsingThreshold, 100);
        const auto wanted = search(precedents, query, browsingThreshold, 100);
        QCOMPARE(found.size(), wanted.size());
        for (std::size_t place = 0; place < found.size(); ++place)
            QCOMPARE(found[place].precedent->id, wanted[place].precedent->id);
    }

    void theIndexIsTheSameWheneverItIsMade()
    {
        Precedents searchedFirst;
        Precedents searchedLast;
        const auto query = queryOf(precedentOf(u"x"_s, 500));
        for (int at = 0; at < 600; ++at) {
            auto precedent = precedentOf(u"p%1"_s.arg(at % 400), 100.0 * (at % 13));
            precedent.anomaly = AnomalyId{u"%1"_s.arg(at * 7 % 90, 4, 10, '0'_L1)}; // an id under several anomalies
            searchedFirst.insert(precedent);
            searchedLast.insert(precedent);
            QVERIFY(!search(searchedFirst, query, 0, 1).empty());
        }
        QCOMPARE(searchedFirst.size(), searchedLast.size());
        const auto found = search(searchedFirst, query, browsingThreshold, 1000);
        const auto wanted = search(searchedLast, query, browsingThreshold, 1000);
        QCOMPARE(found.size(), wanted.size());
        for (std::size_t place = 0; place < found.size(); ++place)
            QCOMPARE(*found[place].precedent, *wanted[place].precedent);
        for (int at = 0; at < 400; ++at)
            QCOMPARE(*searchedFirst.find(u"p%1"_s.arg(at)), *searchedLast.find(u"p%1"_s.arg(at)));
    }

    void aCopyKeepsWhatItWas()
    {
        auto precedents = manyOf(300);
        const auto copy = precedents;
        precedents.insert(precedentOf(u"a"_s, 2500));
        update(precedents, u"p000"_s, [](Precedent& each) { each.outcome = Outcome::Success; });
        const auto query = queryOf(precedentOf(u"x"_s, 2500));
        QCOMPARE(search(precedents, query, sophiaThreshold).front().precedent->id, u"a"_s);
        QCOMPARE(search(copy, query, sophiaThreshold).front().precedent->id, u"p000"_s);
        QVERIFY(!search(copy, query, sophiaThreshold).front().precedent->outcome);
        QCOMPARE(search(precedents, query, sophiaThreshold)[1].precedent, precedents.find(u"p000"_s));
        QVERIFY(precedents.find(u"p000"_s)->outcome);
        QCOMPARE(successRate(copy, query.service, query.type, Decision::Intervene).total, 0);
        QCOMPARE(successRate(precedents, query.service, query.type, Decision::Intervene).total, 1);
    }

    void searchAnswersTenAtMost()
    {
        const auto found = search(manyOf(25), queryOf(precedentOf(u"x"_s, 2500)), sophiaThreshold);
        QCOMPARE(found.size(), std::size_t{10});
        QCOMPARE(found.front().precedent->id, u"p000"_s);
        QCOMPARE(search(manyOf(25), queryOf(precedentOf(u"x"_s, 2500)), sophiaThreshold, 3).size(), std::size_t{3});
        QVERIFY(search(manyOf(25), queryOf(precedentOf(u"x"_s, 2500)), sophiaThreshold, 0).empty());
    }

    void successRateCountsOutcomesOnly()
    {
        auto precedents = manyOf(4);
        update(precedents, u"p000"_s, [](Precedent& each) {
            each.outcome = Outcome::Success;
            each.duration = 4min;
        });
        update(precedents, u"p001"_s, [](Precedent& each) { each.outcome = Outcome::Rollback; });
        const auto rate =
            successRate(precedents, ServiceName{u"payment-api"_s}, u"latency_spike"_s, Decision::Intervene);
        QCOMPARE(rate, (SuccessRate{2, 1, 0.5, Milliseconds{4min}}));
        QCOMPARE(successRate(precedents, ServiceName{u"none"_s}, u"x"_s, Decision::Observe), SuccessRate{});
    }

    void aDomainIsKnownFromFive()
    {
        auto precedents = manyOf(6);
        const auto known = [&precedents] {
            return isKnown(precedents, ServiceName{u"payment-api"_s}, u"latency_spike"_s);
        };
        for (int at = 0; at < 4; ++at)
            update(precedents, u"p00%1"_s.arg(at), [](Precedent& each) { each.outcome = Outcome::Failure; });
        QVERIFY(!known());
        update(precedents, u"p004"_s, [](Precedent& each) { each.outcome = Outcome::Success; });
        QVERIFY(known());
    }

    void wilsonsLowerBound()
    {
        QCOMPARE(wilsonLower(0, 0), 0.0);
        QVERIFY(std::abs(wilsonLower(1, 1) - 0.206549) < 1e-5);
        QVERIFY(std::abs(wilsonLower(8, 10) - 0.490162) < 1e-5);
        QCOMPARE(wilsonLower(0, 10), 0.0);
    }

    void precedentReadsBack()
    {
        auto precedent = precedentOf(u"abc"_s, 2500);
        precedent.outcome = Outcome::Rollback;
        precedent.duration = 90s;
        precedent.error = u"error_rate 0.05"_s;
        precedent.patchId = u"00000020"_s;
        precedent.recordedAt = Instant{5s};
        Precedents precedents;
        Lessons lessons;
        apply(precedents, lessons, recorded(precedentRecorded(precedent)));
        const auto found = precedents.find(u"abc"_s);
        precedent.features = found->features;
        QCOMPARE(*found, precedent);
    }

    void theSameIdUpdatesOutcomeDurationAndError()
    {
        Precedents precedents;
        Lessons lessons;
        auto precedent = precedentOf(u"abc"_s, 2500);
        apply(precedents, lessons, recorded(precedentRecorded(precedent)));
        precedent.outcome = Outcome::Success;
        precedent.reasoning = u"another"_s;
        apply(precedents, lessons, recorded(precedentRecorded(precedent)));
        QCOMPARE(precedents.size(), std::size_t{1});
        QCOMPARE(precedents.find(u"abc"_s)->outcome, std::optional{Outcome::Success});
        QCOMPARE(precedents.find(u"abc"_s)->reasoning, u"why"_s);
    }

    void theLessonNamesTheFailingMetric()
    {
        const Failing failing{
            .stage = u"canary"_s,
            .code = u"threshold"_s,
            .metric = u"error_rate"_s,
            .measured = 0.05,
            .limit = 0.02,
            .text = u"error_rate is critical"_s};
        const auto lesson =
            lessonFrom(u"00000020"_s, ServiceName{u"payments"_s}, u"Raise the pool"_s, failing, Instant{5s});
        QVERIFY(lesson.rootCause.contains(u"error_rate was 0.05, the limit is 0.02"_s));
        QCOMPARE(lesson.expected, u"Raise the pool"_s);
        auto other = failing;
        other.stage = u"twin"_s;
        QVERIFY(lessonFrom(u"x"_s, ServiceName{}, {}, other, {}).rootCause != lesson.rootCause);

        Precedents precedents;
        Lessons lessons;
        apply(precedents, lessons, recorded(lessonRecorded(lesson), u"LessonRecorded"_s));
        QCOMPARE(lessons.size(), std::size_t{1});
        QCOMPARE(*lessons.front(), lesson);
    }
};

QTEST_APPLESS_MAIN(TestWisdom)
#include "tst_wisdom.moc"
