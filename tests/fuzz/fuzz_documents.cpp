// Documents from other programs and people. The first byte chooses the reader, the rest is the document.
#include "core/adapters/alertmanager/body.h"
#include "core/base/json.h"
#include "core/patch/coverage.h"
#include "core/patch/remedy.h"
#include "core/patch/service.h"
#include "core/policy/policy.h"
#include "core/prometheus/alert.h"
#include "core/prometheus/answer.h"
#include "core/source/tokenizer.h"

#include <cmath>
#include <cstdlib>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

void promise(bool holds)
{
    if (!holds)
        std::abort();
}

void coverage(const QByteArray& bytes)
{
    if (const auto share = patch::readCoverage(bytes))
        promise(*share >= 0 && *share <= 1);
}

void registration(const QByteArray& bytes)
{
    const auto document = parseForeign(bytes);
    if (!document)
        return;
    const auto read = patch::readRegistration(*document, u"/srv/payments"_s);
    if (!read)
        return;
    // What is accepted is kept: it reads back from its event as it was.
    const auto again = patch::registrationFromEvent(Json::object({{u"registration"_s, patch::toJson(*read)}}));
    promise(again == *read);
    for (const auto& metric : read->metrics) {
        for (const auto arm : {patch::Arm::Stable, patch::Arm::Canary}) {
            [[maybe_unused]] const auto total = patch::expand(metric.total, *read, arm);
            [[maybe_unused]] const auto buckets = patch::expand(metric.buckets, *read, arm);
        }
    }
}

void policyValue(const QByteArray& bytes)
{
    const auto value = parseForeign(bytes);
    if (!value)
        return;
    for (const auto& key : policy::registry()) {
        const auto valid = policy::validate(key.name, *value);
        promise(valid || (valid.error().where == key.name && !valid.error().message.isEmpty()));
    }
}

/// A value that was read has canonical bytes which read back to it.
void canonicalJson(const QByteArray& bytes)
{
    const auto value = canonical::parse(bytes);
    if (!value)
        return;
    const auto encoded = canonical::encode(*value);
    promise(encoded.has_value());
    const auto again = canonical::parse(*encoded);
    promise(again && *again == *value);
}

void answers(const QByteArray& bytes)
{
    if (const auto answer = prometheus::parseAnswer(bytes, 200, u"application/json"_s)) {
        for (const auto& series : answer->series) {
            for (const auto& sample : series.samples)
                promise(!sample.value || std::isfinite(*sample.value));
        }
    }
    if (const auto alerts = prometheus::parseAlerts(bytes, 200, u"application/json"_s)) {
        for (const auto& alert : *alerts)
            promise(!alert.value || std::isfinite(*alert.value));
    }
}

/// What Alertmanager posts, and what it answers when it is asked.
void alertmanagerBodies(const QByteArray& bytes)
{
    const auto notice = alertmanager::parseWebhook(bytes);
    promise(notice ? notice->resolved >= 0 && notice->truncated >= 0 : !notice.error().message.isEmpty());
    const auto alerts = alertmanager::parseAlerts(bytes, 200, u"application/json"_s);
    promise(alerts || !alerts.error().message.isEmpty());
    const auto status = alertmanager::parseStatus(bytes, 200, u"application/json"_s);
    promise(status || !status.error().message.isEmpty());
}

void remedy(const QByteArray& bytes)
{
    const auto document = parseForeign(bytes);
    if (!document)
        return;
    patch::Remedy read;
    read.type = (*document)[u"type"].toString();
    read.service = (*document)[u"service"].toString();
    for (const auto& [label, rule] : (*document)[u"labels"].toObject())
        read.labels[label] = rule.toString();
    const auto sound = patch::checkRemedy(read);
    const patch::Symptom symptom{u"latency_spike"_s, u"payments"_s, {{u"alertname"_s, u"PaymentsSlow"_s}}};
    promise(sound || !sound.error().message.isEmpty());
    [[maybe_unused]] const auto fits = patch::matches(read, symptom);
}

void sourceText(const QByteArray& bytes)
{
    const auto text = QString::fromUtf8(bytes);
    for (const auto language :
         {source::Language::Python, source::Language::TypeScript, source::Language::Go, source::Language::Java,
          source::Language::Cpp, source::Language::Rust}) {
        for (const auto& function : source::functions(text, language))
            promise(function.complexity >= 1 && function.line >= 1 && function.lastLine >= function.line);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 1)
        return 0;
    const QByteArray bytes(reinterpret_cast<const char*>(data) + 1, static_cast<qsizetype>(size) - 1);
    switch (data[0]) {
    case 'c': coverage(bytes); break;
    case 'r': registration(bytes); break;
    case 'p': policyValue(bytes); break;
    case 'j': canonicalJson(bytes); break;
    case 'm': remedy(bytes); break;
    case 's': sourceText(bytes); break;
    case 'a': answers(bytes); break;
    case 'w': alertmanagerBodies(bytes); break;
    default: break;
    }
    return 0;
}
