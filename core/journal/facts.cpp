#include "core/journal/facts.h"

#include "core/journal/searchtext.h"

#include <QString>

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

std::optional<std::string_view> textOf(const json::element& value)
{
    std::string_view text;
    return value.get_string().get(text) == simdjson::SUCCESS ? std::optional{text} : std::nullopt;
}

std::optional<double> numberOf(const json::element& value)
{
    double number = 0;
    return value.get_double().get(number) == simdjson::SUCCESS ? std::optional{number} : std::nullopt;
}

/// What columns say of a payload, as it stands there.
struct Said
{
    std::optional<std::string_view> service;
    std::optional<std::string_view> decision;
    std::optional<std::string_view> severity;
    std::optional<double> level;
    std::optional<double> risk;
    bool hasReason = false;
};

quint8 severityCode(const std::optional<std::string_view>& word)
{
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
    if (text.empty())
        return;
    const auto before = facts.texts.size();
    if (before > 0)
        facts.texts += textSeparator;
    const auto letters = appendFolded(facts.texts, text, '\n', textLineBreak);
    const bool opaque = letters.digit && isOpaque(text);
    const bool separated = letters.control && (text.find(textSeparator) != std::string_view::npos ||
                                               text.find(textLineBreak) != std::string_view::npos);
    if (!opaque && !separated && text.size() <= longestText)
        return;
    facts.texts.resize(before);
    if (!opaque)
        facts.flags |= AskText;
}

void addTexts(Facts& facts, const json::element& value)
{
    switch (value.type()) {
    case json::element_type::STRING: return addText(facts, std::string_view(value));
    case json::element_type::ARRAY:
        for (const auto entry : json::array(value))
            addTexts(facts, entry);
        return;
    case json::element_type::OBJECT:
        for (const auto member : json::object(value))
            addTexts(facts, member.value);
        return;
    case json::element_type::INT64:
    case json::element_type::UINT64:
    case json::element_type::DOUBLE:
    case json::element_type::BOOL:
    case json::element_type::NULL_VALUE: return;
    }
}

std::optional<double> riskOf(const json::element& value)
{
    json::element total;
    if (value.is_object())
        return value["total"].get(total) == simdjson::SUCCESS ? numberOf(total) : std::nullopt;
    return numberOf(value);
}

void takeRisk(Facts& facts, std::optional<double> risk)
{
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

void takeMember(Facts& facts, Said& said, std::string_view key, const json::element& value)
{
    if (key == "service")
        said.service = textOf(value);
    else if (key == "decision")
        said.decision = textOf(value);
    else if (key == "severity")
        said.severity = textOf(value);
    else if (key == "level")
        said.level = numberOf(value);
    else if (key == "risk")
        said.risk = riskOf(value);
    else if (key == "reason")
        said.hasReason = !textOf(value).value_or(std::string_view{}).empty();
    else if (key == "cause")
        facts.flags |= HasCause;
    else if (key == "signature")
        facts.flags |= HasSignature;
}

std::string_view serviceOf(const Facts& facts, const Said& said)
{
    if (said.service)
        return *said.service;
    const auto kind = facts.streamKind();
    if ((kind == "service" || kind == "breaker") && kind.size() < facts.stream.size())
        return facts.stream.substr(kind.size() + 1);
    return {};
}

std::string_view decisionOf(const Facts& facts, const Said& said)
{
    for (const auto& [kind, word] : decisionKinds) {
        if (facts.kind == kind)
            return word;
    }
    return said.decision.value_or(std::string_view{});
}

/// One pass for all members: looking each of them up goes over the payload as often.
void takePayload(Facts& facts, const json::element& payload)
{
    json::object members;
    if (payload.get_object().get(members) != simdjson::SUCCESS)
        return addTexts(facts, payload);
    Said said;
    for (const auto member : members) {
        takeMember(facts, said, member.key, member.value);
        addTexts(facts, member.value);
    }
    facts.service = serviceOf(facts, said);
    facts.decision = decisionOf(facts, said);
    facts.severity = severityCode(said.severity);
    facts.level = wholeCode(said.level);
    takeRisk(facts, said.risk);
    if (facts.actor.starts_with("operator/") && (said.hasReason || facts.kind == "NoteAdded"))
        facts.flags |= HasComment;
}

/// The members of an event that must be there.
enum Required : unsigned { Seq = 1, Time = 2, Kind = 4, Stream = 8, Actor = 16, Payload = 32, AllRequired = 63 };

unsigned takeText(std::string_view& to, const json::element& value, Required member)
{
    return value.get_string().get(to) == simdjson::SUCCESS ? member : 0U;
}

unsigned takeWhole(qint64& to, const json::element& value, Required member)
{
    std::int64_t number = 0;
    if (value.get_int64().get(number) != simdjson::SUCCESS)
        return 0;
    to = number;
    return member;
}

/// False where something is missing that each event has.
bool takeRoot(Facts& facts, const json::object& root, json::element& payload)
{
    unsigned found = 0;
    for (const auto [key, value] : root) {
        if (key == "seq") {
            found |= takeWhole(facts.seq, value, Seq);
        } else if (key == "time") {
            found |= takeWhole(facts.time, value, Time);
        } else if (key == "kind") {
            found |= takeText(facts.kind, value, Kind);
        } else if (key == "stream") {
            found |= takeText(facts.stream, value, Stream);
        } else if (key == "actor") {
            found |= takeText(facts.actor, value, Actor);
        } else if (key == "payload") {
            payload = value;
            found |= Payload;
        } else if (key == "correlation") {
            facts.correlation = textOf(value).value_or(std::string_view{});
        } else if (key == "cause") {
            facts.flags |= HasCause;
        }
    }
    return found == AllRequired;
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
    json::object root;
    json::element payload;
    auto& facts = parser.facts;
    auto texts = std::move(facts.texts);
    texts.clear();
    facts = Facts{};
    facts.texts = std::move(texts);
    const auto parsed =
        parser.parser.parse(parser.padded.data(), static_cast<std::size_t>(body.size()), false).get_object().get(root);
    if (parsed != simdjson::SUCCESS || !takeRoot(facts, root, payload))
        return failure(ErrorCode::Malformed, u"these bytes are no event"_s);
    addText(facts, facts.stream);
    addText(facts, facts.correlation);
    takePayload(facts, payload);
    return &facts;
}

} // namespace penelope::journal
