#include "ui/shell/handoverdialog.h"

#include "ui/approvals/textsheet.h"
#include "ui/shell/shiftnotes.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/diffindex.h"

#include <QPointer>
#include <QVBoxLayout>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t mostNotes = 8;

} // namespace

HandoverDialog::HandoverDialog(Session& session, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Handover"));
    setModal(true);
    atEachZoom(this, [this](const Theme& theme) { resize(theme.px(560), theme.px(420)); });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* sheet = new TextSheet(
        {.title = windowTitle(),
         .sentence = tr("What the next shift should know. It stays in the audit; what waits is in the queue."),
         .facts = notes(session),
         .fields = {{tr("Shift note"), tr("required")}},
         .commit = tr("Add shift note")},
        this);
    layout->addWidget(sheet);
    connect(sheet, &Sheet::closeRequested, this, &QDialog::reject);
    connect(sheet, &TextSheet::committed, this, [this, sheet, &session] {
        session.send(
            u"note"_s, Json::object({{u"scope"_s, Json{u"shift"_s}}, {u"text"_s, Json{sheet->text(0).trimmed()}}}),
            [dialog = QPointer(this), shown = QPointer(sheet)](const Result<engine::Outcome>& outcome) {
                if (dialog && outcome)
                    dialog->accept();
                else if (shown && !outcome)
                    shown->showTrouble(tr("Not done: %1").arg(words::told(outcome.error())));
            });
    });
    sheet->takeFocus();
}

bool HandoverDialog::canWrite(const Session& session)
{
    return session.canDecide() && session.role() >= Role::Operator;
}

QStringList HandoverDialog::notes(const Session& session)
{
    QStringList lines;
    for (const auto& note : newestShiftNotes(session.state(), mostNotes))
        //: %1 is a time, %2 a person, %3 what was noted
        lines << tr("%1 %2: %3").arg(format::utcDateTime(note->at), words::actor(note->actor), visibleText(note->text));
    return lines.isEmpty() ? QStringList{tr("No shift note yet.")} : lines;
}

} // namespace penelope::ui
