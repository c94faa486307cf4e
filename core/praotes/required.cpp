#include "core/praotes/contracts.h"
#include "core/praotes/sides.h"

#include <QHash>
#include <QRegularExpression>

namespace penelope::praotes {

using namespace Qt::Literals::StringLiterals;

namespace {

using Expression = QRegularExpression;

/// How often one side of a file says of a name that it is required.
struct Fields
{
    QHash<QString, int> required; ///< by a word of its own
    QHash<QString, int> needed;   ///< by a type without a default
    QHash<QString, int> optional; ///< by a type that allows nothing, or a default
};

/// Reads one side of one hunk, following lists of required names over their lines.
class FieldReader
{
public:
    FieldReader(source::Language language, Fields& fields)
        : m_language(language)
        , m_fields(fields)
    {}

    void take(QStringView line)
    {
        if (line.size() > source::longestDefinition)
            return;
        const auto text = line.toString();
        if (m_list != List::None && goOn(text))
            return;
        if (!listIn(text) && !markIn(text))
            typeIn(text);
    }

private:
    enum class List { None, Dashes, Brackets };

    void require(const QString& name) { ++m_fields.required[name]; }

    void names(const QString& text)
    {
        static const Expression item(u"[\"']?([\\w.-]+)[\"']?"_s);
        for (auto each = item.globalMatch(text); each.hasNext();)
            require(each.next().captured(1));
    }

    /// A JSON schema's or OpenAPI's list, on one line or on those that follow.
    bool listIn(const QString& text)
    {
        static const Expression list(u"^\\s*(?:.*[{,]\\s*)?[\"']?required[\"']?\\s*[:=]\\s*\\[([^\\]]*)(\\]?)"_s);
        static const Expression dashes(u"^(\\s*)[\"']?required[\"']?\\s*:\\s*$"_s);
        if (const auto match = list.match(text); match.hasMatch()) {
            names(match.captured(1));
            m_list = match.capturedLength(2) > 0 ? List::None : List::Brackets;
            return true;
        }
        if (const auto match = dashes.match(text); match.hasMatch()) {
            m_list = List::Dashes;
            return true;
        }
        return false;
    }

    bool goOn(const QString& text)
    {
        static const Expression dash(u"^\\s*-\\s+[\"']?([\\w.-]+)[\"']?\\s*$"_s);
        if (m_list == List::Brackets) {
            names(text.section(']'_L1, 0, 0));
            if (text.contains(']'_L1))
                m_list = List::None;
            return true;
        }
        const auto match = dash.match(text);
        if (match.hasMatch())
            require(match.captured(1));
        else
            m_list = List::None;
        return match.hasMatch();
    }

    /// A word on the field's own line or on the one before it.
    bool markIn(const QString& text)
    {
        static const Expression proto(u"^\\s*required\\s+[\\w.]+\\s+(\\w+)\\s*="_s);
        static const Expression keyword(u"\\brequired\\s*=\\s*True\\b"_s);
        static const Expression first(u"^\\W*(\\w+)"_s);
        static const Expression flag(u"^\\s*[\"']?required[\"']?\\s*:\\s*true\\b"_s);
        static const Expression annotation(u"^\\s*@(?:NotNull|NotBlank|NotEmpty)\\b"_s);
        static const Expression tag(u"^\\s*(\\w+)\\s.*`[^`]*\\b(?:validate|binding):\"[^\"]*\\brequired\\b"_s);
        if (const auto match = proto.match(text); match.hasMatch())
            require(match.captured(1));
        else if (keyword.match(text).hasMatch() && !text.trimmed().startsWith('#'_L1))
            require(first.match(text).captured(1));
        else if (flag.match(text).hasMatch() || annotation.match(text).hasMatch())
            require(text.simplified());
        else if (const auto field = tag.match(text); m_language == source::Language::Go && field.hasMatch())
            require(field.captured(1));
        else
            return false;
        return true;
    }

    /// A field whose type says whether it may be left out.
    void typeIn(const QString& text)
    {
        static const Expression script(u"^\\s*(?:readonly\\s+)?(\\w+)(\\?{0,1})\\s*:\\s*[^=(]+[;,]?\\s*$"_s);
        static const Expression python(u"^\\s+(\\w+)\\s*:\\s*([^=#]+)(=?)"_s);
        static const Expression rust(u"^\\s*(?:pub(?:\\([^)]*\\))?\\s+)?(\\w+)\\s*:\\s*(Option\\s*<)?[^=(]*,?\\s*$"_s);
        const auto note = [this](const QString& name, bool optional) {
            ++(optional ? m_fields.optional : m_fields.needed)[name];
        };
        if (m_language == source::Language::TypeScript) {
            if (const auto match = script.match(text); match.hasMatch())
                note(match.captured(1), match.capturedLength(2) > 0);
        } else if (m_language == source::Language::Python) {
            if (const auto match = python.match(text); match.hasMatch())
                note(match.captured(1), match.capturedLength(3) > 0);
        } else if (m_language == source::Language::Rust) {
            if (const auto match = rust.match(text); match.hasMatch())
                note(match.captured(1), match.capturedLength(2) > 0);
        }
    }

    source::Language m_language;
    Fields& m_fields;
    List m_list = List::None;
};

Fields fieldsOf(const patch::FileDiff& file, Side side, source::Language language)
{
    Fields fields;
    for (const auto& hunk : file.hunks) {
        FieldReader reader(language, fields);
        for (const auto line : linesOf(hunk, side))
            reader.take(line);
    }
    return fields;
}

} // namespace

QStringList newlyRequired(const patch::FileDiff& file)
{
    const auto language = source::languageOf(file.path());
    const auto before = fieldsOf(file, Side::Old, language);
    const auto after = fieldsOf(file, Side::New, language);
    QStringList fresh;
    for (auto field = after.required.begin(); field != after.required.end(); ++field) {
        if (field.value() > before.required.value(field.key()))
            fresh.append(field.key());
    }
    // A new field of a type may be anything's; one that was optional and is no longer binds those who left it out.
    for (auto field = after.needed.begin(); field != after.needed.end(); ++field) {
        const auto& name = field.key();
        if (field.value() > before.needed.value(name) && before.optional.value(name) > after.optional.value(name) &&
            !fresh.contains(name))
            fresh.append(name);
    }
    fresh.sort();
    return fresh;
}

} // namespace penelope::praotes
