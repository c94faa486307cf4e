#include "ui/attention/bundler.h"

#include "ui/text/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace penelope::ui::attention {

using namespace Qt::Literals::StringLiterals;

namespace {

class BundlerWords
{
    Q_DECLARE_TR_FUNCTIONS(Bundler)
};

constexpr std::size_t namedInSummary = 3;

Bubble single(const Notice& notice)
{
    return {notice.key, notice.urgency(), notice.title, notice.body, notice.page, notice.item};
}

} // namespace

QString toWord(Sound sound)
{
    switch (sound) {
    case Sound::New: return u"new"_s;
    case Sound::LastMinutes: return u"last-minutes"_s;
    case Sound::FeedLost: return u"feed-lost"_s;
    }
    Q_UNREACHABLE();
}

Sound soundOf(NoticeKind kind)
{
    switch (kind) {
    case NoticeKind::Request:
    case NoticeKind::Escalation:
    case NoticeKind::RolledBack: return Sound::New;
    case NoticeKind::LastWhile: return Sound::LastMinutes;
    case NoticeKind::FeedLost:
    case NoticeKind::CoreLost: return Sound::FeedLost;
    }
    Q_UNREACHABLE();
}

Bubble summary(const std::vector<Notice>& notices, const QString& id)
{
    std::array<int, 4> counts{};
    for (const Notice& notice : notices)
        ++counts[static_cast<std::size_t>(notice.severity)];
    QStringList parts;
    for (const auto severity : {Severity::P0, Severity::P1, Severity::P2, Severity::P3}) {
        if (const int count = counts[static_cast<std::size_t>(severity)]; count > 0)
            parts << u"%1 %2"_s.arg(count).arg(words::severity(severity));
    }
    QStringList lines;
    for (std::size_t at = 0; at < std::min(namedInSummary, notices.size()); ++at)
        lines << notices[at].title;
    const int more = static_cast<int>(notices.size()) - static_cast<int>(lines.size());
    if (more > 0)
        lines << BundlerWords::tr("and %n more", nullptr, more);
    Bubble bubble = single(notices.front());
    bubble.id = id;
    //: %1 lists counts such as "1 P0, 3 P1"
    bubble.title = BundlerWords::tr("New: %1").arg(parts.join(u", "_s));
    bubble.body = lines.join(u'\n');
    return bubble;
}

void Bundler::end(const QStringList& keys, QStringList& close)
{
    const auto ended = [&keys](const Notice& notice) { return keys.contains(notice.key); };
    std::erase_if(m_waiting, ended);
    for (Shown& shown : m_shown)
        std::erase_if(shown.notices, ended);
    for (const Shown& shown : m_shown) {
        if (shown.notices.empty())
            close << shown.id;
    }
    std::erase_if(m_shown, [](const Shown& shown) { return shown.notices.empty(); });
}

void Bundler::forget(const QString& id)
{
    std::erase_if(m_shown, [&id](const Shown& shown) { return shown.id == id; });
}

void Bundler::tell(Step& step, Tick now)
{
    const bool isQuiet = m_last && now - *m_last < quiet;
    if (m_waiting.empty() ||
        (isQuiet && (m_waiting.front().urgency() != Urgency::Critical || m_lastUrgency == Urgency::Critical)))
        return;
    step.sound = soundOf(m_waiting.front().kind);
    // Within the ten seconds the last bubble becomes this one; a later sum takes an earlier one's place.
    const QString id = isQuiet ? m_lastId : m_waiting.size() > 1 ? u"sum"_s : m_waiting.front().key;
    std::vector<Notice> told = std::move(m_waiting);
    m_waiting.clear();
    const auto open =
        std::find_if(m_shown.begin(), m_shown.end(), [&id](const Shown& shown) { return shown.id == id; });
    if (open != m_shown.end()) {
        told.insert(told.end(), open->notices.begin(), open->notices.end());
        m_shown.erase(open);
    }
    std::sort(told.begin(), told.end(), isMoreUrgent);
    step.show = told.size() == 1 ? single(told.front()) : summary(told, id);
    step.show->id = id;
    m_last = now;
    m_lastUrgency = step.show->urgency;
    m_lastId = id;
    m_shown.push_back({id, std::move(told)});
}

Bundler::Step Bundler::take(const Change& change, Tick now)
{
    Step step;
    end(change.ended, step.close);
    m_waiting.insert(m_waiting.end(), change.raised.begin(), change.raised.end());
    std::sort(m_waiting.begin(), m_waiting.end(), isMoreUrgent);
    tell(step, now);
    return step;
}

} // namespace penelope::ui::attention
