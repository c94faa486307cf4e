#include "core/source/tokenizer.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace penelope::source {

using namespace Qt::Literals::StringLiterals;

namespace {

using Expression = QRegularExpression;

QString folded(QStringView line)
{
    auto text = line.toString().simplified();
    while (text.endsWith('{'_L1) || text.endsWith(';'_L1) || text.endsWith(':'_L1) || text.endsWith(' '_L1))
        text.chop(1);
    return text;
}

Definition make(DefinitionKind kind, const QString& name, QStringView line, bool isPublic)
{
    return Definition{kind, name, folded(line), isPublic};
}

std::optional<QString> captured(const Expression& expression, const QString& text, int group = 1)
{
    const auto match = expression.match(text);
    return match.hasMatch() ? std::optional{match.captured(group)} : std::nullopt;
}

/// Routes of the usual frameworks: decorators, attributes, annotations and registrations.
std::optional<Definition> routeIn(const QString& text)
{
    static const std::array routes{
        Expression(
            u"^\\s*@\\w+(?:\\.\\w+)*\\.(?:route|get|post|put|delete|patch|head|options|websocket)\\s*\\(\\s*[\"']([^\"']+)"_s),
        Expression(u"^\\s*@(?:Request|Get|Post|Put|Delete|Patch)Mapping\\s*\\(.*?\"([^\"]+)\""_s),
        Expression(u"^\\s*@Path\\s*\\(\\s*\"([^\"]+)\""_s),
        Expression(u"^\\s*#\\[(?:get|post|put|delete|patch|route)\\s*\\(\\s*\"([^\"]+)\""_s),
        Expression(
            u"\\.(?:route|get|post|put|delete|patch|all|GET|POST|PUT|DELETE|PATCH|HandleFunc|Handle)\\s*\\(\\s*[\"'`](/[^\"'`]*)"_s),
        Expression(u"^\\s*(?:re_)?path\\s*\\(\\s*r?[\"']([^\"']+)[\"']\\s*,"_s)};
    for (const auto& route : routes) {
        if (const auto path = captured(route, text))
            return make(DefinitionKind::Route, *path, text, true);
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
        return make(DefinitionKind::Function, *name, text, isPublic(*name));
    if (const auto name = captured(type, text))
        return make(DefinitionKind::Type, *name, text, isPublic(*name));
    return std::nullopt;
}

std::optional<Definition> scriptIn(const QString& text)
{
    static const Expression function(
        u"^\\s*(export\\s+)?(?:default\\s+)?(?:declare\\s+)?(?:async\\s+)?function\\s*\\*?\\s*([\\w$]+)"_s);
    static const Expression type(
        u"^\\s*(export\\s+)?(?:default\\s+)?(?:declare\\s+)?(?:abstract\\s+)?(?:class|interface|enum|type)\\s+([\\w$]+)"_s);
    static const Expression arrow(
        u"^\\s*(export\\s+)?(?:const|let|var)\\s+([\\w$]+)[^=]*=\\s*(?:async\\s*)?(?:function\\b|\\([^)]*\\)[^=]*=>|[\\w$]+\\s*=>)"_s);
    static const Expression value(u"^\\s*export\\s+(?:const|let|var)\\s+([\\w$]+)"_s);
    static const Expression common(u"^\\s*(?:module\\.)?exports\\.([\\w$]+)\\s*="_s);
    static const Expression method(
        u"^\\s*((?:(?:public|private|protected|static|async|readonly|get|set)\\s+)*)([\\w$#]+)\\s*\\([^)]*\\)\\s*(?::[^={;]+)?\\{\\s*$"_s);
    static const Expression control(u"^\\s*(?:if|for|while|switch|catch|with|return|function|else|do)\\b"_s);
    for (const auto& [expression, kind] :
         {std::pair{&function, DefinitionKind::Function},
          {&type, DefinitionKind::Type},
          {&arrow, DefinitionKind::Function}}) {
        if (const auto match = expression->match(text); match.hasMatch())
            return make(kind, match.captured(2), text, match.capturedLength(1) > 0);
    }
    if (const auto name = captured(value, text))
        return make(DefinitionKind::Export, *name, u"export "_s + *name, true);
    if (const auto name = captured(common, text))
        return make(DefinitionKind::Export, *name, u"exports."_s + *name, true);
    const auto match = method.match(text);
    if (!match.hasMatch() || control.match(text).hasMatch())
        return std::nullopt;
    const auto name = match.captured(2);
    const bool hidden = match.captured(1).contains("private"_L1) || name.startsWith('_'_L1) || name.startsWith('#'_L1);
    return make(DefinitionKind::Function, name, text, !hidden);
}

std::optional<Definition> goIn(const QString& text)
{
    static const Expression function(u"^func\\s+(?:\\([^)]*\\)\\s*)?(\\w+)"_s);
    static const Expression type(u"^type\\s+(\\w+)"_s);
    if (const auto name = captured(function, text))
        return make(DefinitionKind::Function, *name, text, name->front().isUpper());
    if (const auto name = captured(type, text))
        return make(DefinitionKind::Type, *name, text, name->front().isUpper());
    return std::nullopt;
}

std::optional<Definition> javaIn(const QString& text)
{
    static const Expression type(
        u"^\\s*((?:(?:public|protected|private|static|final|abstract|sealed|strictfp)\\s+)*)(?:class|interface|enum|record|@interface)\\s+(\\w+)"_s);
    static const Expression function(
        u"^\\s*((?:(?:public|protected|private|static|final|abstract|synchronized|native|default)\\s+)*)(?:<[^>]+>\\s*)?(?:[\\w.\\[\\]]+(?:<.*>)?(?:\\[\\])*\\s+)?(\\w+)\\s*\\([^;]*\\)?[^;=]*[{;,]?\\s*$"_s);
    static const Expression statement(
        u"^\\s*(?:if|for|while|switch|catch|return|else|new|throw|try|do|assert|synchronized\\s*\\()\\b"_s);
    const auto isPublic = [](const QString& modifiers) {
        return modifiers.contains("public"_L1) || modifiers.contains("protected"_L1);
    };
    if (const auto match = type.match(text); match.hasMatch())
        return make(DefinitionKind::Type, match.captured(2), text, isPublic(match.captured(1)));
    const auto match = function.match(text);
    if (!match.hasMatch() || statement.match(text).hasMatch())
        return std::nullopt;
    // Without a modifier only an opened body tells a definition from a call.
    if (match.captured(1).isEmpty() && !text.trimmed().endsWith('{'_L1))
        return std::nullopt;
    return make(DefinitionKind::Function, match.captured(2), text, isPublic(match.captured(1)));
}

/// Each argument is a type and a name: parameters, not the values of a call.
bool looksLikeParameters(const QString& arguments)
{
    static const Expression parameter(u"^\\s*(?:const\\s+)?[\\w:<>,*&\\s\\[\\]]+[\\s*&]+\\w+(?:\\s*=.*)?\\s*$"_s);
    const auto trimmed = arguments.trimmed();
    if (trimmed.isEmpty() || trimmed == "void"_L1)
        return true;
    const auto parts = trimmed.split(','_L1);
    return std::all_of(parts.begin(), parts.end(), [](const QString& part) {
        return part.trimmed() == "..."_L1 || parameter.match(part).hasMatch();
    });
}

std::optional<Definition> cppIn(const QString& text)
{
    static const Expression type(
        u"^\\s*(?:template\\s*<[^>]*>\\s*)?(?:typedef\\s+)?(?:class|struct|union|enum(?:\\s+class)?)\\s+(?:\\[\\[.*?\\]\\]\\s*)?(\\w+)\\s*(?:final\\s*)?(?::[^:].*)?(?:\\{.*)?$"_s);
    static const Expression function(
        u"^(\\s*)((?:[\\w:<>,*&\\[\\]]+[\\s*&]+)+)?((?:\\w+::)*~?\\w+|operator\\S+)\\s*\\(([^;{]*?)\\)?\\s*(?:const|noexcept|override|final|&|\\s|->.*|=\\s*(?:0|default|delete))*[{;]?\\s*$"_s);
    static const Expression statement(
        u"^\\s*(?:if|for|while|switch|catch|return|else|new|delete|throw|case|do|goto|using|typedef|static_assert|#|Q_OBJECT|emit)\\b|^\\s*[#}]"_s);
    if (const auto name = captured(type, text))
        return make(DefinitionKind::Type, *name, text, true);
    const auto match = function.match(text);
    if (!match.hasMatch() || statement.match(text).hasMatch())
        return std::nullopt;
    const auto before = match.captured(2);
    const bool member = match.captured(3).contains("::"_L1);
    const bool opened = text.trimmed().endsWith('{'_L1);
    if (before.isEmpty() && !member && !opened)
        return std::nullopt; // a call or a macro
    if (!match.captured(1).isEmpty() && !looksLikeParameters(match.captured(4)))
        return std::nullopt;
    return make(DefinitionKind::Function, match.captured(3), text, !before.contains("static"_L1));
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
        return make(DefinitionKind::Function, match.captured(2), text, isPublic(match.captured(1)));
    if (const auto match = type.match(text); match.hasMatch())
        return make(DefinitionKind::Type, match.captured(2), text, isPublic(match.captured(1)));
    if (const auto name = captured(value, text))
        return make(DefinitionKind::Export, *name, u"pub "_s + *name, true);
    return std::nullopt;
}

std::optional<Definition> byLanguage(const QString& text, Language language)
{
    switch (language) {
    case Language::Other: return std::nullopt;
    case Language::Python: return pythonIn(text);
    case Language::JavaScript:
    case Language::TypeScript: return scriptIn(text);
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
    constexpr qsizetype longest = 2000; // a minified line defines nothing that can be told from it
    if (language == Language::Other || line.size() > longest)
        return std::nullopt;
    const auto text = line.toString();
    if (auto route = routeIn(text))
        return route;
    return byLanguage(text, language);
}

} // namespace penelope::source
