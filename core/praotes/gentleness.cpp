#include "core/praotes/gentleness.h"

#include "core/praotes/contracts.h"
#include "core/source/tokenizer.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <cmath>

namespace penelope::praotes {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isMigration(const QString& path)
{
    static const QRegularExpression pattern(
        u"(?:^|/)(?:migrations?|migrate|alembic|flyway|liquibase)/|(?:^|/)(?:V\\d+__[^/]*|\\d{3,}_[^/]*)\\.sql$"_s,
        QRegularExpression::CaseInsensitiveOption);
    return pattern.match(path).hasMatch();
}

bool isCriticalFile(const QString& path, const QStringList& more)
{
    const auto name = path.section('/'_L1, -1);
    const QStringList own{u"settings.py"_s, u"config.py"_s, u"docker-compose.yml"_s};
    return own.contains(name) || more.contains(name) || more.contains(path);
}

/// Follows which function the lines of a hunk stand in.
class FunctionTrace
{
public:
    FunctionTrace(const patch::FileDiff& file, source::Language language, QStringList& found)
        : m_file(file)
        , m_language(language)
        , m_found(found)
    {}

    void hunk(const patch::Hunk& hunk)
    {
        m_current.clear();
        m_indent = 0;
        if (const auto heading = source::definitionIn(hunk.heading, m_language);
            heading && heading->kind == source::DefinitionKind::Function)
            m_current = heading->name;
        for (const auto& line : hunk.lines)
            take(line);
    }

private:
    void take(const patch::DiffLine& line)
    {
        const auto trimmed = line.text.trimmed();
        if (trimmed.isEmpty())
            return;
        const auto indent = line.text.indexOf(trimmed.front());
        const bool python = m_language == source::Language::Python;
        const auto definition = source::definitionIn(line.text, m_language);
        const bool defines = definition && definition->kind == source::DefinitionKind::Function;
        if (defines) {
            m_current = definition->name;
            m_indent = indent;
        } else if (python && indent <= m_indent && !trimmed.startsWith(')'_L1)) {
            m_current.clear();
        }
        if (line.kind != patch::LineKind::Context && !m_current.isEmpty())
            add();
        if (!python && !defines && trimmed.startsWith('}'_L1) && indent <= m_indent)
            m_current.clear();
    }

    void add()
    {
        const auto entry = u"%1: %2"_s.arg(m_file.path(), m_current);
        if (!m_seen.contains(entry))
            m_found.append(entry);
        m_seen.insert(entry);
    }

    const patch::FileDiff& m_file;
    source::Language m_language;
    QStringList& m_found;
    QSet<QString> m_seen; ///< of this file
    QString m_current;
    qsizetype m_indent = 0;
};

QStringList violationsOf(const patch::Gentleness& gentleness, const Limits& limits)
{
    QStringList violations;
    if (gentleness.contractsBroken.size() > limits.contractsBroken)
        violations.append(u"contracts"_s);
    if (gentleness.lines > limits.lines)
        violations.append(u"lines"_s);
    if (gentleness.reversibilityHundredths < limits.reversibilityHundredths)
        violations.append(u"reversibility"_s);
    if (gentleness.functions.size() > limits.functions)
        violations.append(u"functions"_s);
    return violations;
}

/// The first violation decides, in the order above.
QString resultOf(const QStringList& violations)
{
    if (violations.isEmpty())
        return u"approved"_s;
    if (violations.front() == "contracts"_L1)
        return u"needs_review"_s;
    return violations.front() == "reversibility"_L1 ? u"not_reversible"_s : u"too_invasive"_s;
}

double remaining(qsizetype used, int limit)
{
    return limit > 0 ? std::max(0.0, 1 - static_cast<double>(used) / limit) : (used > 0 ? 0.0 : 1.0);
}

double scoreOf(const patch::Gentleness& gentleness, const Limits& limits, bool empty)
{
    if (empty)
        return 1;
    if (!gentleness.contractsBroken.isEmpty())
        return 0;
    constexpr int full = 10'000;
    const double sum = limits.linesWeight * remaining(gentleness.lines, limits.lines) +
                       limits.reversibilityWeight * gentleness.reversibilityHundredths / 100.0 +
                       limits.functionsWeight * remaining(gentleness.functions.size(), limits.functions) +
                       limits.contractsWeight;
    auto rounded = std::min(static_cast<int>(std::lround(sum)), full);
    if (!gentleness.violations.isEmpty())
        rounded = std::min(rounded, limits.worst);
    return rounded / 10'000.0;
}

QStringList suggestionsFor(const patch::Gentleness& gentleness, const Limits& limits, std::size_t files)
{
    QStringList suggestions;
    if (gentleness.violations.contains(u"lines"_s)) {
        const int parts = gentleness.lines / std::max(1, limits.lines) + 1;
        suggestions.append(u"Split it into %1 patches of at most %2 lines."_s.arg(parts).arg(limits.lines));
    }
    if (gentleness.violations.contains(u"functions"_s))
        suggestions.append(u"Change one function at a time: this one changes %1."_s.arg(gentleness.functions.size()));
    if (gentleness.violations.contains(u"contracts"_s))
        suggestions.append(
            u"Keep the old endpoint beside the new one: %1."_s.arg(gentleness.contractsBroken.join(u", "_s)));
    if (gentleness.violations.contains(u"reversibility"_s) && files > 1)
        suggestions.append(u"Touch fewer files: this one touches %1."_s.arg(files));
    return suggestions;
}

} // namespace

QStringList functionsModified(const patch::Diff& diff)
{
    QStringList found;
    for (const auto& file : diff.files) {
        const auto language = source::languageOf(file.path());
        if (language == source::Language::Other)
            continue;
        FunctionTrace trace(file, language, found);
        for (const auto& hunk : file.hunks)
            trace.hunk(hunk);
    }
    return found;
}

int reversibilityHundredths(const patch::Diff& diff, const Limits& limits)
{
    const auto paths = diff.paths();
    double value = 100;
    value -= static_cast<double>(limits.perFurtherFile) * std::max(0, static_cast<int>(diff.files.size()) - 1);
    if (std::any_of(paths.begin(), paths.end(), isMigration))
        value -= limits.perMigration;
    if (std::any_of(paths.begin(), paths.end(), [&limits](const QString& path) {
            return isCriticalFile(path, limits.criticalFiles);
        }))
        value -= limits.perCriticalFile;
    value -= limits.perLine * std::max(0, diff.lines() - limits.freeLines);
    return static_cast<int>(std::lround(std::clamp(value, 0.0, 100.0)));
}

patch::Gentleness judge(const patch::Diff& diff, const Limits& limits)
{
    patch::Gentleness gentleness;
    gentleness.lines = diff.lines();
    gentleness.functions = functionsModified(diff);
    gentleness.contractsBroken = contractsBroken(diff);
    gentleness.reversibilityHundredths = reversibilityHundredths(diff, limits);
    gentleness.violations = violationsOf(gentleness, limits);
    gentleness.result = resultOf(gentleness.violations);
    gentleness.score = scoreOf(gentleness, limits, diff.files.empty());
    gentleness.suggestions = suggestionsFor(gentleness, limits, diff.files.size());
    return gentleness;
}

} // namespace penelope::praotes
