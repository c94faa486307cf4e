#include "core/source/tokenizer.h"
#include "core/source/typeddefinitions.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace penelope::source {

using namespace Qt::Literals::StringLiterals;

namespace {

using Expression = QRegularExpression;

/// The definition's words up to where its body begins, so that white space and bodies on the same line count nothing.
QString signatureOf(const QString& text, Language language)
{
    const CodeWords words(text, language);
    const bool python = language == Language::Python;
    const bool script = language == Language::JavaScript || language == Language::TypeScript;
    int depth = 0;
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (words.isAny(at, {"("_L1, "["_L1}))
            ++depth;
        else if (words.isAny(at, {")"_L1, "]"_L1}))
            --depth;
        const bool stops =
            python ? words.is(at, ":"_L1) : words.isAny(at, {"{"_L1, ";"_L1}) || (script && words.is(at, "=>"_L1));
        if (depth <= 0 && stops)
            return words.joined(0, at);
    }
    return words.joined(0, words.size());
}

Definition make(DefinitionKind kind, const QString& name, const QString& text, Language language, bool isPublic)
{
    return Definition{kind, name, signatureOf(text, language), isPublic};
}

std::optional<QString> captured(const Expression& expression, const QString& text, int group = 1)
{
    const auto match = expression.match(text);
    return match.hasMatch() ? std::optional{match.captured(group)} : std::nullopt;
}

/// Routes of the usual frameworks: decorators, attributes and annotations, whose whole line is the contract, and
/// registrations, whose method and path are.
std::optional<Definition> routeIn(const QString& text, Language language)
{
    static const std::array declared{
        Expression(
            u"^\\s*@\\w+(?:\\.\\w+)*\\.(?:route|get|post|put|delete|patch|head|options|websocket)\\s*\\(\\s*[\"']([^\"']+)"_s),
        Expression(u"^\\s*@(?:Request|Get|Post|Put|Delete|Patch)Mapping\\s*\\([^\"]*\"([^\"]+)\""_s),
        Expression(u"^\\s*@(?:Get|Post|Put|Delete|Patch|All)\\s*\\(\\s*[\"'`]([^\"'`]+)"_s),
        Expression(u"^\\s*@Path\\s*\\(\\s*\"([^\"]+)\""_s),
        Expression(u"^\\s*#\\[(?:get|post|put|delete|patch|route)\\s*\\(\\s*\"([^\"]+)\""_s)};
    static const std::array registered{
        Expression(
            u"\\.(route|get|post|put|delete|patch|all|GET|POST|PUT|DELETE|PATCH|HandleFunc|Handle)\\s?\\(\\s?[\"'`](/[^\"'`]*)"_s),
        Expression(u"^\\s*(re_path|path)\\s*\\(\\s*r?[\"']([^\"']+)[\"']\\s*,"_s)};
    for (const auto& route : declared) {
        if (const auto path = captured(route, text))
            return make(DefinitionKind::Route, *path, text, language, true);
    }
    for (const auto& route : registered) {
        if (const auto match = route.match(text); match.hasMatch())
            return Definition{
                DefinitionKind::Route, match.captured(2), u"%1 %2"_s.arg(match.captured(1), match.captured(2)), true};
    }
    return std::nullopt;
}

std::optional<Definition> pythonIn(const QString& text)
{
    static const Expression function(u"^\\s*(?:async\\s+)?def\\s+(\\w+)"_s);
    static const Expression type(u"^\\s*class\\s+(\\w+)"_s);
    const auto isPublic = [](const QString& name) {
        return !name.startsWith('_'_L1) || (name.startsWith("__"_L1) && name.endsWith("__"_L1));
    };
    if (const auto name = captured(function, text))
        return make(DefinitionKind::Function, *name, text, Language::Python, isPublic(*name));
    if (const auto name = captured(type, text))
        return make(DefinitionKind::Type, *name, text, Language::Python, isPublic(*name));
    return std::nullopt;
}

