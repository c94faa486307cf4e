// Answers of Prometheus made into samples: a range of 255,000, and a grouped question of 400 series
// (performance.md "Metrics").
#include "core/prometheus/answerreader.h"
#include "tests/bench/rounds.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>

#include <charconv>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int rangeSeries = 51;
constexpr int rangeSamples = 5'000;
constexpr int groupSeries = 400;
constexpr int okStatus = 200;

/// The body and, one after the other, the values in it.
struct Body
{
    QByteArray bytes;
    std::vector<QByteArray> values;
};

QByteArray numberText(QRandomGenerator& random)
{
    return QByteArray::number(random.generateDouble() * 1000, 'g', 17);
}

QByteArray envelope(const char* type, const QByteArray& result)
{
    return QByteArray(R"({"status":"success","data":{"resultType":")") + type + R"(","result":[)" + result + "]}}";
}

Body range()
{
    QRandomGenerator random(1);
    Body body;
    QByteArray result;
    for (int series = 0; series < rangeSeries; ++series) {
        result += (series > 0 ? "," : "") + QByteArray(R"({"metric":{"job":"service-)") + QByteArray::number(series) +
                  R"("},"values":[)";
        for (int at = 0; at < rangeSamples; ++at) {
            body.values.push_back(numberText(random));
            result += (at > 0 ? "," : "") + QByteArray("[") + QByteArray::number(1'772'000'000 + at * 15) + ",\"" +
                      body.values.back() + "\"]";
        }
        result += "]}";
    }
    body.bytes = envelope("matrix", result);
    return body;
}

QByteArray grouped()
{
    QRandomGenerator random(2);
    QByteArray result;
    for (int series = 0; series < groupSeries; ++series)
        result += (series > 0 ? "," : "") + QByteArray(R"({"metric":{"service":"service-)") +
                  QByteArray::number(series) + R"("},"value":[1772000000.123,")" + numberText(random) + "\"]}";
    return envelope("vector", result);
}

/// What reading with Qt alone costs, into the same kind of columns.
std::vector<double> readWithQt(const QByteArray& bytes, QLatin1StringView list)
{
    std::vector<double> values;
    const auto result = QJsonDocument::fromJson(bytes)["data"_L1]["result"_L1].toArray();
    for (const auto& series : result) {
        const auto found = series.toObject()[list];
        if (list == "value"_L1) {
            values.push_back(found.toArray()[1].toString().toDouble());
            continue;
        }
        for (const auto& pair : found.toArray())
            values.push_back(pair.toArray()[1].toString().toDouble());
    }
    return values;
}

/// As the client does: one reader for all answers.
void parse(prometheus::AnswerReader& reader, const QByteArray& bytes)
{
    const auto answer = reader.read(bytes, okStatus, u"application/json"_s);
    if (!answer)
        qFatal("%s", qPrintable(answer.error().message));
    bench::keep(*answer);
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const auto wide = range();
    const auto group = grouped();
    prometheus::AnswerReader reader;
    std::printf(
        "range answer: %.1f MB, grouped answer: %lld bytes\n", static_cast<double>(wide.bytes.size()) / 1e6,
        static_cast<long long>(group.size()));
    return bench::run(
        u"bench_metrics"_s, {{.work = u"range answer of 255,000 samples"_s,
                              .against = u"from_chars on the values alone"_s,
                              .baseline =
                                  [&] {
                                      double sum = 0;
                                      for (const auto& text : wide.values) {
                                          double value = 0;
                                          std::from_chars(text.constData(), text.constData() + text.size(), value);
                                          sum += value;
                                      }
                                      bench::keep(sum);
                                  },
                              .measured = [&] { parse(reader, wide.bytes); },
                              .perRound = 3,
                              .ratioBudget = 2.7},
                             {.work = u"the same, beside Qt's JSON"_s,
                              .against = u"QJsonDocument and toDouble"_s,
                              .baseline = [&] { bench::keep(readWithQt(wide.bytes, "values"_L1)); },
                              .measured = [&] { parse(reader, wide.bytes); },
                              .perRound = 3,
                              .ratioBudget = 0.04},
                             {.work = u"grouped instant answer of 400 series"_s,
                              .against = u"QJsonDocument and toDouble"_s,
                              .baseline = [&] { bench::keep(readWithQt(group, "value"_L1)); },
                              .measured = [&] { parse(reader, group); },
                              .perRound = 50,
                              .ratioBudget = 0.1}});
}
