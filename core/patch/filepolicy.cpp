#include "core/patch/filepolicy.h"

#include <algorithm>
#include <array>

namespace penelope::patch {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array ciFiles{QLatin1String(".gitlab-ci.yml"),  QLatin1String(".travis.yml"),
                             QLatin1String("jenkinsfile"),     QLatin1String("azure-pipelines.yml"),
                             QLatin1String(".drone.yml"),      QLatin1String("bitbucket-pipelines.yml"),
                             QLatin1String(".cirrus.yml"),     QLatin1String("appveyor.yml"),
                             QLatin1String("cloudbuild.yaml"), QLatin1String(".appveyor.yml")};
constexpr std::array ciFolders{QLatin1String(".github"), QLatin1String(".gitlab"),    QLatin1String(".circleci"),
                               QLatin1String(".ci"),     QLatin1String(".buildkite"), QLatin1String(".woodpecker"),
                               QLatin1String(".gitea"),  QLatin1String(".forgejo")};
constexpr std::array buildFiles{
    QLatin1String("makefile"),      QLatin1String("gnumakefile"),    QLatin1String("cmakelists.txt"),
    QLatin1String("meson.build"),   QLatin1String("build.gradle"),   QLatin1String("build.gradle.kts"),
    QLatin1String("pom.xml"),       QLatin1String("package.json"),   QLatin1String("package-lock.json"),
    QLatin1String("yarn.lock"),     QLatin1String("pnpm-lock.yaml"), QLatin1String("setup.py"),
    QLatin1String("setup.cfg"),     QLatin1String("pyproject.toml"), QLatin1String("requirements.txt"),
    QLatin1String("cargo.toml"),    QLatin1String("cargo.lock"),     QLatin1String("build.rs"),
    QLatin1String("go.mod"),        QLatin1String("go.sum"),         QLatin1String("build"),
    QLatin1String("build.bazel"),   QLatin1String("workspace"),      QLatin1String("dockerfile"),
    QLatin1String("containerfile"), QLatin1String("tox.ini"),        QLatin1String("configure"),
    QLatin1String("configure.ac"),  QLatin1String("makefile.am"),    QLatin1String("justfile")};
constexpr std::array hookFiles{
    QLatin1String(".pre-commit-config.yaml"), QLatin1String("lefthook.yml"), QLatin1String(".lefthook.yml"),
    QLatin1String(".gitattributes"), QLatin1String(".gitmodules")};
constexpr std::array hookFolders{QLatin1String(".husky"), QLatin1String(".githooks"), QLatin1String("hooks")};

template <std::size_t n> bool oneOf(const QString& text, const std::array<QLatin1String, n>& words)
{
    return std::any_of(words.begin(), words.end(), [&text](QLatin1String word) { return text == word; });
}

bool escapesTree(const QString& path)
{
    if (path.startsWith('/'_L1) || path.contains('\\'_L1) || path.contains(QChar(0)))
        return true;
    if (path.size() > 1 && path[1] == ':'_L1)
        return true;
    const auto parts = path.split('/'_L1);
    return std::any_of(parts.begin(), parts.end(), [](const QString& part) {
        return part.isEmpty() || part == ".."_L1 || part == "."_L1;
    });
}

/// The names that file systems of other machines take for .git: any case, trailing blanks and dots, the short name,
/// and code points that HFS+ ignores.
bool namesGitFolder(const QString& path)
{
    const auto parts = path.toLower().split('/'_L1);
    return std::any_of(parts.begin(), parts.end(), [](QString part) {
        part.removeIf([](QChar letter) {
            const auto code = letter.unicode();
            return (code >= 0x200c && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) ||
                   (code >= 0x206a && code <= 0x206f) || code == 0xfeff;
        });
        part = part.section(':'_L1, 0, 0);
        while (part.endsWith(' '_L1) || part.endsWith('.'_L1))
            part.chop(1);
        return part == ".git"_L1 || part == "git~1"_L1;
    });
}

/// Characters that show a person another name or text than the machine reads: direction marks, invisible ones.
bool isHidden(QChar letter)
{
    const auto code = letter.unicode();
    return (code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) ||
           (code >= 0x2060 && code <= 0x206f) || code == 0x061c || code == 0xfeff || code == 0x00ad;
}

bool misleads(const QString& path)
{
    const auto bad = [](QChar letter) {
        return isHidden(letter) || letter.category() == QChar::Other_Control || letter.isNonCharacter() ||
               letter == QChar(QChar::LineSeparator) || letter == QChar(QChar::ParagraphSeparator);
    };
    return std::any_of(path.begin(), path.end(), bad) || !path.isValidUtf16();
}

/// The first added line that holds a hidden character; 0 for none.
int hiddenLine(const FileDiff& file)
{
    for (const auto& hunk : file.hunks) {
        for (const auto& line : hunk.lines) {
            if (line.kind == LineKind::Added && std::any_of(line.text.begin(), line.text.end(), isHidden))
                return line.newNumber;
        }
    }
    return 0;
}

bool isTooLong(const QString& path)
{
    constexpr qsizetype longestPath = 4095;
    constexpr qsizetype longestName = 255;
    const auto bytes = path.toUtf8();
    const auto parts = bytes.split('/');
    return bytes.size() > longestPath ||
           std::any_of(parts.begin(), parts.end(), [](const QByteArray& part) { return part.size() > longestName; });
}

Refusal refusalOf(const QString& rule, const QString& measured, const QString& limit)
{
    return Refusal{.stage = u"file_policy"_s, .rule = rule, .measured = Json{measured}, .limit = Json{limit}};
}

std::optional<Refusal> refuseMode(const FileDiff& file)
{
    const auto regular = u"100644 or 100755"_s;
    for (const auto& mode : {file.oldMode, file.newMode}) {
        if (mode.isEmpty() || mode == "100644"_L1 || mode == "100755"_L1)
            continue;
        const auto rule = mode == "120000"_L1 ? u"symlink"_s : (mode == "160000"_L1 ? u"submodule"_s : u"mode"_s);
        return refusalOf(rule, u"%1 %2"_s.arg(mode, file.path()), regular);
    }
    if (!file.oldMode.isEmpty() && !file.newMode.isEmpty() && file.oldMode != file.newMode)
        return refusalOf(u"mode"_s, u"%1 to %2 %3"_s.arg(file.oldMode, file.newMode, file.path()), u"unchanged"_s);
    return std::nullopt;
}

std::optional<Refusal> refuseFile(const FileDiff& file)
{
    for (const auto& path : {file.oldPath, file.newPath}) {
        if (path.isEmpty())
            continue;
        if (escapesTree(path))
            return refusalOf(u"escapes_tree"_s, path, u"a path inside the repository"_s);
        if (namesGitFolder(path))
            return refusalOf(u"git_folder"_s, path, u"no file of .git"_s);
        if (misleads(path))
            return refusalOf(u"hidden_characters"_s, path, u"a name of visible characters"_s);
        if (isTooLong(path))
            return refusalOf(u"name_too_long"_s, path.left(120), u"255 bytes a name, 4095 a path"_s);
    }
    if (file.binary)
        return refusalOf(u"binary"_s, file.path(), u"text files only"_s);
    return refuseMode(file);
}

} // namespace

