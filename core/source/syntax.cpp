#include "core/source/syntax.h"

#include <QStringList>

#include <array>
#include <utility>

namespace penelope::source {

using namespace Qt::Literals::StringLiterals;

namespace {

QSet<QString> wordsOf(const QString& text)
{
    const auto words = text.split(' '_L1, Qt::SkipEmptyParts);
    return {words.begin(), words.end()};
}

Syntax pythonSyntax()
{
    Syntax syntax;
    syntax.keywords =
        wordsOf(u"False None True and as assert async await break class continue def del elif else except "
                "finally for from global if import in is lambda nonlocal not or pass raise return try "
                "while with yield"_s);
    syntax.lineComment = u"#"_s;
    syntax.quotes = u"\"'"_s;
    syntax.tripleQuotes = true;
    return syntax;
}

Syntax braceSyntax(const QString& keywords, const QString& quotes)
{
    Syntax syntax;
    syntax.keywords = wordsOf(keywords);
    syntax.lineComment = u"//"_s;
    syntax.blockComments = true;
    syntax.quotes = quotes;
    return syntax;
}

Syntax scriptSyntax(const QString& more)
{
    auto syntax = braceSyntax(
        u"async await break case catch class const continue debugger default delete do else export "
        "extends false finally for from function if import in instanceof let new null of return "
        "static super switch this throw true try typeof undefined var void while with yield "_s +
            more,
        u"\"'"_s);
    syntax.longQuotes = u"`"_s;
    return syntax;
}

Syntax goSyntax()
{
    auto syntax = braceSyntax(
        u"break case chan const continue default defer else fallthrough false for func go goto if "
        "import interface map nil package range return select struct switch true type var"_s,
        u"\"'"_s);
    syntax.longQuotes = u"`"_s;
    return syntax;
}

Syntax javaSyntax()
{
    auto syntax = braceSyntax(
        u"abstract assert boolean break byte case catch char class continue default do double else "
        "enum extends false final finally float for if implements import instanceof int interface "
        "long native new null package private protected public record return short static "
        "strictfp super switch synchronized this throw throws transient true try var void "
        "volatile while"_s,
        u"\"'"_s);
    syntax.tripleQuotes = true;
    return syntax;
}

Syntax cppSyntax()
{
    return braceSyntax(
        u"alignas alignof asm auto bool break case catch char class co_await co_return co_yield concept "
        "const consteval constexpr constinit const_cast continue decltype default delete do double "
        "dynamic_cast else enum explicit export extern false final float for friend goto if inline int "
        "long mutable namespace new noexcept nullptr operator override private protected public "
        "register reinterpret_cast requires return short signed sizeof static static_assert "
        "static_cast struct switch template this throw true try typedef typeid typename union unsigned "
        "using virtual void volatile while"_s,
        u"\"'"_s);
}

Syntax rustSyntax()
{
    auto syntax = braceSyntax(
        u"Self as async await break const continue crate dyn else enum extern false fn for if impl "
        "in let loop match mod move mut pub ref return self static struct super trait true type "
        "union unsafe use where while"_s,
        u""_s);
    syntax.nestedComments = true;
    syntax.longQuotes = u"\""_s;
    syntax.lifetimes = true;
    return syntax;
}

constexpr std::array<std::pair<QLatin1String, Language>, 27> endings{
    {{QLatin1String("py"), Language::Python},      {QLatin1String("pyi"), Language::Python},
     {QLatin1String("pyw"), Language::Python},     {QLatin1String("js"), Language::JavaScript},
     {QLatin1String("jsx"), Language::JavaScript}, {QLatin1String("mjs"), Language::JavaScript},
     {QLatin1String("cjs"), Language::JavaScript}, {QLatin1String("ts"), Language::TypeScript},
     {QLatin1String("tsx"), Language::TypeScript}, {QLatin1String("mts"), Language::TypeScript},
     {QLatin1String("cts"), Language::TypeScript}, {QLatin1String("go"), Language::Go},
     {QLatin1String("java"), Language::Java},      {QLatin1String("c"), Language::Cpp},
     {QLatin1String("h"), Language::Cpp},          {QLatin1String("cc"), Language::Cpp},
     {QLatin1String("cpp"), Language::Cpp},        {QLatin1String("cxx"), Language::Cpp},
     {QLatin1String("c++"), Language::Cpp},        {QLatin1String("hh"), Language::Cpp},
     {QLatin1String("hpp"), Language::Cpp},        {QLatin1String("hxx"), Language::Cpp},
     {QLatin1String("h++"), Language::Cpp},        {QLatin1String("inl"), Language::Cpp},
     {QLatin1String("ipp"), Language::Cpp},        {QLatin1String("tpp"), Language::Cpp},
     {QLatin1String("rs"), Language::Rust}}};

} // namespace

Language languageOf(QStringView path)
{
    const auto name = path.mid(path.lastIndexOf(u'/') + 1);
    const auto dot = name.lastIndexOf(u'.');
    if (dot < 0)
        return Language::Other;
    const auto ending = name.mid(dot + 1).toString().toLower();
    for (const auto& [known, language] : endings) {
        if (ending == known)
            return language;
    }
    return Language::Other;
}

const Syntax& syntaxOf(Language language)
{
    static const Syntax none;
    static const Syntax python = pythonSyntax();
    static const Syntax javaScript = scriptSyntax({});
    static const Syntax typeScript = scriptSyntax(
        u"abstract any as boolean declare enum implements interface keyof namespace never number private protected "
        "public readonly string type unknown"_s);
    static const Syntax go = goSyntax();
    static const Syntax java = javaSyntax();
    static const Syntax cpp = cppSyntax();
    static const Syntax rust = rustSyntax();
    switch (language) {
    case Language::Other: return none;
    case Language::Python: return python;
    case Language::JavaScript: return javaScript;
    case Language::TypeScript: return typeScript;
    case Language::Go: return go;
    case Language::Java: return java;
    case Language::Cpp: return cpp;
    case Language::Rust: return rust;
    }
    Q_UNREACHABLE();
}

} // namespace penelope::source
