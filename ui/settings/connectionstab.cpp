#include "ui/settings/connectionstab.h"

#include "ui/settings/probewords.h"
#include "ui/text/coresentences.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/keybutton.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

ConnectionsTab::ConnectionsTab(SettingsDesk& desk, QWidget* parent)
    : SettingsTab(parent)
    , m_desk(desk)
    , m_which(new QComboBox(this))
    , m_form(new ConnectionForm(desk, this))
    , m_outcome(new Label({}, Type::Body, Tone::Muted, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 8);
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(16, 0, 16, 0);
    row->setSpacing(12);
    auto* label = new Label(tr("Prometheus"), Type::Strong, Tone::Text, this);
    label->setBuddy(m_which);
    m_which->setAccessibleName(tr("Prometheus"));
    atEachZoom(this, [this, label](const Theme& theme) {
        label->setMinimumWidth(theme.px(176));
        m_which->setMinimumSize(theme.px(200), theme.px(28));
    });
    auto* another = new KeyButton(tr("Add another"), {}, ButtonSize::Tool, this);
    row->addWidget(label);
    row->addWidget(m_which);
    row->addWidget(another);
    row->addStretch(1);
    column->addLayout(row);
    column->addWidget(m_form, 1);
    m_outcome->setContentsMargins(16, 0, 16, 0);
    m_outcome->setWordWrap(true);
    column->addWidget(m_outcome);
    connect(m_which, &QComboBox::currentIndexChanged, this, &ConnectionsTab::showChosen);
    connect(another, &KeyButton::clicked, this, &ConnectionsTab::addAnother);
    connect(m_form, &ConnectionForm::edited, this, &ConnectionsTab::keep);
    for (auto* part : std::initializer_list<QWidget*>{m_which, another, m_form})
        part->setEnabled(desk.closedReason().isEmpty());
    read();
}

QString ConnectionsTab::name() const
{
    return u"connections"_s;
}

QString ConnectionsTab::title() const
{
    return tr("Connections");
}

void ConnectionsTab::read()
{
    m_connections = m_desk.connections();
    const int at = std::max(0, m_which->currentIndex());
    if (m_connections.empty())
        m_connections.push_back({});
    const QSignalBlocker quiet(m_which);
    m_which->clear();
    for (const auto& connection : m_connections)
        m_which->addItem(connection.name);
    m_which->setCurrentIndex(std::min(at, m_which->count() - 1));
    showChosen();
}

void ConnectionsTab::showChosen()
{
    const auto& chosen = m_connections[static_cast<std::size_t>(std::max(0, m_which->currentIndex()))];
    m_form->show(chosen);
    if (const auto closed = m_desk.closedReason(); !closed.isEmpty()) {
        m_outcome->show(closed);
        return;
    }
    //: %1 is a file
    m_outcome->show(
        chosen.origin.isEmpty() ? tr("Kept in %1. The core takes it at its next start.").arg(m_desk.settingsFile())
                                //: %1 is a file or a variable of the environment, %2 a file
                                : tr("The address comes from %1; what you change is kept in %2 and taken at the core's "
                                     "next start.")
                                      .arg(chosen.origin, m_desk.settingsFile()));
}

void ConnectionsTab::addAnother()
{
    Connection connection;
    for (int number = 2; std::any_of(
             m_connections.begin(), m_connections.end(),
             [&connection](const Connection& other) { return other.name == connection.name; });
         ++number)
        connection.name = u"prometheus-%1"_s.arg(number);
    m_connections.push_back(connection);
    m_which->addItem(connection.name);
    m_which->setCurrentIndex(m_which->count() - 1);
    m_form->takeFocus();
}

void ConnectionsTab::keep()
{
    auto edited = m_form->connection();
    auto& chosen = m_connections[static_cast<std::size_t>(std::max(0, m_which->currentIndex()))];
    const auto typed = m_form->typedSecret();
    if (edited == chosen && typed.isEmpty())
        return;
    if (edited.url.isEmpty()) {
        m_outcome->show(tr("Not kept yet: the address is missing."));
        return;
    }
    if (const QUrl url(edited.url); !url.scheme().startsWith("http"_L1) || url.host().isEmpty()) {
        const ProbeStep step{.outcome = ProbeStep::Outcome::Failed, .trouble = ProbeStep::Trouble::NoAddress};
        //: %1 is a sentence that says why
        m_outcome->show(tr("Not kept yet. %1").arg(probewords::sentence(step)));
        return;
    }
    if (!typed.isEmpty()) {
        const auto place = m_desk.keepSecret(edited.name, typed);
        if (!place) {
            m_outcome->show(tr("Not kept: %1").arg(words::told(place.error())));
            return;
        }
        edited.secret = *place;
    }
    const bool wantsSecret = edited.auth == Connection::Auth::Basic || edited.auth == Connection::Auth::Bearer;
    const bool isWhole = (!wantsSecret || !edited.secret.isEmpty()) &&
                         (edited.auth != Connection::Auth::Basic || !edited.user.isEmpty()) &&
                         (edited.auth != Connection::Auth::Mtls || (!edited.cert.isEmpty() && !edited.key.isEmpty()));
    if (!isWhole) {
        m_outcome->show(tr("Not kept yet: what this sign-in needs is missing."));
        return;
    }
    auto all = m_connections;
    all[static_cast<std::size_t>(std::max(0, m_which->currentIndex()))] = edited;
    std::erase_if(all, [](const Connection& connection) { return connection.url.isEmpty(); });
    const auto kept = m_desk.keep(all);
    if (!kept) {
        m_outcome->show(tr("Not kept: %1").arg(words::told(kept.error())));
        return;
    }
    chosen = edited;
    m_form->show(chosen);
    m_outcome->show(tr("Kept in %1. The core takes it at its next start.").arg(m_desk.settingsFile()));
    emit this->edited();
}

std::pair<int, int> ConnectionsTab::filter(const QString& words)
{
    return {m_form->rows()->filter(words), m_form->rows()->rows()};
}

void ConnectionsTab::takeFocus()
{
    if (m_form->isEnabled())
        m_form->takeFocus();
    else
        setFocus(Qt::ShortcutFocusReason);
}

void ConnectionsTab::enter()
{
    m_before = m_desk.connections();
    read();
}

bool ConnectionsTab::canRevert() const
{
    auto now = m_connections;
    std::erase_if(now, [](const Connection& connection) { return connection.url.isEmpty(); });
    return m_before != now;
}

void ConnectionsTab::revert()
{
    if (const auto kept = m_desk.keep(m_before); !kept) {
        m_outcome->show(tr("Not kept: %1").arg(words::told(kept.error())));
        return;
    }
    read();
    emit edited();
}

} // namespace penelope::ui
