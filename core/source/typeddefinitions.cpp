#include "core/source/typeddefinitions.h"

#include <algorithm>

namespace penelope::source {

using namespace Qt::Literals::StringLiterals;

namespace {

/// `@Name`, `@a.Name(…)`: the place after the annotations at `at`.
std::size_t afterAnnotations(const CodeWords& words, std::size_t at)
{
    while (words.is(at, "@"_L1) && words.isName(at + 1)) {
        at += 2;
        while (words.is(at, "."_L1) && words.isName(at + 1))
            at += 2;
        if (words.is(at, "("_L1))
            at = std::min(words.closing(at) + 1, words.size());
    }
    return at;
}

/// Whether [from, to) can be what stands before a name in a declaration: a type, and no operator of an expression.
bool isTypeLike(const CodeWords& words, std::size_t from, std::size_t to)
{
    for (auto at = from; at < to; ++at) {
        switch (words.kind(at)) {
        case TokenKind::Identifier:
        case TokenKind::Keyword:
        case TokenKind::Number: break;
        case TokenKind::Operator:
            if (!words.isAny(
                    at, {"::"_L1, "<"_L1, ">"_L1, ","_L1, "*"_L1, "&"_L1, "&&"_L1, "["_L1, "]"_L1, "."_L1, "?"_L1,
                         "@"_L1, "("_L1, ")"_L1}))
                return false;
            break;
        case TokenKind::Text:
        case TokenKind::Comment: return false;
        }
    }
    return true;
}

/// One parameter of C++: a type with a name, a type that shows itself by its last token, or a built-in type.
bool isParameter(const CodeWords& words, std::size_t from, std::size_t to, bool indented)
{
    auto end = from;
    while (end < to && !words.is(end, "="_L1))
        ++end;
    if (end == from)
        return false;
    if (!isTypeLike(words, from, end))
        return false;
    const auto last = end - 1;
    if (words.isAny(last, {"*"_L1, "&"_L1, "&&"_L1, ">"_L1}))
        return end - from > 1;
    if (words.is(last, "."_L1)) // ...
        return true;
    if (end - from == 1)
        return words.kind(last) == TokenKind::Keyword || (!indented && words.isName(last));
    return (words.isName(last) || words.is(last, "]"_L1) || words.kind(last) == TokenKind::Keyword) &&
           !words.isAny(last - 1, {"::"_L1, "."_L1, ","_L1});
}

bool areParameters(const CodeWords& words, std::size_t open, std::size_t close, bool indented)
{
    auto from = open + 1;
    if (from == close)
        return true;
    int depth = 0;
    for (auto at = from; at <= close && at <= words.size(); ++at) {
        const bool end = at == close || at == words.size();
        if (!end && words.isAny(at, {"<"_L1, "("_L1, "["_L1, "{"_L1}))
            ++depth;
        else if (!end && words.isAny(at, {">"_L1, ")"_L1, "]"_L1, "}"_L1}))
            --depth;
        if (!end && (depth > 0 || !words.is(at, ","_L1)))
            continue;
        const bool openEnd = end && close == words.size() && from == at; // "f(int a," goes on
        if (!openEnd && !isParameter(words, from, at, indented))
            return false;
        from = at + 1;
    }
    return true;
}

/// Where a C++ name with its qualifiers begins, `name` being its last word.
std::size_t chainStart(const CodeWords& words, std::size_t name)
{
    auto at = name;
    if (at > 0 && words.is(at - 1, "~"_L1))
        --at;
    while (at >= 2 && words.is(at - 1, "::"_L1) && words.isName(at - 2))
        at -= 2;
    return at;
}

/// `A::A(` and `A::~A(`.
bool isConstructor(const CodeWords& words, std::size_t start, std::size_t name)
{
    if (name == start)
        return false;
    return words.is(name - 1, "~"_L1) || (name >= 2 && words.is(name - 1, "::"_L1) && words[name - 2] == words[name]);
}

bool cppGoesOn(const CodeWords& words, std::size_t close, bool typed)
{
    const auto after = close + 1;
    if (after >= words.size())
        return true;
    if (words.is(after, "="_L1))
        return words.isAny(after + 1, {"0"_L1, "default"_L1, "delete"_L1});
    if (words.is(after, "->"_L1))
        return typed;
    return words.isName(after) || words.isAny(
                                      after, {"{"_L1, ";"_L1, ":"_L1, "const"_L1, "noexcept"_L1, "override"_L1,
                                              "final"_L1, "&"_L1, "&&"_L1, "requires"_L1, "try"_L1, "volatile"_L1});
}

/// `operator==`, `operator()`: the place of the "(" of its parameters and its name.
std::optional<std::pair<std::size_t, QString>> cppOperator(const CodeWords& words)
{
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (!words.is(at, "operator"_L1))
            continue;
        auto open = at + 1;
        if (words.is(open, "("_L1) && words.is(open + 1, ")"_L1))
            open += 2;
        while (open < words.size() && !words.is(open, "("_L1))
            ++open;
        return std::pair{open, words.joined(at, open)};
    }
    return std::nullopt;
}

bool beginsCppStatement(const CodeWords& words)
{
    return words.isAny(0, {"if"_L1,      "for"_L1,      "while"_L1,     "switch"_L1,        "catch"_L1,
                           "return"_L1,  "else"_L1,     "new"_L1,       "throw"_L1,         "delete"_L1,
                           "case"_L1,    "do"_L1,       "goto"_L1,      "using"_L1,         "typedef"_L1,
                           "#"_L1,       "}"_L1,        "co_return"_L1, "static_assert"_L1, "emit"_L1,
                           "default"_L1, "co_await"_L1, "co_yield"_L1});
}

std::size_t afterTemplate(const CodeWords& words)
{
    return words.is(0, "template"_L1) && words.is(1, "<"_L1) ? std::min(words.closing(1) + 1, words.size()) : 0;
}

/// The end of a signature: where the body or a constructor's initializers begin.
std::size_t bodyStart(const CodeWords& words, std::size_t close)
{
    for (auto at = close; at < words.size(); ++at) {
        if (words.isAny(at, {"{"_L1, ";"_L1, ":"_L1}))
            return at;
    }
    return words.size();
}

std::optional<Definition> javaField(const CodeWords& words, std::size_t from)
{
    for (auto at = from; at < words.size(); ++at) {
        if (!words.isAny(at, {"="_L1, ";"_L1}))
            continue;
        if (at < from + 2 || !words.isName(at - 1) || !isTypeLike(words, from, at))
            return std::nullopt;
        return Definition{DefinitionKind::Export, words[at - 1].toString(), words.joined(0, at), true};
    }
    return std::nullopt;
}

bool beginsJavaStatement(const CodeWords& words, std::size_t at)
{
    return words.isAny(
        at,
        {"if"_L1, "for"_L1, "while"_L1, "switch"_L1, "catch"_L1, "return"_L1, "else"_L1, "new"_L1, "throw"_L1, "try"_L1,
         "do"_L1, "assert"_L1, "case"_L1, "super"_L1, "this"_L1, "import"_L1, "}"_L1, "yield"_L1, "package"_L1});
}

} // namespace

