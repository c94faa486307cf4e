#include "core/adapters/git/history.h"

#include <QStringList>

#include <algorithm>
#include <map>

using namespace Qt::Literals::StringLiterals;

namespace penelope::git {

namespace {

constexpr auto revertWords = "This reverts commit ";

bool startsWithBoth(const Trailers& found, const Trailers& wanted)
{
    if (wanted.size() < 2)
        return false;
    return std::all_of(wanted.begin(), wanted.begin() + 2, [&found](const auto& trailer) {
        return std::find(found.begin(), found.end(), trailer) != found.end();
    });
}

/// One line: what comes from people must not become a trailer.
QString oneLine(const QString& text)
{
    return text.simplified();
}

} // namespace

Trailers trailersOf(const git_commit& commit)
{
    Trailers trailers;
    git_message_trailer_array found{};
    if (git_message_trailers(&found, git_commit_message(&commit)) != 0)
        return trailers;
    for (std::size_t i = 0; i < found.count; ++i)
        trailers.emplace_back(QString::fromUtf8(found.trailers[i].key), QString::fromUtf8(found.trailers[i].value));
    git_message_trailer_array_free(&found);
    return trailers;
}

QString revertedBy(const git_commit& commit)
{
    const auto lines = QString::fromUtf8(git_commit_message(&commit)).split(u'\n');
    for (const auto& line : lines) {
        if (line.startsWith(QLatin1StringView(revertWords)) && line.endsWith(u'.'))
            return line.mid(20).chopped(1);
    }
    return {};
}

QByteArray message(const QString& subject, const QStringList& paragraphs, const Trailers& trailers)
{
    QStringList parts{oneLine(subject)};
    for (const auto& paragraph : paragraphs) {
        if (!paragraph.trimmed().isEmpty())
            parts.append(oneLine(paragraph));
    }
    QStringList lines;
    for (const auto& [key, value] : trailers)
        lines.append(u"%1: %2"_s.arg(key, oneLine(value)));
    if (!lines.isEmpty())
        parts.append(lines.join(u'\n'));
    return parts.join(u"\n\n"_s).toUtf8() + '\n';
}

Status walk(const Opened& opened, const std::function<bool(const git_commit&)>& visit)
{
    git_revwalk* walker = nullptr;
    if (git_revwalk_new(&walker, opened.repository.get()) != 0)
        return gitFailure(ErrorCode::Damaged, u"the history cannot be read"_s, opened.where);
    const RevwalkHandle owned(walker);
    git_revwalk_sorting(walker, GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME);
    if (git_revwalk_push(walker, git_commit_id(opened.head.get())) != 0)
        return gitFailure(ErrorCode::Damaged, u"the history cannot be read"_s, opened.where);
    git_oid id{};
    while (git_revwalk_next(&id, walker) == 0) {
        git_commit* commit = nullptr;
        if (git_commit_lookup(&commit, opened.repository.get(), &id) != 0)
            return gitFailure(ErrorCode::Damaged, u"commit %1 cannot be read"_s.arg(toText(id)), opened.where);
        const CommitHandle handle(commit);
        if (!visit(*commit))
            break;
    }
    return {};
}

Result<QString> findCommit(const Opened& opened, const Trailers& trailers)
{
    QString found;
    const auto walked = walk(opened, [&](const git_commit& commit) {
        if (revertedBy(commit).isEmpty() && startsWithBoth(trailersOf(commit), trailers))
            found = toText(*git_commit_id(&commit));
        return found.isEmpty();
    });
    if (!walked)
        return Failure{walked.error()};
    return found;
}

Result<std::optional<Revert>> standingRevert(const Opened& opened, const QString& commit)
{
    // Newest first: when a revert is met, all that could have undone it are known already.
    std::map<QString, Revert> standing;
    const auto walked = walk(opened, [&](const git_commit& each) {
        const auto id = toText(*git_commit_id(&each));
        const auto undone = revertedBy(each);
        if (!undone.isEmpty() && !standing.contains(id))
            standing.try_emplace(undone, Revert{id, trailersOf(each)});
        return id != commit;
    });
    if (!walked)
        return Failure{walked.error()};
    const auto at = standing.find(commit);
    return at == standing.end() ? std::optional<Revert>() : std::optional<Revert>(at->second);
}

} // namespace penelope::git
