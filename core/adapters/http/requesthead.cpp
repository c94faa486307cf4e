#include "core/adapters/http/requesthead.h"

#include <QHostAddress>
#include <QUrl>

#include <algorithm>
#include <array>

using namespace Qt::Literals::StringLiterals;

namespace penelope::http {

namespace {

Failure malformed(const QString& message, const QString& where = {})
{
    return failure(ErrorCode::Malformed, message, where);
}

bool isTokenLetter(char letter)
{
    static constexpr QByteArrayView others = "!#$%&'*+-.^_`|~";
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           others.contains(letter);
}

bool isToken(const QByteArray& text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), isTokenLetter);
}

bool isControl(char letter)
{
    return static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f;
}

std::optional<int> hexDigit(char letter)
{
    if (letter >= '0' && letter <= '9')
        return letter - '0';
    if (letter >= 'a' && letter <= 'f')
        return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F')
        return letter - 'A' + 10;
    return std::nullopt;
}

/// Decoded once; nothing for an escape that is none, bytes that are no UTF-8, or a control character.
std::optional<QString> decoded(QByteArrayView text, bool plusIsBlank)
{
    QByteArray bytes;
    bytes.reserve(text.size());
    for (qsizetype at = 0; at < text.size(); ++at) {
        char letter = text[at];
        if (letter == '+' && plusIsBlank)
            letter = ' ';
        if (letter == '%') {
            const auto high = at + 2 < text.size() ? hexDigit(text[at + 1]) : std::nullopt;
            const auto low = at + 2 < text.size() ? hexDigit(text[at + 2]) : std::nullopt;
            if (!high || !low)
                return std::nullopt;
            letter = static_cast<char>(*high * 16 + *low);
            at += 2;
        }
        if (isControl(letter))
            return std::nullopt;
        bytes += letter;
    }
    if (!QUtf8StringView(bytes).isValidUtf8())
        return std::nullopt;
    return QString::fromUtf8(bytes);
}

Result<QStringList> readPath(QByteArrayView path)
{
    constexpr qsizetype mostSegments = 16;
    if (!path.startsWith('/'))
        return malformed(u"the target of a request is a path that begins with \"/\""_s);
    QStringList segments;
    const auto pieces = path.sliced(1).toByteArray().split('/');
    if (pieces.size() > mostSegments)
        return malformed(u"the path has more than %1 parts"_s.arg(mostSegments));
    for (const auto& piece : pieces) {
        const auto segment = decoded(piece, false);
        // A slash in a segment would be another path to whoever joins them again.
        if (!segment || *segment == "."_L1 || *segment == ".."_L1 || segment->contains(u'/'))
            return malformed(u"the path has a part that is no name"_s, QString::fromLatin1(piece.left(80)));
        segments.append(*segment);
    }
    while (!segments.isEmpty() && segments.last().isEmpty())
        segments.removeLast();
    if (segments.contains(QString()))
        return malformed(u"the path has an empty part"_s);
    return segments;
}

Result<std::vector<std::pair<QString, QString>>> readQuery(QByteArrayView text)
{
    std::vector<std::pair<QString, QString>> query;
    if (text.isEmpty())
        return query;
    for (const auto& pair : text.toByteArray().split('&')) {
        const auto equals = pair.indexOf('=');
        const auto name = decoded(equals < 0 ? pair : pair.left(equals), true);
        const auto value = equals < 0 ? std::optional<QString>{QString()} : decoded(pair.mid(equals + 1), true);
        if (!name || name->isEmpty() || !value)
            return malformed(u"the query cannot be read"_s, QString::fromLatin1(pair.left(80)));
        const bool again =
            std::any_of(query.begin(), query.end(), [&name](const auto& had) { return had.first == *name; });
        if (again)
            return malformed(u"the query names \"%1\" twice"_s.arg(*name), *name);
        query.emplace_back(*name, *value);
    }
    return query;
}

bool mayRepeat(const QByteArray& name)
{
    static const std::array<QByteArray, 6> once{"host",         "content-length",    "authorization",
                                                "content-type", "transfer-encoding", "idempotency-key"};
    return std::find(once.begin(), once.end(), name) == once.end();
}

Result<std::map<QByteArray, QByteArray>> readHeaders(const Headers& received)
{
    std::map<QByteArray, QByteArray> headers;
    for (const auto& [given, value] : received) {
        const auto name = given.toLower();
        const auto shown = QString::fromLatin1(name.left(80));
        if (!isToken(name))
            return malformed(u"the name of a header is no word"_s, shown);
        const bool controls =
            std::any_of(value.begin(), value.end(), [](char letter) { return isControl(letter) && letter != '\t'; });
        if (controls)
            return malformed(u"the header %1 has a control character"_s.arg(shown), shown);
        auto& kept = headers[name];
        if (!kept.isNull() && !mayRepeat(name))
            return malformed(u"the header %1 is given twice"_s.arg(shown), shown);
        kept = kept.isNull() ? value.trimmed() : kept + ", " + value.trimmed();
        if (kept.isNull())
            kept = "";
    }
    return headers;
}

penelope::Status checkFraming(const HttpRequest& head)
{
    const auto length = head.headers.find("content-length");
    const auto coding = head.headers.find("transfer-encoding");
    if (length != head.headers.end() && coding != head.headers.end())
        return malformed(u"a body has a length or a transfer coding, not both"_s, u"content-length"_s);
    if (coding != head.headers.end() && coding->second.toLower() != "chunked")
        return malformed(u"the only transfer coding here is \"chunked\""_s, u"transfer-encoding"_s);
    if (length != head.headers.end() && !contentLength(head))
        return malformed(u"Content-Length is no number of bytes"_s, u"content-length"_s);
    return {};
}

} // namespace

Result<HttpRequest> readHead(const QByteArray& method, const QByteArray& target, const Headers& received)
{
    HttpRequest head;
    head.method = method == "HEAD" ? QByteArray("GET") : method;
    if (!isToken(method) || method.toUpper() != method)
        return malformed(u"the method of a request is a word in capitals"_s);
    const auto mark = target.indexOf('?');
    auto path = readPath(QByteArrayView(target).first(mark < 0 ? target.size() : mark));
    if (!path)
        return Failure{path.error()};
    head.path = std::move(*path);
    auto query = readQuery(mark < 0 ? QByteArrayView() : QByteArrayView(target).sliced(mark + 1));
    if (!query)
        return Failure{query.error()};
    head.query = std::move(*query);
    auto headers = readHeaders(received);
    if (!headers)
        return Failure{headers.error()};
    head.headers = std::move(*headers);
    if (auto framed = checkFraming(head); !framed)
        return Failure{framed.error()};
    return head;
}

std::optional<qint64> contentLength(const HttpRequest& head)
{
    constexpr qsizetype mostDigits = 15;
    const auto text = head.header("content-length");
    const bool digits =
        !text.isEmpty() && text.size() <= mostDigits &&
        std::all_of(text.begin(), text.end(), [](char letter) { return letter >= '0' && letter <= '9'; });
    return digits ? std::optional{text.toLongLong()} : std::nullopt;
}

bool isChunked(const HttpRequest& head)
{
    return head.headers.contains("transfer-encoding");
}

bool namesLoopback(const QByteArray& host)
{
    const auto url = QUrl(u"http://"_s + QString::fromLatin1(host), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return false;
    if (url.host() == "localhost"_L1)
        return true;
    const QHostAddress address(url.host());
    return !address.isNull() && address.isLoopback();
}

} // namespace penelope::http
