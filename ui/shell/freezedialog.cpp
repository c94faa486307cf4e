#include "ui/shell/freezedialog.h"

#include "core/engine/restraint.h"
#include "ui/approvals/textfield.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QPointer>
#include <QShortcut>
#include <QVBoxLayout>

#include <set>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;
using std::chrono::hours;
using std::chrono::minutes;

namespace {

/// Every "label=value" of services and open anomalies, so that a person picks what exists.
std::set<QString> labelsOf(const engine::ConsoleState& state)
{
    std::set<QString> labels;
    const auto take = [&labels](const std::map<QString, QString>& from) {
        constexpr qsizetype readable = 60;
        for (const auto& [name, value] : from) {
            if (!value.isEmpty() && name.size() + value.size() < readable)
                labels.insert(name + u'=' + value);
        }
    };
    state.services.forEach([&take](const ServiceName&, const auto& service) {
        take(service->registration.stableArm);
        take(service->registration.canaryArm);
    });
    return labels;
}

} // namespace

FreezeDialog::FreezeDialog(Session& session, QWidget* parent)
    : QDialog(parent)
    , m_session(session)
{
    setWindowTitle(tr("Freeze healing"));
    setModal(true);
    auto* column = new QVBoxLayout(this);
    atEachZoom(this, [this, column](const Theme& theme) {
        resize(theme.px(560), theme.px(480));
        column->setContentsMargins(theme.px(16), theme.px(16), theme.px(16), theme.px(16));
        column->setSpacing(theme.px(8));
    });
    column->addWidget(new Label(windowTitle(), Type::Title, Tone::Text, this));
    auto* explanation = new Label(
        tr("Nothing starts and nothing goes up; judging, approving and rolling back go on."), Type::Body, Tone::Muted,
        this);
    explanation->setWordWrap(true);
    column->addWidget(explanation);
    m_scope = addChoice(*column, tr("What"));
    m_span = addChoice(*column, tr("How long"));
    m_running = addChoice(*column, tr("Running canaries"));
    fillChoices();
    auto* reason = new QHBoxLayout;
    m_reason = new TextField(this);
    auto* label = new Label(tr("Reason"), Type::Strong, Tone::Text, this);
    label->setBuddy(m_reason);
    reason->addWidget(label);
    reason->addWidget(new Label(tr("required, stays in the audit"), Type::Body, Tone::Muted, this), 1);
    column->addLayout(reason);
    setType(m_reason, Type::Body);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setHeightPx(60);
    column->addWidget(m_reason);
    m_effect = new Label({}, Type::Body, Tone::Text, this);
    m_effect->setWordWrap(true);
    column->addWidget(m_effect);
    column->addStretch(1);
    addButtons(*column);
    for (auto* choice : {m_scope, m_span, m_running})
        connect(choice, &QComboBox::currentIndexChanged, this, &FreezeDialog::refresh);
    connect(m_reason, &QPlainTextEdit::textChanged, this, &FreezeDialog::refresh);
    connect(&session, &Session::changed, this, &FreezeDialog::refresh);
    m_reason->setFocus();
    refresh();
}

QComboBox* FreezeDialog::addChoice(QVBoxLayout& column, const QString& label)
{
    auto* row = new QHBoxLayout;
    auto* choice = new QComboBox(this);
    choice->setAccessibleName(label);
    auto* name = new Label(label, Type::Strong, Tone::Text, this);
    name->setBuddy(choice);
    atEachZoom(choice, [row, choice, name](const Theme& theme) {
        row->setSpacing(theme.px(12));
        choice->setMinimumHeight(theme.px(32));
        name->setMinimumWidth(theme.px(144));
    });
    row->addWidget(name);
    row->addWidget(choice, 1);
    column.addLayout(row);
    return choice;
}

void FreezeDialog::fillChoices()
{
    m_scope->addItem(tr("Everything"), u"everything"_s);
    m_session.state().services.forEach([this](const ServiceName& name, const auto& service) {
        if (!service->retired)
            //: %1 is the name of a service
            m_scope->addItem(tr("Service %1").arg(name.value()), u"service:"_s + name.value());
    });
    for (const auto& label : labelsOf(m_session.state()))
        //: %1 is a label such as cluster=eu
        m_scope->addItem(tr("Label %1").arg(label), u"label:"_s + label);
    const auto longest = m_session.state().policy.duration(u"freeze.longest"_s);
    const auto usual = m_session.state().policy.duration(u"freeze.span"_s);
    std::set<Milliseconds> spans{usual, longest};
    for (const Milliseconds span :
         {Milliseconds{minutes{30}}, Milliseconds{hours{1}}, Milliseconds{hours{12}}, Milliseconds{hours{24}},
          Milliseconds{hours{72}}}) {
        if (span < longest)
            spans.insert(span);
    }
    for (const auto span : spans) {
        m_span->addItem(format::duration(span), static_cast<qlonglong>(span.count()));
        if (span == usual)
            m_span->setCurrentIndex(m_span->count() - 1);
    }
    m_running->addItem(tr("Keep their share"), u"hold"_s);
    m_running->addItem(tr("Go back to stable"), u"go_back"_s);
}

