#include "core/journal/facts.h"

#include "core/journal/searchtext.h"

#include <QString>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include <simdjson.h>

namespace penelope::journal {
namespace {

using namespace Qt::Literals::StringLiterals;
namespace json = simdjson::dom;

constexpr int largestCode = 253;
constexpr std::size_t longestText = std::size_t{1} << 16;

constexpr std::array<std::pair<std::string_view, std::string_view>, 4> decisionKinds{
    {{"ApprovalGranted", "approved"},
     {"ApprovalRejected", "rejected"},
     {"ApprovalExpired", "expired"},
     {"ApprovalCancelled", "cancelled"}}};

std::optional<std::string_view> textIn(const json::element& object, std::string_view key)
{
    std::string_view text;
    if (object[key].get_string().get(text) == simdjson::SUCCESS)
        return text;
    return std::nullopt;
}

std::optional<double> numberIn(const json::element& object, std::string_view key)
{
    double number = 0;
    if (object[key].get_double().get(number) == simdjson::SUCCESS)
        return number;
    return std::nullopt;
}

bool holds(const json::element& object, std::string_view key)
{
    return object[key].error() == simdjson::SUCCESS;
}

quint8 severityCode(const json::element& payload)
{
    const auto word = textIn(payload, "severity");
    if (!word)
        return noCode;
    if (word->size() == 2 && word->front() == 'P')
        return word->back() >= '0' && word->back() <= '9' ? static_cast<quint8>(word->back() - '0') : otherCode;
    return word->size() > 2 && word->front() == 'P' ? otherCode : noCode; // one letter beyond ASCII
}

quint8 wholeCode(std::optional<double> number)
{
    if (!number)
        return noCode;
    return *number >= 0 && *number <= largestCode && *number == std::floor(*number) ? static_cast<quint8>(*number)
                                                                                    : otherCode;
}

void addText(Facts& facts, std::string_view text)
{
    if (text.empty() || isOpaque(text))
        return;
    if (text.size() > longestText || text.find(textSeparator) != std::string_view::npos ||
        text.find(textLineBreak) != std::string_view::npos) {
        facts.flags |= AskText;
        return;
    }
    if (!facts.texts.empty())
        facts.texts += textSeparator;
    const auto from = facts.texts.size();
    facts.texts += foldedText(text);
    std::replace(facts.texts.begin() + static_cast<std::ptrdiff_t>(from), facts.texts.end(), '\n', textLineBreak);
}

void addTexts(Facts& facts, const json::element& value)
{
    std::string_view text;
    json::array list;
    json::object members;
    if (value.get_string().get(text) == simdjson::SUCCESS) {
        addText(facts, text);
    } else if (value.get_array().get(list) == simdjson::SUCCESS) {
        for (const auto entry : list)
            addTexts(facts, entry);
    } else if (value.get_object().get(members) == simdjson::SUCCESS) {
        for (const auto member : members)
            addTexts(facts, member.value);
    }
}

void readRisk(Facts& facts, const json::element& payload)
{
    std::optional<double> risk;
    json::element nested;
    if (payload["risk"].get(nested) == simdjson::SUCCESS) {
        if (nested.is_object())
            risk = numberIn(nested, "total");
        else
            risk = numberIn(payload, "risk");
    }
    if (!risk)
        return;
    const double hundredths = std::round(*risk * 100);
    if (!(hundredths >= 0 && hundredths <= largestCode)) {
        facts.risk = otherCode;
        return;
    }
    facts.risk = static_cast<quint8>(hundredths);
    if (hundredths / 100 == *risk)
        facts.flags |= RiskIsExact;
}

std::string_view serviceIn(const Facts& facts, const json::element& payload)
{
    if (const auto service = textIn(payload, "service"))
        return *service;
    const auto kind = facts.streamKind();
    if ((kind == "service" || kind == "breaker") && kind.size() < facts.stream.size())
        return facts.stream.substr(kind.size() + 1);
    return {};
}

std::string_view decisionIn(const Facts& facts, const json::element& payload)
{
    for (const auto& [kind, word] : decisionKinds) {
        if (facts.kind == kind)
            return word;
    }
    return textIn(payload, "decision").value_or(std::string_view{});
}

void readFlags(Facts& facts, const json::element& root, const json::element& payload)
{
    const auto said = textIn(payload, "reason");
    if (facts.actor.starts_with("operator/") && ((said && !said->empty()) || facts.kind == "NoteAdded"))
        facts.flags |= HasComment;
    if (holds(root, "cause") || holds(payload, "cause"))
        facts.flags |= HasCause;
    if (holds(payload, "signature"))
        facts.flags |= HasSignature;
}

} // namespace

struct FactReader::Parser
{
    json::parser parser;
    std::string padded;
    Facts facts;
};

FactReader::FactReader()
    : m_parser(std::make_unique<Parser>())
{}

FactReader::~FactReader() = default;

Result<const Facts*> FactReader::read(QByteArrayView body)
{
    auto& parser = *m_parser;
    parser.padded.assign(body.data(), static_cast<std::size_t>(body.size()));
    parser.padded.resize(parser.padded.size() + simdjson::SIMDJSON_PADDING);
    json::element root;
    json::element payload;
    std::int64_t seq = 0;
    std::int64_t time = 0;
    auto& facts = parser.facts;
    auto texts = std::move(facts.texts);
    texts.clear();
    facts = Facts{};
    facts.texts = std::move(texts);
    const bool parsed =
        parser.parser.parse(parser.padded.data(), static_cast<std::size_t>(body.size()), false).get(root) ==
            simdjson::SUCCESS &&
        root["payload"].get(payload) == simdjson::SUCCESS && root["seq"].get_int64().get(seq) == 0 &&
        root["time"].get_int64().get(time) == 0 && root["kind"].get_string().get(facts.kind) == 0 &&
        root["stream"].get_string().get(facts.stream) == 0 && root["actor"].get_string().get(facts.actor) == 0;
    if (!parsed)
        return failure(ErrorCode::Malformed, u"these bytes are no event"_s);
    facts.seq = seq;
    facts.time = time;
    facts.correlation = textIn(root, "correlation").value_or(std::string_view{});
    facts.service = serviceIn(facts, payload);
    facts.decision = decisionIn(facts, payload);
    facts.severity = severityCode(payload);
    facts.level = wholeCode(numberIn(payload, "level"));
    readRisk(facts, payload);
    readFlags(facts, root, payload);
    addText(facts, facts.stream);
    addText(facts, facts.correlation);
    addTexts(facts, payload);
    return &facts;
}

} // namespace penelope::journal
