#include "ui/approvals/textsheet.h"

#include "ui/approvals/textfield.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/keybutton.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QShortcut>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace penelope::ui {

TextSheet::TextSheet(const Words& words, QWidget* parent)
    : Sheet(parent)
    , m_fields(words.fields)
    , m_trouble(new Label({}, Type::Body, Tone::Text, this))
    , m_back(new KeyButton(tr("Back"), tr("Esc"), ButtonSize::Main, this))
    , m_commit(new KeyButton(words.commit, tr("Ctrl+Enter"), ButtonSize::Main, this))
{
    setAccessibleName(words.title);
    std::vector<QBoxLayout*> rows;
    auto* title = new Label(words.title, Type::Title, Tone::Text, this);
    title->setWordWrap(true);
    body()->addWidget(title);
    auto* sentence = new Label(words.sentence, Type::Body, Tone::Muted, this);
    sentence->setWordWrap(true);
    body()->addWidget(sentence);
    for (const auto& fact : words.facts) {
        auto* line = new Label(fact, Type::Body, Tone::Text, this);
        line->setWordWrap(true);
        body()->addWidget(line);
    }
    for (const auto& field : m_fields) {
        auto* row = new QHBoxLayout;
        rows.push_back(row);
        auto* edit = new TextField(this);
        auto* label = new Label(field.label, Type::Strong, Tone::Text, this);
        label->setBuddy(edit);
        row->addWidget(label);
        row->addWidget(new Label(field.hint, Type::Body, Tone::Muted, this), 1);
        addGap(body(), this, 8);
        body()->addLayout(row);
        setType(edit, field.mono ? Type::MonoBody : Type::Body);
        edit->setAccessibleName(field.label);
        if (field.heightPx > 0)
            edit->setHeightPx(field.heightPx);
        body()->addWidget(edit, field.heightPx > 0 ? 0 : 1);
        connect(edit, &QPlainTextEdit::textChanged, this, &TextSheet::check);
        m_edits.push_back(edit);
    }
    body()->addStretch(1);
    body()->addWidget(new HairLine(Qt::Horizontal, this));
    m_trouble->setWordWrap(true);
    body()->addWidget(m_trouble);
    auto* buttons = new QHBoxLayout;
    rows.push_back(buttons);
    buttons->addStretch(1);
    buttons->addWidget(m_back);
    buttons->addWidget(m_commit);
    body()->addLayout(buttons);
    connect(m_back, &KeyButton::clicked, this, &Sheet::closeRequested);
    connect(m_commit, &KeyButton::clicked, this, &TextSheet::committed);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* commit = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        commit->setContext(Qt::WidgetWithChildrenShortcut);
        connect(commit, &QShortcut::activated, this, [this] {
            if (m_commit->isEnabled())
                emit committed();
        });
    }
    atEachZoom(this, [rows](const Theme& theme) {
        for (auto* row : rows)
            row->setSpacing(theme.px(8));
    });
    check();
}

QString TextSheet::text(int field) const
{
    return m_edits[static_cast<std::size_t>(field)]->toPlainText();
}

void TextSheet::showTrouble(const QString& sentence)
{
    m_trouble->show(sentence);
}

void TextSheet::takeFocus()
{
    if (m_edits.empty())
        m_back->setFocus();
    else
        m_edits.front()->setFocus();
}

void TextSheet::check()
{
    QString missing;
    for (std::size_t at = 0; at < m_fields.size(); ++at) {
        if (m_fields[at].required && m_edits[at]->toPlainText().trimmed().isEmpty() && missing.isEmpty())
            //: %1 is the name of a field, such as "Reason"
            missing = tr("Not possible yet: fill in “%1”.").arg(m_fields[at].label);
    }
    m_trouble->show(missing);
    m_commit->setEnabled(missing.isEmpty());
    m_commit->setCommitting(missing.isEmpty());
}

} // namespace penelope::ui