void FreezeDialog::addButtons(QVBoxLayout& column)
{
    column.addWidget(new HairLine(Qt::Horizontal, this));
    m_trouble = new Label({}, Type::Body, Tone::Text, this);
    m_trouble->setWordWrap(true);
    column.addWidget(m_trouble);
    auto* buttons = new QHBoxLayout;
    atEachZoom(this, [buttons](const Theme& theme) { buttons->setSpacing(theme.px(8)); });
    auto* back = new KeyButton(tr("Back"), tr("Esc"), ButtonSize::Main, this);
    m_commit = new KeyButton(tr("Freeze healing"), tr("Ctrl+Enter"), ButtonSize::Main, this);
    // Enter alone never commits.
    for (auto* button : {back, m_commit})
        button->setAutoDefault(false);
    buttons->addStretch(1);
    buttons->addWidget(back);
    buttons->addWidget(m_commit);
    column.addLayout(buttons);
    connect(back, &KeyButton::clicked, this, &QDialog::reject);
    connect(m_commit, &KeyButton::clicked, this, &FreezeDialog::commit);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        connect(shortcut, &QShortcut::activated, this, &FreezeDialog::commit);
    }
}

void FreezeDialog::refresh()
{
    const auto scope = freeze::scopeFromWord(m_scope->currentData().toString()).value_or(freeze::Scope{});
    const auto& state = m_session.state();
    int waiting = 0;
    int running = 0;
    state.patches.forEach([&](const PatchId&, const auto& patch) {
        const bool unstarted = !patch->isFinished() && patch->canary.isEmpty();
        waiting +=
            unstarted && freeze::covers(scope, engine::restraint::subjectOf(state, patch->service, patch->anomaly));
    });
    state.canaries.forEach([&](const CanaryId&, const auto& canary) {
        const auto patch = state.patches.find(canary->patch);
        running +=
            canary->isActive() &&
            freeze::covers(
                scope, engine::restraint::subjectOf(state, canary->service, patch ? patch->anomaly : AnomalyId{}));
    });
    const auto until = m_session.now() + Milliseconds{m_span->currentData().toLongLong()};
    const bool back = m_running->currentData().toString() == "go_back"_L1;
    //: %1 is a moment
    QStringList effect{tr("Ends by itself at %1.").arg(format::utcDateTime(until))};
    effect << tr("%n patch(es) will not start.", nullptr, waiting);
    effect
        << (back ? tr("%n canary(s) will go back to stable.", nullptr, running)
                 : tr("%n canary(s) will keep their share.", nullptr, running));
    m_effect->show(effect.join(u' '));
    const bool possible = !m_sent && m_session.canDecide() && !m_reason->toPlainText().trimmed().isEmpty();
    if (!m_sent)
        m_trouble->show(
            !m_session.canDecide()                        ? m_session.readOnlyReason()
            : m_reason->toPlainText().trimmed().isEmpty() ? tr("Not possible yet: write a reason.")
                                                          : QString{});
    m_commit->setEnabled(possible);
    m_commit->setCommitting(possible);
}

void FreezeDialog::commit()
{
    if (!m_commit->isEnabled())
        return;
    const auto until = m_session.now() + Milliseconds{m_span->currentData().toLongLong()};
    m_sent = true;
    m_commit->setEnabled(false);
    m_session.send(
        u"freeze"_s,
        Json::object(
            {{u"scope"_s, m_scope->currentData().toString()},
             {u"running_canaries"_s, m_running->currentData().toString()},
             {u"until_at"_s, toMs(until)},
             {u"reason"_s, m_reason->toPlainText().trimmed()}}),
        [dialog = QPointer(this)](const Result<engine::Outcome>& outcome) {
            if (!dialog)
                return;
            if (outcome) {
                dialog->accept();
                return;
            }
            dialog->m_sent = false;
            dialog->refresh();
            dialog->m_trouble->show(tr("Not done: %1").arg(words::told(outcome.error())));
        });
}

void FreezeDialog::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    paintBox(painter, rect(), theme->border, theme->panel);
}

} // namespace penelope::ui
