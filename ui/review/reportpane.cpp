#include "ui/review/reportpane.h"

#include "ui/review/reportfile.h"
#include "ui/theme/eachzoom.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"

#include <QAction>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace penelope::ui::review {

ReportPane::ReportPane(ReplaySession& replay, QAction* exporting, QWidget* parent)
    : QWidget(parent)
    , m_replay(replay)
    , m_text(new QTextBrowser(this))
    , m_told(new Label({}, Type::Small, Tone::Text, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    spaceAtEachZoom(this, row, {16, 8, 16, 8}, 8);
    row->addWidget(new KeyButton(exporting, ButtonSize::Tool, this));
    row->addWidget(m_told, 1);
    column->addLayout(row);
    m_text->setAccessibleName(tr("Report preview"));
    m_text->setOpenLinks(false);
    m_text->setFrameShape(QFrame::NoFrame);
    column->addWidget(m_text, 1);
}

ReportPane::~ReportPane()
{
    // The document is ours and goes before the view.
    m_text->setDocument(nullptr);
}

void ReportPane::setSpan(engine::Span span)
{
    m_span = span;
    m_due = true;
    m_making = {};
    m_told->show({});
    if (m_shown)
        make();
}

void ReportPane::setShown(bool shown)
{
    m_shown = shown;
    if (m_shown && m_due)
        make();
}

void ReportPane::tell(const QString& sentence)
{
    m_told->show(sentence);
}

void ReportPane::make()
{
    m_due = false;
    m_told->show(tr("Being made …"));
    m_making = m_replay.report(m_span, [this](const Result<engine::Document>& document) {
        m_told->show(document ? QString{} : document.error().message);
        if (!document)
            return;
        auto text = textOf(*document);
        m_text->setDocument(text.get());
        m_document = std::move(text);
    });
}

} // namespace penelope::ui::review
