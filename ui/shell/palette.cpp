#include "ui/shell/palette.h"

#include "ui/shell/permalink.h"
#include "ui/text/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

class PaletteWords
{
    Q_DECLARE_TR_FUNCTIONS(Palette)
};

class Search
{
public:
    Search(const QString& words, std::size_t most)
        : m_words(words.split(u' ', Qt::SkipEmptyParts))
        , m_most(most)
    {}

    void offer(const QString& text, const QString& kind, const QString& page, const QString& item)
    {
        const bool all = std::all_of(m_words.begin(), m_words.end(), [&](const QString& word) {
            return text.contains(word, Qt::CaseInsensitive) || item.contains(word, Qt::CaseInsensitive);
        });
        if (all && found.size() < m_most)
            found.push_back({text, kind, page, item});
    }
    bool isFull() const { return found.size() >= m_most; }

    std::vector<PalettePlace> found;

private:
    QStringList m_words;
    std::size_t m_most;
};

} // namespace

std::vector<PalettePlace> placesFor(const engine::ConsoleState& state, const QString& words, std::size_t most)
{
    const QString wanted = words.trimmed();
    if (wanted.isEmpty())
        return {};
    Search search(wanted, most);
    if (const auto link = parsePermalink(wanted))
        search.found.push_back({wanted, PaletteWords::tr("link"), pageOf(link->kind), link->item});
    state.services.forEach([&](const ServiceName& name, const auto&) {
        //: %1 is a service
        search.offer(
            PaletteWords::tr("Breaker of %1").arg(name.value()), PaletteWords::tr("service"), u"breakers"_s,
            name.value());
    });
    state.approvals.forEach([&](const ApprovalId& id, const auto& approval) {
        //: %1 is an id, %2 a service
        search.offer(
            PaletteWords::tr("Approval %1, %2").arg(format::shortId(id.value()), approval->service.value()),
            PaletteWords::tr("approval"), u"approvals"_s, id.value());
    });
    state.canaries.forEach([&](const CanaryId& id, const auto& canary) {
        //: %1 is an id, %2 a service
        search.offer(
            PaletteWords::tr("Canary %1, %2").arg(format::shortId(id.value()), canary->service.value()),
            PaletteWords::tr("canary"), u"canaries"_s, id.value());
    });
    bool isNumber = false;
    const qint64 seq = QString(wanted).remove(u'#').toLongLong(&isNumber);
    if (isNumber && seq > 0 && seq <= state.seq && !search.isFull())
        //: %1 is the number of a record of the journal
        search.found.push_back(
            {PaletteWords::tr("Record %1").arg(format::integer(seq)), PaletteWords::tr("record"), u"audit"_s,
             QString::number(seq)});
    return std::move(search.found);
}

} // namespace penelope::ui
