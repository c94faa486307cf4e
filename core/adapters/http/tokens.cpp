#include "core/adapters/http/tokens.h"

#include "core/base/base64.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <algorithm>
#include <sodium.h>

using namespace Qt::Literals::StringLiterals;

namespace penelope::http {

namespace {

Result<Token> tokenOf(const QByteArray& line, const std::vector<Token>& before, const QString& where)
{
    static const QRegularExpression handle(u"^[a-z0-9][a-z0-9._-]{0,31}$"_s);
    const auto wrong = [&where](const QString& message) { return failure(ErrorCode::Malformed, message, where); };
    const auto words = QString::fromUtf8(line).split(u' ', Qt::SkipEmptyParts);
    if (words.size() != 3)
        return wrong(u"a line of the token file is \"NAME ROLE SHA256\""_s);
    if (!handle.match(words[0]).hasMatch())
        return wrong(u"a token's name is lower-case letters, digits, dot, dash and underscore"_s);
    const auto role = fromWord<Role>(words[1]);
    if (!role)
        return wrong(u"a token's role is viewer, operator, approver or admin"_s);
    const auto bytes = words[2] == words[2].toLower() ? fromHex(words[2].toLatin1()) : std::nullopt;
    const auto digest = bytes ? digestFrom(*bytes) : std::nullopt;
    if (!digest)
        return wrong(u"a token's hash is SHA-256 as 64 lower-case hex digits"_s);
    const bool again = std::any_of(before.begin(), before.end(), [&](const Token& other) {
        return other.name == words[0] || other.sha256 == *digest;
    });
    if (again)
        return wrong(u"the name or the hash of this token stands further up already"_s);
    return Token{words[0], *role, *digest};
}

} // namespace

Result<std::vector<Token>> parseTokens(const QByteArray& text, const QString& name)
{
    std::vector<Token> tokens;
    qsizetype number = 0;
    for (const auto& raw : text.split('\n')) {
        ++number;
        const auto line = raw.left(raw.indexOf('#') < 0 ? raw.size() : raw.indexOf('#')).simplified();
        if (line.isEmpty())
            continue;
        auto token = tokenOf(line, tokens, u"%1:%2"_s.arg(name).arg(number));
        if (!token)
            return Failure{token.error()};
        tokens.push_back(std::move(*token));
    }
    return tokens;
}

const Token* findToken(const std::vector<Token>& tokens, const QByteArray& text)
{
    const auto digest = sha256(text);
    const Token* found = nullptr;
    for (const auto& token : tokens) {
        if (sodium_memcmp(digest.data(), token.sha256.data(), digest.size()) == 0)
            found = &token;
    }
    return found;
}

QByteArray makeToken()
{
    constexpr qsizetype bytes = 32;
    QByteArray random(bytes, Qt::Uninitialized);
    randombytes_buf(random.data(), static_cast<std::size_t>(random.size()));
    return "pnl_" + random.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray tokenLine(const QString& name, Role role, const QByteArray& text)
{
    return u"%1 %2 %3"_s.arg(name, toWord(role), toHex(sha256(text))).toUtf8();
}

TokenFile::TokenFile(QString path)
    : m_path(std::move(path))
{}

Result<std::vector<Token>> TokenFile::read() const
{
    constexpr qint64 mostBytes = qint64{1024} * 1024;
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::Unavailable, u"the token file cannot be read: %1"_s.arg(file.errorString()), m_path);
    if (file.permissions() & (QFile::WriteGroup | QFile::WriteOther))
        return failure(ErrorCode::NotPermitted, u"others may write the token file: chmod go-w it"_s, m_path);
    if (file.size() > mostBytes)
        return failure(ErrorCode::Malformed, u"the token file is larger than %1 bytes"_s.arg(mostBytes), m_path);
    return parseTokens(file.readAll(), m_path);
}

Status TokenFile::check()
{
    if (m_path.isEmpty())
        return {};
    const QFileInfo info(m_path);
    if (info.lastModified() != m_changed || info.size() != m_size || !m_tokens) {
        m_changed = info.lastModified();
        m_size = info.size();
        m_tokens = read();
    }
    return m_tokens ? Status{} : Failure{m_tokens.error()};
}

Result<std::optional<Token>> TokenFile::find(const QByteArray& text)
{
    if (auto valid = check(); !valid)
        return Failure{valid.error()};
    const auto* token = findToken(*m_tokens, text);
    return token ? std::optional{*token} : std::nullopt;
}

} // namespace penelope::http
