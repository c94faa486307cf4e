#include "core/twin/setting.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <optional>
#include <vector>

namespace penelope::twin {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Section
{
    qsizetype indent = 0;
    QString name;
};

/// Goes through a file line by line and knows in which section each stands.
class SettingReader
{
public:
    struct Seen
    {
        QString key;
        QString rest;
        qsizetype column = 0; ///< of the rest
    };

    /// Nothing for a line without a setting.
    std::optional<Seen> read(const QString& line)
    {
        static const QRegularExpression head(u"^\\s*\\[([^\\[\\]]+)\\]\\s*([#;].*)?$"_s);
        static const QRegularExpression member(u"^(\\s*)(?:export\\s+)?(\"?)([A-Za-z0-9_.-]+)\\2\\s*[=:]\\s*(.*)$"_s);
        const auto trimmed = line.trimmed();
        if (trimmed.isEmpty() || trimmed.startsWith(u'#') || trimmed.startsWith(u';') || trimmed.startsWith("//"_L1))
            return std::nullopt;
        if (const auto match = head.match(line); match.hasMatch()) {
            m_head = match.captured(1).trimmed().remove(u'"');
            m_sections.clear();
            return std::nullopt;
        }
        const auto match = member.match(line);
        if (!match.hasMatch())
            return std::nullopt;
        return inside(match.capturedLength(1), match.captured(3), match.captured(4), match.capturedStart(4));
    }

private:
    std::optional<Seen> inside(qsizetype indent, const QString& name, const QString& rest, qsizetype column)
    {
        while (!m_sections.empty() && m_sections.back().indent >= indent)
            m_sections.pop_back();
        const auto bare = rest.section(u'#', 0, 0).trimmed();
        if (bare.isEmpty() || bare == "{"_L1) {
            m_sections.push_back({indent, name});
            return std::nullopt;
        }
        QStringList path;
        if (!m_head.isEmpty())
            path.append(m_head);
        for (const auto& section : m_sections)
            path.append(section.name);
        path.append(name);
        return Seen{path.join(u'.'), rest, column};
    }

    QString m_head;
    std::vector<Section> m_sections;
};

struct Cut
{
    qsizetype from = 0;
    qsizetype to = 0;
};

Cut around(qsizetype line, qsizetype lines)
{
    constexpr qsizetype context = 3;
    return {std::max<qsizetype>(0, line - context), std::min(lines, line + context + 1)};
}

} // namespace

Result<Setting> findSetting(const QString& text, const QString& key)
{
    static const QRegularExpression number(u"^(-?[0-9]+(?:\\.[0-9]+)?)(?=[\\s,;#}]|$)"_s);
    SettingReader reader;
    std::optional<Setting> found;
    const auto lines = text.split(u'\n');
    for (qsizetype at = 0; at < lines.size(); ++at) {
        const auto seen = reader.read(lines[at]);
        if (!seen || seen->key != key)
            continue;
        const auto where = u"line %1"_s.arg(at + 1);
        const auto match = number.match(seen->rest);
        if (!match.hasMatch())
            return failure(ErrorCode::Malformed, u"%1 is no number"_s.arg(key), where);
        if (found)
            return failure(ErrorCode::Malformed, u"%1 stands there twice"_s.arg(key), where);
        found = Setting{at, seen->column, match.capturedLength(1), match.captured(1).toDouble()};
    }
    if (!found)
        return failure(ErrorCode::NotFound, u"there is no %1"_s.arg(key));
    return *found;
}

QString settingText(double value)
{
    constexpr int digits = 12;
    return QString::number(value, 'g', digits);
}

QString withSetting(const QString& text, const Setting& setting, double value)
{
    auto lines = text.split(u'\n');
    lines[setting.line].replace(setting.column, setting.length, settingText(value));
    return lines.join(u'\n');
}

QString settingDiff(const QString& path, const QString& text, const Setting& setting, double value)
{
    auto lines = text.split(u'\n');
    const auto changed = withSetting(text, setting, value).split(u'\n')[setting.line];
    const bool ended = lines.back().isEmpty();
    if (ended)
        lines.removeLast();
    const auto [from, to] = around(setting.line, lines.size());
    auto diff =
        u"diff --git a/%1 b/%1\n--- a/%1\n+++ b/%1\n@@ -%2,%3 +%2,%3 @@\n"_s.arg(path).arg(from + 1).arg(to - from);
    for (auto at = from; at < to; ++at) {
        const auto noEnd = !ended && at + 1 == lines.size() ? u"\n\\ No newline at end of file"_s : QString{};
        if (at == setting.line)
            diff += u'-' + lines[at] + noEnd + u"\n+"_s + changed + noEnd + u'\n';
        else
            diff += u' ' + lines[at] + noEnd + u'\n';
    }
    return diff;
}

} // namespace penelope::twin
