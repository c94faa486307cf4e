#include "ui/shell/switchsheet.h"

#include "ui/text/coresentences.h"
#include "ui/text/words.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/keybutton.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPointer>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui {

SwitchSheet::SwitchSheet(Session& session, QWidget* parent)
    : Sheet(parent)
    , m_session(session)
    , m_choices(session.operatorChoices())
    , m_who(new QComboBox(this))
    , m_passphraseLabel(new Label(tr("Passphrase"), Type::Strong, Tone::Text, this))
    , m_passphrase(new QLineEdit(this))
    , m_trouble(new Label({}, Type::Body, Tone::Text, this))
    , m_back(new KeyButton(tr("Back"), tr("Esc"), ButtonSize::Main, this))
    , m_commit(new KeyButton({}, tr("Ctrl+Enter"), ButtonSize::Main, this))
{
    setAccessibleName(tr("Switch operator"));
    build();
    for (const auto& choice : m_choices)
        //: %1 is an operator's name, %2 a role such as "approver"
        m_who->addItem(tr("%1 (%2)").arg(choice.name.value(), words::role(choice.role)));
    const auto other = std::find_if(m_choices.begin(), m_choices.end(), [&session](const auto& choice) {
        return choice.name != session.operatorName();
    });
    if (other != m_choices.end())
        m_who->setCurrentIndex(static_cast<int>(std::distance(m_choices.begin(), other)));
    connect(m_who, &QComboBox::currentIndexChanged, this, &SwitchSheet::showChoice);
    connect(m_passphrase, &QLineEdit::textChanged, this, &SwitchSheet::showChoice);
    connect(m_back, &KeyButton::clicked, this, &Sheet::closeRequested);
    connect(m_commit, &KeyButton::clicked, this, &SwitchSheet::commit);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, &SwitchSheet::commit);
    }
    showChoice();
}

void SwitchSheet::build()
{
    body()->addWidget(new Label(tr("Switch operator"), Type::Title, Tone::Text, this));
    auto* sentence = new Label(
        tr("Whoever is chosen acts and signs at this desk until the next switch. Two approvals need two people with "
           "two keys."),
        Type::Body, Tone::Muted, this);
    sentence->setWordWrap(true);
    body()->addWidget(sentence);
    addGap(body(), this, 8);
    auto* label = new Label(tr("Operator"), Type::Strong, Tone::Text, this);
    label->setBuddy(m_who);
    body()->addWidget(label);
    m_who->setAccessibleName(tr("Operator"));
    body()->addWidget(m_who);
    addGap(body(), this, 8);
    m_passphraseLabel->setBuddy(m_passphrase);
    body()->addWidget(m_passphraseLabel);
    m_passphrase->setAccessibleName(tr("Passphrase"));
    m_passphrase->setEchoMode(QLineEdit::Password);
    m_passphrase->setContextMenuPolicy(Qt::NoContextMenu);
    body()->addWidget(m_passphrase);
    body()->addStretch(1);
    body()->addWidget(new HairLine(Qt::Horizontal, this));
    m_trouble->setWordWrap(true);
    body()->addWidget(m_trouble);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_back);
    buttons->addWidget(m_commit);
    body()->addLayout(buttons);
    atEachZoom(this, [this, buttons](const Theme& theme) {
        for (QWidget* field : std::initializer_list<QWidget*>{m_who, m_passphrase}) {
            field->setMinimumHeight(theme.px(28));
            field->setMaximumWidth(theme.px(400));
        }
        buttons->setSpacing(theme.px(8));
    });
}

void SwitchSheet::takeFocus()
{
    m_who->setFocus(Qt::OtherFocusReason);
}

void SwitchSheet::showChoice()
{
    const int at = m_who->currentIndex();
    const bool sealed = at >= 0 && m_choices[static_cast<std::size_t>(at)].key == Session::KeyKind::Sealed;
    m_passphraseLabel->setVisible(sealed);
    m_passphrase->setVisible(sealed);
    m_passphrase->setEnabled(!m_busy);
    m_who->setEnabled(!m_busy);
    const auto name = at >= 0 ? m_choices[static_cast<std::size_t>(at)].name.value() : QString{};
    //: %1 is an operator's name
    m_commit->setText(at >= 0 ? tr("Act as %1").arg(name) : tr("Switch operator"));
    const bool possible = at >= 0 && !m_busy && (!sealed || !m_passphrase->text().isEmpty());
    m_commit->setEnabled(possible);
    m_commit->setCommitting(possible);
    if (at < 0)
        m_trouble->show(tr("No operator's key is at this desk. A key is made with penelopectl keys new."));
    else if (m_busy)
        m_trouble->show(tr("Opening the key …"));
    else if (sealed && m_passphrase->text().isEmpty())
        //: %1 is an operator's name
        m_trouble->show(tr("Not possible yet: the key of %1 is sealed, its passphrase is missing.").arg(name));
    else
        m_trouble->show({});
}

void SwitchSheet::commit()
{
    if (!m_commit->isEnabled())
        return;
    auto typed = m_passphrase->text();
    auto bytes = typed.toUtf8();
    Secret passphrase{bytes};
    wipe(bytes);
    // The field lets go first: what is shared would be copied, and only the copy wiped.
    m_passphrase->clear();
    wipe(typed);
    m_busy = true;
    showChoice();
    const auto name = m_choices[static_cast<std::size_t>(m_who->currentIndex())].name;
    m_session.switchOperator(name, std::move(passphrase), [self = QPointer(this)](const Status& status) {
        if (self)
            self->takeAnswer(status);
    });
}

void SwitchSheet::takeAnswer(const Status& status)
{
    m_busy = false;
    showChoice();
    if (status) {
        emit switched();
        return;
    }
    //: %1 is a sentence that says why
    m_trouble->show(tr("Not done: %1").arg(words::told(status.error())));
    (m_passphrase->isVisible() ? static_cast<QWidget*>(m_passphrase) : m_who)->setFocus(Qt::OtherFocusReason);
}

} // namespace penelope::ui