std::optional<Definition> scriptIn(const QString& text, Language language)
{
    static const Expression function(
        u"^\\s*(export\\s+)?(?:default\\s+)?(?:declare\\s+)?(?:async\\s+)?function\\s*\\*?\\s*([\\w$]+)"_s);
    static const Expression type(
        u"^\\s*(export\\s+)?(?:default\\s+)?(?:declare\\s+)?(?:abstract\\s+)?(?:class|interface|enum|type)\\s+([\\w$]+)"_s);
    static const Expression arrow(
        u"^\\s*(export\\s+)?(?:const|let|var)\\s+([\\w$]+)[^=]*=\\s*(?:async\\s*)?(?:function\\b|\\([^)]*\\)[^=]*=>|[\\w$]+\\s*=>)"_s);
    static const Expression value(u"^\\s*export\\s+(?:const|let|var)\\s+([\\w$]+)"_s);
    static const Expression common(u"^\\s*(?:module\\.)?exports\\.([\\w$]+)\\s*="_s);
    static const Expression fallback(u"^\\s*export\\s+default\\b"_s);
    static const Expression method(
        u"^\\s*((?:(?:public|private|protected|static|async|readonly|get|set)\\s+)*)([\\w$#]+)\\s*\\([^)]*\\)\\s*(?::[^={;]+)?\\{\\s*$"_s);
    static const Expression control(u"^\\s*(?:if|for|while|switch|catch|with|return|function|else|do)\\b"_s);
    for (const auto& [expression, kind] :
         {std::pair{&function, DefinitionKind::Function},
          {&type, DefinitionKind::Type},
          {&arrow, DefinitionKind::Function}}) {
        if (const auto match = expression->match(text); match.hasMatch())
            return make(kind, match.captured(2), text, language, match.capturedLength(1) > 0);
    }
    if (const auto name = captured(value, text))
        return make(DefinitionKind::Export, *name, u"export "_s + *name, language, true);
    if (fallback.match(text).hasMatch())
        return Definition{DefinitionKind::Export, u"default"_s, u"export default"_s, true};
    if (const auto name = captured(common, text))
        return make(DefinitionKind::Export, *name, u"exports."_s + *name, language, true);
    const auto match = method.match(text);
    if (!match.hasMatch() || control.match(text).hasMatch())
        return std::nullopt;
    const auto name = match.captured(2);
    const bool hidden = match.captured(1).contains("private"_L1) || name.startsWith('_'_L1) || name.startsWith('#'_L1);
    return make(DefinitionKind::Function, name, text, language, !hidden);
}

std::optional<Definition> goIn(const QString& text)
{
    static const Expression function(u"^func\\s+(?:\\([^)]*\\)\\s*)?(\\w+)"_s);
    static const Expression type(u"^type\\s+(\\w+)"_s);
    static const Expression value(u"^(?:var|const)\\s+(\\w+)"_s);
    if (const auto name = captured(value, text))
        return Definition{DefinitionKind::Export, *name, *name, name->front().isUpper()};
    if (const auto name = captured(function, text))
        return make(DefinitionKind::Function, *name, text, Language::Go, name->front().isUpper());
    if (const auto name = captured(type, text))
        return make(DefinitionKind::Type, *name, text, Language::Go, name->front().isUpper());
    return std::nullopt;
}

std::optional<Definition> javaIn(const QString& text)
{
    static const Expression type(
        u"^\\s*((?:(?:public|protected|private|static|final|abstract|sealed|strictfp)\\s+)*)(?:class|interface|enum|record|@interface)\\s+(\\w+)"_s);
    if (const auto match = type.match(text); match.hasMatch()) {
        const auto modifiers = match.captured(1);
        return make(
            DefinitionKind::Type, match.captured(2), text, Language::Java,
            modifiers.contains("public"_L1) || modifiers.contains("protected"_L1));
    }
    return javaMember(CodeWords(text, Language::Java));
}

