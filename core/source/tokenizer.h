#pragma once

#include <QString>
#include <QStringView>

#include <optional>
#include <vector>

namespace penelope::source {

/// The languages of domain.md 5. Other covers everything else: shown as plain text, complexity unknown.
enum class Language { Other, Python, JavaScript, TypeScript, Go, Java, Cpp, Rust };

/// By the file name's ending; C headers count as C++.
Language languageOf(QStringView path);

enum class TokenKind { Keyword, Identifier, Number, Text, Comment, Operator };

/// A stretch of one line, in UTF-16 code units. White space has no token.
struct Token
{
    qsizetype at = 0;
    qsizetype length = 0;
    TokenKind kind = TokenKind::Identifier;
    bool operator==(const Token&) const = default;
};

/// What a line leaves open for the next one.
struct Carry
{
    enum class Open { Nothing, Comment, Text };
    Open open = Open::Nothing;
    QString closer;      ///< the characters that end it
    bool escapes = true; ///< a backslash hides the next character
    int depth = 1;       ///< of nested comments (Rust)
    bool operator==(const Carry&) const = default;
};

/// The tokens of one line, without its line break, in ascending order. Total: strange text becomes operators.
std::vector<Token> tokenizeLine(QStringView line, Language language, Carry& carry);

struct Function
{
    QString name;
    int line = 0;     ///< from 1, of its name
    int lastLine = 0; ///< of its body
    int complexity =
        1; ///< 1 + branches + boolean operators of its own body; nested named functions count for themselves
    bool operator==(const Function&) const = default;
};

/// The named functions of a file in order of their names' places. Empty for Other.
std::vector<Function> functions(QStringView text, Language language);

enum class DefinitionKind { Function, Type, Route, Export };

/// Something a line of code defines.
struct Definition
{
    DefinitionKind kind = DefinitionKind::Function;
    QString name;
    QString signature;     ///< its words with one blank between them, without the body
    bool isPublic = false; ///< others may depend on it, by the language's own rule
    bool operator==(const Definition&) const = default;
};

/// A longer line defines nothing that can be told from it (minified code).
constexpr qsizetype longestDefinition = 2000;

/// The definition a single line makes, seen alone as in a diff. `if f(x):` makes none. The parameters of a definition
/// may be joined to its line. Time linear in the line.
std::optional<Definition> definitionIn(QStringView line, Language language);
/// The symbols that a list on one line exports: `export { a, b as c }`, `module.exports = { a }`, `__all__ = ["a"]`.
std::vector<Definition> exportsIn(QStringView line, Language language);

} // namespace penelope::source
