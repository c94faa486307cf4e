#include "core/prometheus/alert.h"
#include "core/prometheus/answerreader.h"
#include "core/prometheus/counter.h"
#include "core/prometheus/histogram.h"
#include "tests/support/shared.h"

#include <QTest>

#include <cmath>

using namespace penelope;
using namespace penelope::prometheus;
using namespace Qt::Literals::StringLiterals;

class AnswerTest : public QObject
{
    Q_OBJECT

    struct Recorded
    {
        QString file;
        int status = 0;
        QString contentType;
    };

    static std::vector<Recorded> index()
    {
        std::vector<Recorded> all;
        const auto parsed = parseForeign(test::sharedFile(u"recorded/prometheus/index.json"_s));
        if (!parsed)
            return all;
        for (const auto& entry : parsed->toArray()) {
            all.push_back(
                {entry[u"file"].toString(), static_cast<int>(entry[u"status"].toInteger()),
                 entry[u"response_headers"][u"Content-Type"].toString()});
        }
        return all;
    }
    static Result<Answer> recorded(const QString& file)
    {
        for (const auto& entry : index()) {
            if (entry.file == file) {
                return parseAnswer(test::sharedFile(u"recorded/prometheus/"_s + file), entry.status, entry.contentType);
            }
        }
        return failure(ErrorCode::NotFound, u"not recorded: %1"_s.arg(file));
    }

    /// JSON in single quotes, for reading.
    static QByteArray json(QByteArray text) { return text.replace('\'', '"'); }