std::optional<Definition> cppIn(const QString& text)
{
    static const Expression type(
        u"^\\s*(?:template\\s*<[^>]*>\\s*)?(?:typedef\\s+)?(?:class|struct|union|enum(?:\\s+class)?)\\s+(?:\\[\\[[^\\]]*\\]\\]\\s*)?(\\w+)\\s*(?:final\\s*)?(?::[^:].*)?(?:\\{.*)?$"_s);
    static const Expression variable(u"^\\s*extern\\s+[\\w:<>*&\\s]*?\\b(\\w+)\\s*(?:\\[[^\\]]*\\]\\s*)?;"_s);
    if (const auto name = captured(type, text))
        return make(DefinitionKind::Type, *name, text, Language::Cpp, true);
    if (const auto name = captured(variable, text))
        return make(DefinitionKind::Export, *name, text, Language::Cpp, true);
    return cppFunction(CodeWords(text, Language::Cpp), !text.isEmpty() && text.front().isSpace());
}

std::optional<Definition> rustIn(const QString& text)
{
    static const Expression function(
        u"^\\s*(pub(?:\\([^)]*\\))?\\s+)?(?:default\\s+)?(?:const\\s+)?(?:async\\s+)?(?:unsafe\\s+)?(?:extern\\s+\"[^\"]*\"\\s+)?fn\\s+(\\w+)"_s);
    static const Expression type(
        u"^\\s*(pub(?:\\([^)]*\\))?\\s+)?(?:unsafe\\s+)?(?:struct|enum|trait|type|union)\\s+(\\w+)"_s);
    static const Expression value(u"^\\s*pub\\s+(?:const|static|mod|use)\\s+(?:mut\\s+)?([\\w:]+)"_s);
    const auto isPublic = [](const QString& mark) { return mark.trimmed() == "pub"_L1; };
    if (const auto match = function.match(text); match.hasMatch())
        return make(DefinitionKind::Function, match.captured(2), text, Language::Rust, isPublic(match.captured(1)));
    if (const auto match = type.match(text); match.hasMatch())
        return make(DefinitionKind::Type, match.captured(2), text, Language::Rust, isPublic(match.captured(1)));
    if (const auto name = captured(value, text))
        return make(DefinitionKind::Export, *name, u"pub "_s + *name, Language::Rust, true);
    return std::nullopt;
}

std::optional<Definition> byLanguage(const QString& text, Language language)
{
    switch (language) {
    case Language::Other: return std::nullopt;
    case Language::Python: return pythonIn(text);
    case Language::JavaScript:
    case Language::TypeScript: return scriptIn(text, language);
    case Language::Go: return goIn(text);
    case Language::Java: return javaIn(text);
    case Language::Cpp: return cppIn(text);
    case Language::Rust: return rustIn(text);
    }
    Q_UNREACHABLE();
}

} // namespace

std::optional<Definition> definitionIn(QStringView line, Language language)
{
    if (language == Language::Other || line.size() > longestDefinition)
        return std::nullopt;
    const auto text = line.toString();
    if (auto route = routeIn(text, language))
        return route;
    return byLanguage(text, language);
}

std::vector<Definition> exportsIn(QStringView line, Language language)
{
    static const Expression script(u"^\\s*(?:export|(?:module\\.)?exports\\s*=)\\s*\\{([^}]*)\\}"_s);
    static const Expression python(u"^\\s*__all__\\s*\\+?=\\s*[\\[(]([^\\])]*)"_s);
    static const Expression noName(u"[^\\w$]"_s);
    const bool isScript = language == Language::JavaScript || language == Language::TypeScript;
    if (line.size() > longestDefinition || (!isScript && language != Language::Python))
        return {};
    std::vector<Definition> found;
    for (const auto& item : captured(isScript ? script : python, line.toString()).value_or(QString()).split(','_L1)) {
        // `a as b` is b to others; `a: b` is a.
        auto name = item.section(u" as "_s, -1).section(':'_L1, 0, 0).trimmed();
        name.remove(noName);
        if (!name.isEmpty())
            found.push_back({DefinitionKind::Export, name, u"export "_s + name, true});
    }
    return found;
}

} // namespace penelope::source
