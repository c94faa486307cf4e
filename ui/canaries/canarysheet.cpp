#include "ui/canaries/canarysheet.h"

#include "ui/approvals/textfield.h"
#include "ui/text/format.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/keybutton.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QShortcut>
#include <QVBoxLayout>

namespace penelope::ui::canaries {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int holdSeconds = 3;

QString verbWord(Verb verb)
{
    switch (verb) {
    case Verb::Promote: return CanarySheet::tr("Promote");
    case Verb::Abort: return CanarySheet::tr("Abort");
    case Verb::Pause: return CanarySheet::tr("Pause");
    case Verb::Resume: return CanarySheet::tr("Resume");
    }
    Q_UNREACHABLE();
}

} // namespace

CanarySheet::CanarySheet(
    Verb verb, const QString& service, const QString& patch, const QString& consequence, QWidget* parent)
    : Sheet(parent)
    , m_verb(verb)
{
    //: %1 is a verb such as Abort, %2 the short id of a patch, %3 a service
    build(tr("%1 canary %2 of %3").arg(verbWord(verb), patch, service), consequence);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, &CanarySheet::commit);
    }
    m_hold.setObjectName("hold"_L1);
    m_hold.setInterval(1000);
    connect(&m_hold, &QTimer::timeout, this, &CanarySheet::tick);
    updateGate();
    if (m_verb == Verb::Abort)
        m_back->setFocus();
    else
        m_reason->setFocus();
}

void CanarySheet::build(const QString& title, const QString& consequence)
{
    setAccessibleName(title);
    auto* heading = new Label(title, Type::Title, Tone::Text, this);
    auto* sentence = new Label(consequence, Type::Body, Tone::Muted, this);
    sentence->setWordWrap(true);
    const bool needed = m_verb != Verb::Abort;
    auto* caption = new Label(tr("Reason"), Type::Strong, Tone::Text, this);
    auto* rule = new Label(needed ? tr("required") : tr("may be left empty"), Type::Body, Tone::Muted, this);
    m_reason = new TextField(this);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setHeightPx(60);
    caption->setBuddy(m_reason);
    connect(m_reason, &QPlainTextEdit::textChanged, this, &CanarySheet::updateGate);
    auto* row = new QHBoxLayout;
    atEachZoom(this, [row](const Theme& theme) { row->setSpacing(theme.px(8)); });
    row->addWidget(caption);
    row->addWidget(rule);
    row->addStretch();
    body()->addWidget(heading);
    body()->addWidget(sentence);
    addGap(body(), this, 8);
    body()->addLayout(row);
    body()->addWidget(m_reason);
    body()->addStretch();
    m_why = new Label({}, Type::Body, Tone::Text, this);
    m_why->setWordWrap(true);
    body()->addWidget(m_why);
    addButtons();
}

void CanarySheet::addButtons()
{
    m_back = new KeyButton(tr("Back"), tr("Esc"), ButtonSize::Main, this);
    m_commit = new KeyButton(verbWord(m_verb), tr("Ctrl+Enter"), ButtonSize::Main, this);
    m_commit->setCommitting(true);
    m_commit->setAutoDefault(false);
    m_back->setAutoDefault(false);
    connect(m_back, &KeyButton::clicked, this, &CanarySheet::closeRequested);
    connect(m_commit, &KeyButton::clicked, this, &CanarySheet::commit);
    auto* buttons = new QHBoxLayout;
    atEachZoom(m_back, [buttons](const Theme& theme) { buttons->setSpacing(theme.px(8)); });
    buttons->addStretch();
    buttons->addWidget(m_back);
    buttons->addWidget(m_commit);
    body()->addLayout(buttons);
}

QString CanarySheet::reason() const
{
    return m_reason->toPlainText().trimmed();
}

void CanarySheet::updateGate()
{
    const bool missing = m_verb != Verb::Abort && reason().isEmpty();
    m_commit->setEnabled(!missing && !isHolding());
    if (!isHolding())
        m_why->show(missing ? tr("Not possible yet: write a reason.") : QString());
}

void CanarySheet::commit()
{
    if (!m_commit->isEnabled())
        return;
    if (m_verb != Verb::Abort) {
        emit committed(m_verb, reason());
        return;
    }
    m_left = holdSeconds;
    // Out of the field, whose own undo has the same key.
    m_back->setFocus();
    m_reason->setEnabled(false);
    m_hold.start();
    tick();
    updateGate();
}

void CanarySheet::undo()
{
    if (!isHolding())
        return;
    m_hold.stop();
    m_reason->setEnabled(true);
    updateGate();
    m_why->show(tr("Taken back: nothing was sent."));
}

void CanarySheet::showError(const QString& sentence)
{
    m_reason->setEnabled(true);
    updateGate();
    m_why->show(sentence);
}

bool CanarySheet::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride && isHolding() &&
        static_cast<QKeyEvent*>(event)->matches(QKeySequence::Undo)) {
        event->accept();
        return true;
    }
    return Sheet::event(event);
}

void CanarySheet::keyPressEvent(QKeyEvent* event)
{
    if (isHolding() && event->matches(QKeySequence::Undo))
        undo();
    else
        Sheet::keyPressEvent(event);
}

void CanarySheet::tick()
{
    if (m_left == 0) {
        m_hold.stop();
        emit committed(m_verb, reason());
        return;
    }
    //: %1 is a number of seconds
    m_why->show(tr("Aborting in %1 s … Ctrl+Z takes it back.").arg(m_left));
    --m_left;
}

} // namespace penelope::ui::canaries