QString sensitiveKind(const QString& path)
{
    const auto lower = path.toLower();
    const auto name = lower.section('/'_L1, -1);
    const auto folders = lower.split('/'_L1).mid(0, lower.count('/'_L1));
    if (oneOf(name, hookFiles) ||
        std::any_of(folders.begin(), folders.end(), [](const QString& part) { return oneOf(part, hookFolders); }))
        return u"hook"_s;
    if (oneOf(name, ciFiles) ||
        std::any_of(folders.begin(), folders.end(), [](const QString& part) { return oneOf(part, ciFolders); }))
        return u"ci"_s;
    if (oneOf(name, buildFiles) || name.endsWith(".cmake"_L1) || name.endsWith(".mk"_L1) || name.endsWith(".bzl"_L1) ||
        name.startsWith("dockerfile."_L1))
        return u"build"_s;
    return {};
}

FileVerdict checkFiles(const Diff& diff)
{
    FileVerdict verdict;
    if (diff.files.empty()) {
        verdict.refusal = refusalOf(u"empty"_s, u"no file"_s, u"at least one changed file"_s);
        return verdict;
    }
    for (const auto& file : diff.files) {
        if (auto refusal = refuseFile(file)) {
            verdict.refusal = std::move(refusal);
            return verdict;
        }
    }
    if (diff.lines() == 0 &&
        std::all_of(diff.files.begin(), diff.files.end(), [](const FileDiff& file) { return file.hunks.empty(); }))
        verdict.refusal = refusalOf(u"empty"_s, u"0 lines"_s, u"at least one changed line"_s);
    for (const auto& path : diff.paths()) {
        if (const auto kind = sensitiveKind(path); !kind.isEmpty())
            verdict.asks.append(u"%1: %2"_s.arg(kind, path));
    }
    for (const auto& file : diff.files) {
        if (const int line = hiddenLine(file); line > 0)
            verdict.asks.append(u"hidden characters: %1, line %2"_s.arg(file.path()).arg(line));
    }
    return verdict;
}

} // namespace penelope::patch
