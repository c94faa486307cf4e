#include "ui/audit/auditoverview.h"

#include "ui/text/format.h"
#include "ui/widgets/parts.h"

#include <QVBoxLayout>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// So many new events are read without an index in a few milliseconds: not worth a build.
constexpr qint64 worthBuilding = 4096;
/// Between two looks at an index that is being built.
constexpr qint64 worthLooking = 524'288;

} // namespace

AuditOverview::AuditOverview(AuditReader& reader, QWidget* parent)
    : QWidget(parent)
    , m_reader(reader)
    , m_map(new MiniMap(this))
    , m_note(new Label({}, Type::Small, Tone::Muted, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 0, 16, 8);
    column->setSpacing(4);
    column->addWidget(m_map);
    column->addWidget(m_note);
    m_map->hide();
    m_note->hide();
    hide();
}

void AuditOverview::begin()
{
    if (std::exchange(m_begun, true))
        return;
    read();
    if (m_reader.canIndex())
        build();
}

void AuditOverview::setSize(qint64 events)
{
    m_size = events;
    if (m_begun && !m_busy && m_reader.canIndex() && m_size - m_indexed >= worthBuilding)
        build();
}

void AuditOverview::build()
{
    m_busy = true;
    m_shownAt = m_indexed;
    m_building = m_reader.buildIndex(
        [this](qint64 done, qint64 total) { showProgress(done, total); },
        [this](const Status& built) {
            m_busy = !built; // what failed once is not tried again on each new event
            m_note->hide();
            read();
        });
}

void AuditOverview::showProgress(qint64 done, qint64 total)
{
    // A short journal, or a few new events: it is over before it can be read.
    if (total - m_indexed > worthLooking) {
        //: %1 is a percentage
        m_note->show(tr("Building the index: searches read records until then, %1")
                         .arg(format::percent(static_cast<double>(done) / static_cast<double>(total))));
        m_note->setVisible(true);
        setVisible(true);
    }
    if (done - m_shownAt >= worthLooking) {
        m_shownAt = done;
        read();
    }
}

void AuditOverview::read()
{
    m_reading = m_reader.timeline({}, {}, [this](Result<AuditReader::Timeline> timeline) {
        if (!timeline)
            return;
        m_indexed = timeline->indexed;
        const bool any = !timeline->buckets.empty();
        m_map->show(std::move(*timeline));
        m_map->setVisible(any);
        setVisible(any || m_note->isVisibleTo(this));
        emit indexChanged();
    });
}

} // namespace penelope::ui
