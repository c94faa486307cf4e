#include "ui/settings/appearancetab.h"

#include "ui/settings/preferences.h"
#include "ui/text/format.h"
#include "ui/widgets/keybutton.h"

#include <QComboBox>
#include <QEvent>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

QComboBox* schemeChoice(QWidget* parent)
{
    auto* choice = new QComboBox(parent);
    choice->addItem(AppearanceTab::tr("Light"), toWord(Scheme::Light));
    choice->addItem(AppearanceTab::tr("Dark"), toWord(Scheme::Dark));
    choice->addItem(AppearanceTab::tr("High contrast"), toWord(Scheme::HighContrast));
    return choice;
}

QComboBox* textSizeChoice(QWidget* parent)
{
    auto* choice = new QComboBox(parent);
    for (int percent = 80; percent <= 200; percent += 10)
        choice->addItem(format::percent(percent / 100.0), percent);
    return choice;
}

AppearanceTab::AppearanceTab(
    Preferences& preferences, std::function<void(const Theme&)> applyTheme, const std::function<void()>& resetLayout,
    QWidget* parent)
    : SettingsTab(parent)
    , m_preferences(preferences)
    , m_applyTheme(std::move(applyTheme))
    , m_form(new SettingsForm(this))
    , m_scheme(schemeChoice(this))
    , m_size(textSizeChoice(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_form);
    const auto file = preferences.file();
    m_form->addRow(
        tr("Theme"), m_scheme, tr("The menu View goes to the next one. All three keep the same layout."),
        tr("--theme on the command line; view/theme in %1").arg(file));
    m_form->addRow(tr("Text size"), m_size, tr("The menu View changes it anywhere."), tr("view/zoom in %1").arg(file));
    m_form->addRow(
        tr("Motion"), new Label(tr("Nothing moves by itself"), Type::Body, Tone::Text, this),
        tr("No part of this console blinks, slides or fades, so there is nothing to reduce."), {});
    if (resetLayout) {
        auto* reset = new KeyButton(tr("Reset layout"), {}, ButtonSize::Tool, this);
        connect(reset, &KeyButton::clicked, this, resetLayout);
        m_form->addRow(tr("Window"), reset, tr("Size, place and splitters as on the first day."), {});
    }
    for (auto* choice : {m_scheme, m_size})
        connect(choice, &QComboBox::currentIndexChanged, this, &AppearanceTab::choose);
    showTheme();
}

QString AppearanceTab::name() const
{
    return u"appearance"_s;
}

QString AppearanceTab::title() const
{
    return tr("Appearance");
}

std::pair<int, int> AppearanceTab::filter(const QString& words)
{
    return {m_form->filter(words), m_form->rows()};
}

void AppearanceTab::takeFocus()
{
    m_scheme->setFocus(Qt::ShortcutFocusReason);
}

void AppearanceTab::enter()
{
    m_before = Theme::of(this);
    showTheme();
}

bool AppearanceTab::canRevert() const
{
    return m_before != Theme::of(this);
}

void AppearanceTab::revert()
{
    m_applyTheme(m_before);
    emit edited();
}

void AppearanceTab::choose()
{
    const auto scheme = schemeFromWord(m_scheme->currentData().toString()).value_or(Scheme::Light);
    m_applyTheme(Theme::of(this).with(scheme).with(m_size->currentData().toInt() / 100.0));
    emit edited();
}

void AppearanceTab::showTheme()
{
    const auto theme = Theme::of(this);
    const QSignalBlocker quietScheme(m_scheme);
    const QSignalBlocker quietSize(m_size);
    m_scheme->setCurrentIndex(m_scheme->findData(toWord(theme.scheme())));
    m_size->setCurrentIndex(m_size->findData(qRound(theme.zoom() * 10) * 10));
}

void AppearanceTab::changeEvent(QEvent* event)
{
    SettingsTab::changeEvent(event);
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::PaletteChange)
        showTheme();
}

} // namespace penelope::ui
