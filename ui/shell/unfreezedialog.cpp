#include "ui/shell/unfreezedialog.h"

#include "core/engine/restraint.h"
#include "ui/approvals/textsheet.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/theme/eachzoom.h"

#include <QPointer>
#include <QVBoxLayout>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QStringList factsOf(const engine::ConsoleState& state, const QString& id)
{
    QStringList facts;
    for (const auto& freeze : state.freeze.freezes) {
        if (id.isEmpty() || freeze.id == id)
            //: %1 what is frozen, %2 by whom, %3 why
            facts << UnfreezeDialog::tr("%1, by %2: %3")
                         .arg(scopeText(freeze.scope), words::actor(freeze.actor), freeze.reason);
    }
    return facts;
}

} // namespace

QString scopeText(const freeze::Scope& scope)
{
    switch (scope.kind) {
    case freeze::Scope::Kind::Everything: return UnfreezeDialog::tr("everything");
    case freeze::Scope::Kind::Service: return UnfreezeDialog::tr("service %1").arg(scope.name);
    case freeze::Scope::Kind::Label: return UnfreezeDialog::tr("label %1=%2").arg(scope.name, scope.value);
    }
    Q_UNREACHABLE();
}

UnfreezeDialog::UnfreezeDialog(Session& session, const QString& id, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("End the freeze"));
    setModal(true);
    atEachZoom(this, [this](const Theme& theme) { resize(theme.px(520), theme.px(340)); });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    const auto waiting = static_cast<int>(engine::restraint::heldBack(session.state()).size());
    auto* sheet = new TextSheet(
        {.title = windowTitle(),
         .sentence = tr("What waits for it goes on at once: %n act(s).", nullptr, waiting),
         .facts = factsOf(session.state(), id),
         .fields = {{tr("Reason"), tr("required, stays in the audit")}},
         .commit = tr("End the freeze")},
        this);
    layout->addWidget(sheet);
    connect(sheet, &Sheet::closeRequested, this, &QDialog::reject);
    connect(sheet, &TextSheet::committed, this, [this, sheet, id, &session] {
        auto args = Json::object({{u"reason"_s, sheet->text(0).trimmed()}});
        if (!id.isEmpty())
            args.set(u"id"_s, id);
        session.send(
            u"unfreeze"_s, std::move(args),
            [dialog = QPointer(this), shown = QPointer(sheet)](const Result<engine::Outcome>& outcome) {
                if (dialog && outcome)
                    dialog->accept();
                else if (shown && !outcome)
                    shown->showTrouble(tr("Not done: %1").arg(words::told(outcome.error())));
            });
    });
    sheet->takeFocus();
}

} // namespace penelope::ui
