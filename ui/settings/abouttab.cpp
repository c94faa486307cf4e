#include "ui/settings/abouttab.h"

#include "ui/widgets/keybutton.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QVBoxLayout>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

AboutTab::AboutTab(SettingsDesk& desk, QWidget* parent)
    : SettingsTab(parent)
    , m_desk(desk)
    , m_form(new SettingsForm(this))
    , m_copy(new KeyButton(tr("Copy diagnostics"), {}, ButtonSize::Tool, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_form);
    for (const auto& fact : desk.facts()) {
        auto* value = new Label(fact.value, Type::Mono, Tone::Text, this);
        value->setWordWrap(true);
        m_form->addRow(fact.name, value, fact.more, {});
    }
    connect(m_copy, &KeyButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_desk.diagnostics()); });
    m_form->addRow(
        tr("For a report of trouble"), m_copy,
        tr("Versions, places, sources and their last errors. No secret is in it."), {});
}

QString AboutTab::name() const
{
    return u"about"_s;
}

QString AboutTab::title() const
{
    return tr("About");
}

std::pair<int, int> AboutTab::filter(const QString& words)
{
    return {m_form->filter(words), m_form->rows()};
}

void AboutTab::takeFocus()
{
    m_copy->setFocus(Qt::ShortcutFocusReason);
}

} // namespace penelope::ui