    /// What each body is; the rest of the recorded ones are answers of other end points.
    static QStringList queryAnswers()
    {
        return {
            u"01_vector_special_values.json"_s,
            u"02_vector_empty.json"_s,
            u"03_scalar.json"_s,
            u"04_scalar_nan.json"_s,
            u"05_string.json"_s,
            u"06_vector_odd_labels.json"_s,
            u"08_range_matrix_gaps.json"_s,
            u"09_range_empty.json"_s,
            u"10_range_scalar_is_matrix.json"_s,
            u"11_range_nan_quantile.json"_s,
            u"18b_ok_11000_steps.json"_s,
            u"26_post_form_ok.json"_s,
            u"29_native_histogram_instant.json"_s,
            u"30_native_histogram_range.json"_s,
            u"43_stats_all.json"_s,
            u"44_limit_param_ignored_2_42.json"_s,
            u"49_instant_time_future.json"_s,
            u"51_stale_within_lookback.json"_s,
            u"54_sort_desc_topk.json"_s,
            u"60_warnings_vector.json"_s};
    }

private slots:
    /// Large bodies are read in another way than small ones: by what is told nobody can know which.
    void largeRangesAreReadAsSmallOnes_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<bool>("good");
        QTest::newRow("as it is") << QByteArray() << QByteArray() << true;
        QTest::newRow("no number") << QByteArray("\"0.77\"") << QByteArray("\"seven\"") << false;
        QTest::newRow("an escape") << QByteArray("\"0.77\"") << QByteArray("\"0\\u002e77\"") << true;
        QTest::newRow("a value that is no text") << QByteArray("\"0.77\"") << QByteArray("0.77") << false;
        QTest::newRow("three parts") << QByteArray("\"0.77\"") << QByteArray("\"0.77\",1") << false;
        QTest::newRow("a time that is no number") << QByteArray("[1772000100,") << QByteArray("[\"now\",") << false;
        QTest::newRow("a time with an exponent") << QByteArray("[1772000100,") << QByteArray("[1.7720001e9,") << true;
        QTest::newRow("a time with many decimals")
            << QByteArray("[1772000100,") << QByteArray("[1772000100.12345,") << true;
        QTest::newRow("a time before 1970") << QByteArray("[1772000100,") << QByteArray("[-5,") << true;
        QTest::newRow("a time like 007") << QByteArray("[1772000100,") << QByteArray("[007,") << false;
        QTest::newRow("a comma too many") << QByteArray("]]}") << QByteArray("],]}") << false;
        QTest::newRow("cut short") << QByteArray("]]}]}}") << QByteArray("]") << false;
        QTest::newRow("a list of a number") << QByteArray("\"values\":[]") << QByteArray("\"values\":[2]") << false;
        QTest::newRow("a list that looks cut") << QByteArray("\"values\":[]") << QByteArray("\"values\":[1]") << false;
        QTest::newRow("a label like a list")
            << QByteArray("\"job\":\"b\"") << QByteArray("\"job\":\"\\\"values\\\":[[1,\\\"2\\\"]]\"") << true;
        QTest::newRow("a name like a list")
            << QByteArray("\"job\":\"b\"") << QByteArray("\"j\\\"values\":[[1,\"2\"]]") << false;
        QTest::newRow("lists twice in one series")
            << QByteArray("\"metric\":{\"job\":\"b\"},") << QByteArray("\"metric\":{},\"values\":[[1,\"2\"]],") << true;
        QTest::newRow("a list elsewhere")
            << QByteArray("\"resultType\"") << QByteArray("\"other\":{\"values\":[[1,\"2\"]]},\"resultType\"") << true;
    }
    void largeRangesAreReadAsSmallOnes()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(bool, good);
        QByteArray body = "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[";
        for (const auto* job : {"a", "b", "empty", "c"}) {
            body += QByteArray("{\"metric\":{\"job\":\"") + job + "\"},\"values\":[";
            for (int at = 0; at < 3000 && job != QByteArrayView("empty"); ++at) {
                const auto value = at == 5   ? QByteArray("NaN")
                                   : at == 6 ? QByteArray("+Inf")
                                   : at == 7 ? QByteArray("-Inf")
                                   : at == 8 ? QByteArray("1e999")
                                             : QByteArray::number(at * 0.77, 'g', 17);
                body += (at > 0 ? ",[" : "[") + QByteArray::number(1'772'000'000 + 100 * at) +
                        (at % 7 == 6 ? ".25" : "") + ",\"" + (at == 1 ? QByteArray("0.77") : value) + "\"]";
            }
            body += "]},";
        }
        body.chop(1);
        body += "]}}";
        if (!from.isEmpty()) {
            QVERIFY(body.contains(from));
            const auto place = body.lastIndexOf(from);
            body.replace(place, from.size(), to);
        }
        auto spaced = body; // no list begins as Prometheus writes it
        spaced.replace("\"values\":[", "\"values\": [");
        AnswerReader reader;

        const auto fast = reader.read(body, 200, u"application/json"_s);
        const auto slow = reader.read(spaced, 200, u"application/json"_s);

        QCOMPARE(fast.has_value(), good);
        QCOMPARE(slow.has_value(), good);
        if (good) {
            QCOMPARE(fast->series.size(), std::size_t{4});
            QVERIFY(*fast == *slow);
        } else {
            auto told = slow.error();
            told.message.replace(u"\"values\": ["_s, u"\"values\":["_s);
            QCOMPARE(fast.error().message.left(300), told.message.left(300));
            QCOMPARE(fast.error().where, told.where);
        }
    }
    /// An instant answer that is written as Prometheus writes it is not read as JSON: a blank before it makes it so.
    void instantAnswersAreReadAsJsonIs()
    {
        const auto body = json("{'status':'success','data':{'resultType':'vector','result':["
                               "{'metric':{'__name__':'up','job':'a','le':'+Inf'},'value':[1772000100.25,'1.5']},"
                               "{'metric':{'__name__':'up','job':'b \x7f'},'value':[1772000100,'NaN']},"
                               "{'metric':{},'value':[0,'-0']}]}}");
        const auto plain = parseAnswer(body, 200, u"application/json"_s);
        QVERIFY(plain);
        QCOMPARE(plain->series.size(), std::size_t{3});
        QCOMPARE(plain->series[0].labels.at(u"le"_s), u"+Inf"_s);
        QCOMPARE(plain->series[0].samples[0].at, instantFromMs(1'772'000'100'250));
        QCOMPARE(plain->series[1].samples[0].text, QByteArray("NaN"));
        QVERIFY(std::signbit(*plain->series[2].samples[0].value));
        AnswerReader reader; // with buffers that say what was read before
        int good = 0;
        const auto compare = [&](const QByteArray& changed) {
            const auto fast = reader.read(changed, 200, u"application/json"_s);
            const auto slow = reader.read(' ' + changed, 200, u"application/json"_s);
            good += fast ? 1 : 0;
            return fast ? slow && *fast == *slow : !slow && fast.error() == slow.error();
        };
        for (qsizetype at = 0; at < body.size(); ++at) {
            QByteArrayList changed{
                body.left(at), QByteArray(body).remove(at, 1), QByteArray(body).insert(at, body[at])};
            for (const char letter : QByteArrayView("\"\\{}[],:.-+eENInf0159 a\t\n\x01\x7f\x80\xc3\xff"))
                changed.append(QByteArray(body).replace(at, 1, QByteArray(1, letter)));
            for (const auto& each : changed)
                QVERIFY2(compare(each), each.constData());
        }
        QVERIFY(good > 1000);
    }
    void instantAnswersSayWhatPrometheusDoesNotWrite_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::newRow("a label twice") << json("'job':'a'") << json("'job':'x','job':'a'");
        QTest::newRow("labels out of order") << json("'job':'a'") << json("'z':'1','job':'a','b':'2'");
        QTest::newRow("an escape") << json("'job':'a'") << json("'job':'a\\n\\u00e9\\'{}'");
        QTest::newRow("more than ASCII") << json("'job':'a'") << json("'job':'\u00e9\u202e'");
        QTest::newRow("no label") << json("'job':'a'") << json("");
        QTest::newRow("an empty label") << json("'job':'a'") << json("'':''");
        QTest::newRow("a long label") << json("'job':'a'") << json("'job':'") + QByteArray(5000, 'a') + '"';
        QTest::newRow("many names") << json("'job':'a'") << [] {
            QByteArrayList all;
            for (int name = 0; name < 100; ++name)
                all.append("\"name" + QByteArray::number(name) + "\":\"" + QByteArray::number(name % 3) + '"');
            return all.join(',');
        }();
        QTest::newRow("a warning") << json("]}}") << json("]},'warnings':['partial']}");
        QTest::newRow("a histogram") << json("'value':[1,'1']") << json("'histogram':[1,{'count':'0','sum':'0'}]");
        QTest::newRow("too large a number") << json("[1,'1']") << json("[1,'1e999']");
        QTest::newRow("a time with many decimals") << json("[1,'1']") << json("[1.123456,'1']");
        QTest::newRow("a time before 1970") << json("[1,'1']") << json("[-1,'1']");
    }
    void instantAnswersSayWhatPrometheusDoesNotWrite()
    {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        auto body = json("{'status':'success','data':{'resultType':'vector','result':[{'metric':{'job':'a'},"
                         "'value':[1,'1']},{'metric':{'job':'a'},'value':[1,'1']}]}}");
        QVERIFY(body.contains(from));
        body.replace(from, to);
        AnswerReader reader;
        const auto fast = reader.read(body, 200, u"application/json"_s);
        const auto slow = reader.read(' ' + body, 200, u"application/json"_s);
        QVERIFY2(fast, qPrintable(fast ? QString() : fast.error().message));
        QVERIFY(slow);
        QVERIFY(*fast == *slow);
        QVERIFY(!reader.read(body, 500, u"application/json"_s));
    }
    void everyRecordedBodyIsToldApart_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("contentType");
        const auto all = index();
        QCOMPARE(all.size(), std::size_t{58});
        for (const auto& entry : all)
            QTest::newRow(qPrintable(entry.file)) << entry.file << entry.status << entry.contentType;
    }
    void everyRecordedBodyIsToldApart()
    {
        QFETCH(QString, file);
        QFETCH(int, status);
        QFETCH(QString, contentType);
        const auto answer = parseAnswer(test::sharedFile(u"recorded/prometheus/"_s + file), status, contentType);
        if (queryAnswers().contains(file)) {
            QVERIFY2(answer, qPrintable(answer ? QString{} : answer.error().message));
            return;
        }
        QVERIFY(!answer);
        const bool isEnvelope = contentType.startsWith("application/json"_L1) && status != 200;
        QCOMPARE(answer.error().code, isEnvelope ? ErrorCode::Refused : ErrorCode::Malformed);
        QVERIFY(!answer.error().message.isEmpty());
        QVERIFY(answer.error().message.size() < 700);
    }

    void valuesThatAreNotFiniteAreNoValues()
    {
        const auto answer = recorded(u"01_vector_special_values.json"_s);
        QVERIFY(answer);
        int absent = 0;
        for (const auto& series : answer->series) {
            const auto& sample = series.samples.front();
            const auto text = prometheus::written(sample);
            const bool isSpecial = text == "NaN" || text == "+Inf" || text == "-Inf";
            QCOMPARE(sample.value.has_value(), !isSpecial);
            absent += isSpecial ? 1 : 0;
            if (text == "-0")
                QVERIFY(std::signbit(*sample.value));
            if (text == "5e-324")
                QCOMPARE(*sample.value, 5e-324);
        }
        QCOMPARE(absent, 3);
    }

    void aNumberIsWrittenAsItCame_data()
    {
        QTest::addColumn<QString>("file");
        for (const auto* file :
             {"01_vector_special_values", "03_scalar", "08_range_matrix_gaps", "11_range_nan_quantile"})
            QTest::newRow(file) << QString::fromLatin1(file) + u".json"_s;
    }
    void aNumberIsWrittenAsItCame()
    {
        QFETCH(const QString, file);
        const auto answer = recorded(file);
        QVERIFY(answer);
        const auto received = test::sharedFile(u"recorded/prometheus/"_s + file);
        int written = 0;
        for (const auto& series : answer->series) {
            for (const auto& sample : series.samples) {
                QVERIFY(received.contains(",\"" + prometheus::written(sample) + "\"]"));
                ++written;
            }
        }
        QVERIFY(written > 0);
    }

    void labelsKeepEveryCharacter()
    {
        const auto answer = recorded(u"06_vector_odd_labels.json"_s);
        QVERIFY(answer);
        bool hasLineBreak = false;
        bool hasQuote = false;
        for (const auto& series : answer->series) {
            QVERIFY(series.labels.contains(u"__name__"_s));
            for (const auto& [name, value] : series.labels) {
                hasLineBreak = hasLineBreak || value.contains(u'\n');
                hasQuote = hasQuote || value.contains(u'"');
            }
        }
        QVERIFY(hasLineBreak && hasQuote);
    }

    void aScalarThatIsNaNHasNoValue()
    {
        const auto answer = recorded(u"04_scalar_nan.json"_s);
        QVERIFY(answer);
        QCOMPARE(answer->type, ResultType::Scalar);
        QVERIFY(!answer->series.front().samples.front().value);
        QCOMPARE(answer->series.front().samples.front().text, QByteArray{"NaN"});
    }

    void timesAreMilliseconds()
    {
        const auto answer = recorded(u"03_scalar.json"_s);
        QVERIFY(answer);
        QCOMPARE(toMs(answer->series.front().samples.front().at) / 1000, qint64{1795422298});
        QVERIFY(toMs(answer->series.front().samples.front().at) % 1000 != 0);
    }

    void nativeHistogramsComeAsClassicOnes_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<double>("all");
        QTest::newRow("instant") << u"29_native_histogram_instant.json"_s << 1440.0;
        QTest::newRow("range") << u"30_native_histogram_range.json"_s << 1340.0;
    }
    void nativeHistogramsComeAsClassicOnes()
    {
        QFETCH(QString, file);
        QFETCH(double, all);
        const auto answer = recorded(file);
        QVERIFY(answer);
        QVERIFY(answer->unknown.isEmpty());
        QCOMPARE(answer->series.size(), nativeEdges().size());
        std::map<double, double> byEdge;
        for (const auto& series : answer->series) {
            QCOMPARE(series.labels.at(u"__name__"_s), u"demo_native_latency_seconds"_s);
            const auto le = series.labels.at(u"le"_s).toLatin1();
            byEdge[edge(le.constBegin(), le.constEnd()).value()] = series.samples.front().value.value();
        }
        const auto upTo = [&byEdge](double edge) { return byEdge.lower_bound(edge * 0.999)->second; };
        // Two in the zero bucket, one up to 0.03125, five up to 0.0371…; the next edge is 0.0442, the last before most.
        QCOMPARE(upTo(0.0009765625), 2.0);
        QCOMPARE(upTo(0.03125), 3.0);
        QCOMPARE(upTo(0.0441942), 8.0);
        QCOMPARE(upTo(0.0625), all);
        QCOMPARE(upTo(0.5), all);
        QCOMPARE(byEdge.rbegin()->second, all);
    }
    void aNativeHistogramThatFallsCountsFromZero()
    {
        const auto read = [](const QByteArray& histogram) {
            const auto answer = parseAnswer(
                R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"latency"},)"
                R"("histogram":[1,)" +
                    histogram + "]}]}}",
                200, u"application/json"_s);
            return answer ? answer->series : std::vector<Series>{};
        };
        Counters counters;
        counters.take(read(R"({"count":"10","sum":"2","buckets":[[0,"0.25","0.5","9"],[0,"2","4","1"]]})"));
        // A bucket that was empty before, and one that is wider than the edges are apart.
        const auto grown = counters.take(
            read(R"({"count":"20","sum":"9","buckets":[[0,"0.25","0.5","12"],[0,"0.5","1","3"],[0,"2","8","5"]]})"));
        QVERIFY(grown.comparable && !grown.restarted);
        QCOMPARE(grown.byEdge.at(0.5), 3.0);
        QCOMPARE(grown.byEdge.at(1), 6.0);
        QCOMPARE(grown.byEdge.at(8), 10.0);

        const auto anew = counters.take(read(R"({"count":"4","sum":"1","buckets":[[0,"0.25","0.5","4"]]})"));
        QVERIFY(anew.restarted);
        QCOMPARE(anew.byEdge.at(0.25), 0.0);
        QCOMPARE(anew.byEdge.at(0.5), 4.0);
        QCOMPARE(anew.byEdge.rbegin()->second, 4.0);

        const auto empty = read(R"({"count":"0","sum":"0"})");
        QCOMPARE(empty.size(), nativeEdges().size());
        QCOMPARE(empty.back().samples.front().value, std::optional{0.0});
    }
    void aHistogramThatCannotBeReadIsUnknownByName()
    {
        for (const QByteArray histogram :
             {R"([1,{"count":"NaN","sum":"1"}])", R"([1,{"count":"1","buckets":[[0,"1"]]}])", R"("none")"}) {
            const auto answer = parseAnswer(
                R"({"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"latency"},)"
                R"("histogram":)" +
                    histogram + "}]}}",
                200, u"application/json"_s);
            QVERIFY(answer);
            QVERIFY(answer->series.empty());
            QCOMPARE(answer->unknown, QStringList{u"latency"_s});
        }
    }

    void warningsAreKept()
    {
        const auto answer = recorded(u"60_warnings_vector.json"_s);
        QVERIFY(answer);
        QCOMPARE(answer->warnings.size(), 1);
        QVERIFY(answer->warnings.front().contains("remote_read"_L1));
    }

    void gapsAreAbsentPoints()
    {
        const auto answer = recorded(u"08_range_matrix_gaps.json"_s);
        QVERIFY(answer);
        QCOMPARE(answer->type, ResultType::Matrix);
        const auto& samples = answer->series.front().samples;
        bool hasGap = false;
        for (std::size_t index = 1; index < samples.size(); ++index)
            hasGap = hasGap || samples[index].at - samples[index - 1].at > std::chrono::seconds{5};
        QVERIFY(hasGap);
    }

    void elevenThousandStepsPass()
    {
        const auto answer = recorded(u"18b_ok_11000_steps.json"_s);
        QVERIFY(answer);
        QCOMPARE(answer->series.front().samples.size(), std::size_t{11001});
    }

    void anErrorSaysTypeAndText()
    {
        const auto answer = recorded(u"13_err_400_parse.json"_s);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Refused);
        QVERIFY(answer.error().message.startsWith("bad_data: "_L1));
        QVERIFY(answer.error().message.contains("unclosed left parenthesis"_L1));
    }

    void malformedBodiesAreErrors_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        const auto vector = [](const QByteArray& entry) {
            return json("{'status':'success','data':{'resultType':'vector','result':[") + entry + "]}}";
        };
        QTest::newRow("empty") << QByteArray{} << 200;
        QTest::newRow("text") << QByteArray{"<html>"} << 200;
        QTest::newRow("cut") << json("{'status':'success','data':{'resultType':'vec") << 200;
        QTest::newRow("number") << QByteArray{"7"} << 200;
        QTest::newRow("no status") << QByteArray{"{}"} << 200;
        QTest::newRow("no data") << json("{'status':'success'}") << 200;
        QTest::newRow("success with 500") << vector({}) << 500;
        QTest::newRow("type") << json("{'status':'success','data':{'resultType':'tensor','result':[]}}") << 200;
        QTest::newRow("no metric") << vector(json("{'value':[1,'1']}")) << 200;
        QTest::newRow("no value") << vector(json("{'metric':{}}")) << 200;
        QTest::newRow("number as value") << vector(json("{'metric':{},'value':[1,1]}")) << 200;
        QTest::newRow("word as value") << vector(json("{'metric':{},'value':[1,'one']}")) << 200;
        QTest::newRow("comma") << vector(json("{'metric':{},'value':[1,'1,5']}")) << 200;
        QTest::newRow("three") << vector(json("{'metric':{},'value':[1,'1',2]}")) << 200;
        QTest::newRow("label number") << vector(json("{'metric':{'a':1},'value':[1,'1']}")) << 200;
        QTest::newRow("time text") << vector(json("{'metric':{},'value':['1','1']}")) << 200;
        QTest::newRow("time far") << vector(json("{'metric':{},'value':[1e300,'1']}")) << 200;
        QTest::newRow("utf8") << vector(json("{'metric':{'a':'\xff'},'value':[1,'1']}")) << 200;
        QTest::newRow("deep") << QByteArray(5000, '[') << 200;
    }
    void malformedBodiesAreErrors()
    {
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        const auto answer = parseAnswer(body, status, u"application/json"_s);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Malformed);
    }

    /// The reader of JSON looks behind the end: room before the bytes is none there. What is read too far only a
    /// sanitizer sees.
    void aBodyWhoseFrontWasCutAwayIsReadWithinItsMemory()
    {
        const QByteArray answer = R"( {"status":"success","data":{"resultType":"scalar","result":[1,"2"]}})";
        auto body = QByteArray(4096, ' ') + answer;
        body.squeeze();
        body.remove(0, 4096);
        QCOMPARE(body, answer);
        const auto read = parseAnswer(body, 200, u"application/json"_s);
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    }

    void onlyFiringAlertsAreTold()
    {
        const auto alerts =
            parseAlerts(test::sharedFile(u"recorded/prometheus/33_alerts.json"_s), 200, u"application/json"_s);
        QVERIFY(alerts);
        QCOMPARE(alerts->size(), std::size_t{1});
        const auto& alert = alerts->front();
        QCOMPARE(alert.labels.at(u"alertname"_s), u"HighErrorRate"_s);
        QCOMPARE(alert.annotations.at(u"runbook_url"_s), u"https://runbooks.example/x"_s);
        QCOMPARE(toIso(alert.startsAt), u"2026-11-23T08:22:42.568Z"_s);
        QCOMPARE(alert.value, std::optional{1.0});
    }

    void strangeAlertsAreErrors_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("not a list") << json("{'status':'success','data':{'alerts':{}}}");
        QTest::newRow("no state") << json("{'status':'success','data':{'alerts':[{}]}}");
        QTest::newRow("no time") << json("{'status':'success','data':{'alerts':[{'state':'firing'}]}}");
        QTest::newRow("bad time") << json(
            "{'status':'success','data':{'alerts':[{'state':'firing','activeAt':'noon'}]}}");
        QTest::newRow("a query's answer") << json("{'status':'success','data':{'resultType':'vector','result':[]}}");
    }
    void strangeAlertsAreErrors()
    {
        QFETCH(QByteArray, body);
        const auto alerts = parseAlerts(body, 200, u"application/json"_s);
        QVERIFY(!alerts);
        QCOMPARE(alerts.error().code, ErrorCode::Malformed);
    }
};

QTEST_GUILESS_MAIN(AnswerTest)
#include "tst_answer.moc"
