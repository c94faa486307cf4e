#include "ui/settings/languagetab.h"

#include "ui/settings/preferences.h"
#include "ui/text/format.h"

#include <QComboBox>
#include <QEvent>
#include <QSignalBlocker>
#include <QTimeZone>
#include <QVBoxLayout>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

QComboBox* languageChoice(QWidget* parent)
{
    auto* choice = new QComboBox(parent);
    choice->addItem(LanguageTab::tr("As the system"), QString());
    // Each in its own words: whoever cannot read the rest finds it.
    choice->addItem(u"English"_s, u"en"_s);
    choice->addItem(u"Português (Brasil)"_s, u"pt_BR"_s);
    return choice;
}

LanguageTab::LanguageTab(Preferences& preferences, std::function<void(const Theme&)> applyTheme, QWidget* parent)
    : SettingsTab(parent)
    , m_preferences(preferences)
    , m_applyTheme(std::move(applyTheme))
    , m_form(new SettingsForm(this))
    , m_language(languageChoice(this))
    , m_clock(new QComboBox(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_form);
    m_form->addRow(
        tr("Language"), m_language,
        tr("Holds from the next start of Penelope on. The journal's own sentences stay English."),
        tr("--lang on the command line; view/language in %1").arg(preferences.file()));
    m_clock->addItem(tr("UTC first, local beside it"), false);
    m_clock->addItem(tr("Local first, UTC beside it"), true);
    m_form->addRow(
        tr("Times"), m_clock,
        tr("Where both are told: deadlines, the status strip, replay. The menu Time changes it too. Lists, the journal "
           "and reports tell UTC, so that two people read the same."),
        tr("view/local_first in %1").arg(preferences.file()));
    m_form->addRow(
        tr("Local time zone"),
        new Label(QString::fromUtf8(QTimeZone::systemTimeZoneId()), Type::Body, Tone::Text, this),
        tr("The machine's. The rest day has a zone of its own: rest.zone of the policy."), u"TZ"_s);
    connect(m_language, &QComboBox::currentIndexChanged, this, [this] {
        m_preferences.setLanguage(m_language->currentData().toString());
        emit edited();
    });
    connect(m_clock, &QComboBox::currentIndexChanged, this, [this] {
        m_applyTheme(Theme::of(this).withLocalFirst(m_clock->currentData().toBool()));
        emit edited();
    });
    showChoices();
}

QString LanguageTab::name() const
{
    return u"language"_s;
}

QString LanguageTab::title() const
{
    return tr("Time and language");
}

std::pair<int, int> LanguageTab::filter(const QString& words)
{
    return {m_form->filter(words), m_form->rows()};
}

void LanguageTab::takeFocus()
{
    m_language->setFocus(Qt::ShortcutFocusReason);
}

void LanguageTab::showChoices()
{
    const QSignalBlocker quietLanguage(m_language);
    const QSignalBlocker quietClock(m_clock);
    m_language->setCurrentIndex(m_language->findData(m_preferences.language()));
    m_clock->setCurrentIndex(m_clock->findData(Theme::of(this).isLocalFirst()));
}

void LanguageTab::changeEvent(QEvent* event)
{
    SettingsTab::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        showChoices();
}

void LanguageTab::enter()
{
    m_before = m_preferences.language();
    m_localBefore = Theme::of(this).isLocalFirst();
    showChoices();
}

bool LanguageTab::canRevert() const
{
    return m_before != m_preferences.language() || m_localBefore != Theme::of(this).isLocalFirst();
}

void LanguageTab::revert()
{
    m_preferences.setLanguage(m_before);
    m_applyTheme(Theme::of(this).withLocalFirst(m_localBefore));
    showChoices();
    emit edited();
}

} // namespace penelope::ui
