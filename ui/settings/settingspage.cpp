#include "ui/settings/settingspage.h"

#include "ui/settings/abouttab.h"
#include "ui/settings/appearancetab.h"
#include "ui/settings/connectionstab.h"
#include "ui/settings/datatab.h"
#include "ui/settings/keyboardtab.h"
#include "ui/settings/languagetab.h"
#include "ui/settings/policytab.h"
#include "ui/text/format.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/filterkeys.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/queryfield.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

SettingsPage::SettingsPage(Session& session, QWidget* parent)
    : Page(session, parent)
    , m_count(new Label({}, Type::Body, Tone::Muted, this))
    , m_revert(new KeyButton(tr("Revert"), {}, ButtonSize::Tool, this))
    , m_tabs(new QTabBar(this))
    , m_stack(new QStackedWidget(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new PageHead(title(), question(), this));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(16, 0, 16, 8);
    row->setSpacing(12);
    auto* field = new QueryField(Icon::Search, tr("Search the settings"), this);
    setType(field, Type::Body); // words, not a query
    field->setPlaceholderText(tr("Search"));
    atEachZoom(field, [field](const Theme& theme) { field->setMaximumWidth(theme.px(400)); });
    m_search = field;
    row->addWidget(m_search, 1);
    row->addWidget(m_count);
    row->addStretch(1);
    m_revert->setToolTip(tr("What was changed since this tab came to the front goes back"));
    row->addWidget(m_revert);
    column->addLayout(row);
    m_tabs->setAccessibleName(tr("Parts of the settings"));
    m_tabs->setDrawBase(true);
    m_tabs->setExpanding(false);
    m_tabs->setElideMode(Qt::ElideNone);
    column->addWidget(m_tabs);
    column->addWidget(m_stack, 1);
    addTab(new PolicyTab(session, this));
    connect(m_tabs, &QTabBar::currentChanged, this, &SettingsPage::showTab);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsPage::search);
    connect(field, &QueryField::left, this, &SettingsPage::takeFocus);
    connect(&session, &Session::changed, this, &SettingsPage::showCount);
    connect(m_revert, &KeyButton::clicked, this, [this] { current()->revert(); });
    addFilterKeys(*this, *m_search, tr("Search the settings"));
    showTab(0);
}

void SettingsPage::equip(const Equipment& equipment)
{
    const QSignalBlocker quiet(m_tabs);
    addTab(new ConnectionsTab(equipment.desk, this), 0);
    int at = 1;
    if (equipment.notifications)
        addTab(equipment.notifications, at++);
    ++at; // the policy
    addTab(new AppearanceTab(equipment.preferences, equipment.applyTheme, equipment.resetLayout, this), at++);
    addTab(new KeyboardTab(equipment.preferences, equipment.keys, this), at++);
    addTab(new LanguageTab(equipment.preferences, equipment.applyTheme, this), at++);
    addTab(new DataTab(equipment.desk, equipment.preferences, equipment.keys, this), at++);
    addTab(new AboutTab(equipment.desk, this), at);
    m_tabs->setCurrentIndex(0);
    showTab(0);
}

void SettingsPage::addTab(SettingsTab* tab, int at)
{
    m_stack->insertWidget(at, tab);
    m_tabs->insertTab(at, tab->title());
    connect(tab, &SettingsTab::edited, this, &SettingsPage::showCount);
}

SettingsTab* SettingsPage::current() const
{
    return static_cast<SettingsTab*>(m_stack->currentWidget());
}

QString SettingsPage::ownName()
{
    return u"settings"_s;
}

QString SettingsPage::ownTitle()
{
    return tr("Settings");
}

QString SettingsPage::question() const
{
    return tr("What holds here, and who set it?");
}

QStringList SettingsPage::tabNames() const
{
    QStringList names;
    for (int at = 0; at < m_stack->count(); ++at)
        names << static_cast<SettingsTab*>(m_stack->widget(at))->name();
    return names;
}

void SettingsPage::showTab(int index)
{
    if (index < 0)
        return;
    m_stack->setCurrentIndex(index);
    current()->filter(m_search->text());
    current()->enter();
    showCount();
    keepFocusVisible();
}

/// A tab in which nothing can be changed here leaves the keyboard on the tabs.
void SettingsPage::keepFocusVisible()
{
    if (window()->focusWidget() == m_stack->currentWidget())
        m_tabs->setFocus(Qt::OtherFocusReason);
}

/// Every tab is searched; one that has nothing gives way to the first that has.
void SettingsPage::search()
{
    const int here = m_stack->currentIndex();
    int first = -1;
    bool foundHere = false;
    {
        // A tab that is disabled gives way to its neighbour, which may be the next that has nothing.
        const QSignalBlocker quiet(m_tabs);
        for (int at = 0; at < m_stack->count(); ++at) {
            const int found = static_cast<SettingsTab*>(m_stack->widget(at))->filter(m_search->text()).first;
            m_tabs->setTabEnabled(at, found > 0 || at == here || m_search->text().isEmpty());
            first = first < 0 && found > 0 ? at : first;
            foundHere = foundHere || (at == here && found > 0);
        }
        m_tabs->setCurrentIndex(here);
    }
    if (!foundHere && first >= 0) {
        m_tabs->setCurrentIndex(first);
        m_tabs->setTabEnabled(here, false);
    }
    showCount();
}

void SettingsPage::showCount()
{
    const auto [found, total] = current()->filter(m_search->text());
    m_count->show(tr("%1 of %2").arg(format::integer(found), format::integer(total)));
    m_revert->setEnabled(current()->canRevert());
}

void SettingsPage::takeFocus()
{
    current()->takeFocus();
    if (!m_stack->isAncestorOf(window()->focusWidget()))
        m_tabs->setFocus(Qt::OtherFocusReason);
    keepFocusVisible();
}

void SettingsPage::open(const QString& item)
{
    m_search->clear();
    const auto names = tabNames();
    const auto tab = names.indexOf(item);
    const auto policy = names.indexOf(u"policy"_s);
    m_tabs->setCurrentIndex(static_cast<int>(tab >= 0 ? tab : policy));
    current()->open(item);
    takeFocus();
}

} // namespace penelope::ui