std::optional<Definition> javaMember(const CodeWords& words)
{
    auto at = afterAnnotations(words, 0);
    bool isPublic = false;
    bool modified = false;
    for (; words.isAny(
             at, {"public"_L1, "protected"_L1, "private"_L1, "static"_L1, "final"_L1, "abstract"_L1, "synchronized"_L1,
                  "native"_L1, "default"_L1, "strictfp"_L1, "transient"_L1, "volatile"_L1});
         ++at) {
        modified = true;
        isPublic = isPublic || words.isAny(at, {"public"_L1, "protected"_L1, "default"_L1});
    }
    if (at >= words.size() || beginsJavaStatement(words, at) || words.is(at, "("_L1))
        return std::nullopt;
    const auto from = at;
    if (words.is(at, "<"_L1))
        at = std::min(words.closing(at) + 1, words.size());
    const auto open = words.firstRound(at);
    if (open == words.size() || words.hasAny(at, open, {"="_L1, ";"_L1}))
        return isPublic ? javaField(words, from) : std::nullopt;
    const auto name = open - 1;
    if (open == 0 || name < at || !words.isName(name) || !isTypeLike(words, at, name) ||
        (name > at && words.isAny(name - 1, {"."_L1, ","_L1})))
        return std::nullopt;
    const auto close = words.closing(open);
    const bool closed = close < words.size();
    const bool typed = name > at;
    const bool opens = closed && words.hasAny(close, words.size(), {"{"_L1});
    if (closed && close + 1 < words.size() && !words.isAny(close + 1, {"{"_L1, ";"_L1, "throws"_L1, "default"_L1}))
        return std::nullopt;
    // Without a modifier and a type only an opened body tells a constructor from a call.
    if (!modified && !typed && !opens)
        return std::nullopt;
    // A method of an interface has no modifier and no body; nothing else in Java looks so.
    const bool ofInterface = !modified && typed && closed && !opens;
    return Definition{
        DefinitionKind::Function, words[name].toString(), words.joined(0, bodyStart(words, close)),
        isPublic || ofInterface};
}

std::optional<Definition> cppFunction(const CodeWords& words, bool indented)
{
    if (words.empty() || beginsCppStatement(words))
        return std::nullopt;
    const auto first = afterTemplate(words);
    const auto special = cppOperator(words);
    auto open = special ? special->first : words.firstRound(first);
    while (!special && open < words.size() && open > first &&
           words.isAny(open - 1, {"decltype"_L1, "alignas"_L1, "explicit"_L1, "noexcept"_L1}))
        open = words.firstRound(std::min(words.closing(open) + 1, words.size()));
    if (open >= words.size() || open <= first || (!special && !words.isName(open - 1)))
        return std::nullopt;
    const auto close = words.closing(open);
    if (special) {
        if (words.hasAny(first, open, {"="_L1, "."_L1, "->"_L1, "return"_L1}) && !special->second.contains('='_L1) &&
            !special->second.contains("->"_L1))
            return std::nullopt;
        return Definition{DefinitionKind::Function, special->second, words.joined(0, bodyStart(words, close)), true};
    }
    const auto name = open - 1;
    const auto start = chainStart(words, name);
    const bool typed = start > first;
    if (!isTypeLike(words, first, start) || words.hasAny(first, start, {"."_L1, "?"_L1, "return"_L1, "new"_L1}) ||
        (typed && words.isAny(start - 1, {","_L1, "::"_L1, "("_L1, ")"_L1})))
        return std::nullopt;
    const bool closed = close < words.size();
    if (closed && !cppGoesOn(words, close, typed))
        return std::nullopt;
    const bool body = closed && words.isAny(bodyStart(words, close), {"{"_L1, ":"_L1});
    if (!typed) { // a call or a macro, unless it is a constructor
        const bool constructor = isConstructor(words, start, name);
        if (constructor ? closed && words.is(bodyStart(words, close), ";"_L1) : !body)
            return std::nullopt;
    }
    if (!areParameters(words, open, close, indented))
        return std::nullopt;
    const bool hidden = !indented && words.hasAny(first, start, {"static"_L1});
    return Definition{
        DefinitionKind::Function, words.joined(start, open).remove(' '_L1), words.joined(0, bodyStart(words, close)),
        !hidden};
}

} // namespace penelope::source
