#include "ui/settings/policytab.h"

#include "ui/settings/policymodel.h"
#include "ui/widgets/rowdelegate.h"

#include <QVBoxLayout>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

PolicyTab::PolicyTab(Session& session, QWidget* parent)
    : SettingsTab(parent)
    , m_session(session)
    , m_key(new Label({}, Type::Body, Tone::Text, this))
    , m_table(new TableView(this))
    , m_model(new PolicyModel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(8);
    m_key->setContentsMargins(16, 0, 16, 0);
    m_key->setWordWrap(true);
    column->addWidget(m_key);
    auto* how = new Label(tr("Changed by penelopectl policy set, as an event"), Type::Body, Tone::Muted, this);
    how->setContentsMargins(16, 0, 16, 0);
    column->addWidget(how);
    m_table->setAccessibleName(tr("Policy and connections"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new RowDelegate(m_table));
    m_table->setRowPx(28);
    m_table->setColumnPx({260, 220, 260, 0});
    column->addWidget(m_table, 1);
    connect(&session, &Session::changed, this, &PolicyTab::refresh);
    refresh();
}

QString PolicyTab::name() const
{
    return u"policy"_s;
}

QString PolicyTab::title() const
{
    return tr("Approval policy");
}

void PolicyTab::refresh()
{
    const auto notice = m_session.keyNotice();
    m_key->show(m_session.isKeyOpen() ? tr("Warning: %1").arg(notice) : notice);
    m_key->setVisible(!notice.isEmpty());
    m_model->show(m_session.snapshot(), m_words);
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
}

std::pair<int, int> PolicyTab::filter(const QString& words)
{
    m_words = words;
    refresh();
    return {m_model->rowCount(), m_model->total()};
}

void PolicyTab::takeFocus()
{
    m_table->setFocus(Qt::ShortcutFocusReason);
}

void PolicyTab::open(const QString& item)
{
    const int row = m_model->rowOf(item);
    if (row >= 0)
        m_table->setCurrentIndex(m_model->index(row, 0));
}

} // namespace penelope::ui
