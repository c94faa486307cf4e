#include "ui/audit/exportstrip.h"

#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/widgets/filedialogs.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"

#include <QFileDialog>
#include <QHBoxLayout>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

ExportStrip::ExportStrip(AuditReader& reader, QWidget* parent)
    : QWidget(parent)
    , m_reader(reader)
    , m_text(new Label({}, Type::Body, Tone::Text, this))
    , m_end(new KeyButton({}, {}, ButtonSize::Strip, this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 16, 8);
    row->setSpacing(16);
    m_text->setWordWrap(true);
    row->addWidget(m_text, 1);
    row->addWidget(m_end, 0, Qt::AlignTop);
    connect(m_end, &KeyButton::clicked, this, [this] {
        m_running = Task{};
        hide();
    });
    hide();
}

void ExportStrip::ask(const QString& question, Instant now)
{
    auto* dialog = saveDialog(
        this, tr("Export the records that match"),
        {{tr("Spreadsheet (*.csv)"), u"csv"_s},
         {tr("JSON lines (*.jsonl)"), u"jsonl"_s},
         {tr("Markdown table (*.md)"), u"md"_s}},
        u"audit-%1.csv"_s.arg(format::utcDateTime(now).left(10)));
    connect(dialog, &QFileDialog::fileSelected, this, [this, question](const QString& path) {
        const auto format = query::exportFormatFrom(path.section(u'.', -1));
        begin({question, format.value_or(query::ExportFormat::Csv), path});
    });
    dialog->open();
}

void ExportStrip::begin(const AuditExport& wanted)
{
    m_text->show(tr("Exporting…"));
    m_end->setText(tr("Cancel"));
    m_end->setAccessibleName(tr("Cancel the export"));
    show();
    m_running = m_reader.exportTo(
        wanted,
        [this](qint64 done, qint64 total) {
            //: %1 is a percentage
            m_text->show(
                tr("Exporting, %1").arg(format::percent(static_cast<double>(done) / static_cast<double>(total))));
        },
        [this, path = wanted.path](const Result<qint64>& rows) { ended(path, rows); });
}

void ExportStrip::ended(const QString& path, const Result<qint64>& rows)
{
    m_end->setText(tr("Close"));
    m_end->setAccessibleName(tr("Close the message of the export"));
    if (rows)
        //: %1 is a file, %n a number of records
        m_text->show(tr("Written to %1: %n record(s), complete", nullptr, static_cast<int>(*rows)).arg(path));
    else
        //: %1 is a sentence that says why
        m_text->show(tr("Not exported: %1").arg(words::told(rows.error())));
}

} // namespace penelope::ui
