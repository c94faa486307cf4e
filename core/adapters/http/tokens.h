#pragma once

#include "core/base/hash.h"
#include "core/base/result.h"
#include "core/base/vocabulary.h"

#include <QDateTime>

#include <optional>
#include <vector>

/// API tokens (contracts.md 2 and 3): a file of lines "NAME ROLE SHA256", so that who reads the file can use none of
/// them.
namespace penelope::http {

struct Token
{
    QString name;
    Role role = Role::Viewer;
    Digest sha256{}; ///< of the token's text
};

/// "#" begins a comment. Malformed names the line: not three words, a name that is no handle or stands twice, a role
/// that is none, a hash that is not 64 lower-case hex digits or stands twice. `where` is "NAME:LINE". Pure.
Result<std::vector<Token>> parseTokens(const QByteArray& text, const QString& name);
/// The token whose text this is. Takes as long for a wrong one as for a right one.
const Token* findToken(const std::vector<Token>& tokens, const QByteArray& text);

/// 32 random bytes as text that fits into a header.
QByteArray makeToken();
/// What stands in the file for it.
QByteArray tokenLine(const QString& name, Role role, const QByteArray& text);

/// The file, read again when it changes.
class TokenFile
{
public:
    /// An empty path: there are no tokens.
    explicit TokenFile(QString path);

    /// Errors: Malformed as above; Unavailable: it cannot be read; NotPermitted: others may write it. Then nobody is
    /// let in.
    Result<std::optional<Token>> find(const QByteArray& text);
    Status check();
    bool isConfigured() const { return !m_path.isEmpty(); }

private:
    Result<std::vector<Token>> read() const;

    QString m_path;
    QDateTime m_changed;
    qint64 m_size = -1;
    Result<std::vector<Token>> m_tokens;
};

} // namespace penelope::http
