#include "ui/settings/settingspage.h"

#include "ui/settings/policymodel.h"
#include "ui/text/format.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/queryfield.h"
#include "ui/widgets/rowdelegate.h"

#include <QAction>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

SettingsPage::SettingsPage(Session& session, QWidget* parent)
    : Page(session, parent)
    , m_count(new Label({}, Type::Body, Tone::Muted, this))
    , m_key(new Label({}, Type::Body, Tone::Text, this))
    , m_table(new TableView(this))
    , m_model(new PolicyModel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(new PageHead(title(), question(), this));
    m_key->setContentsMargins(16, 0, 16, 8);
    m_key->setWordWrap(true);
    column->addWidget(m_key);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(16, 0, 16, 8);
    row->setSpacing(12);
    auto* field = new QueryField(Icon::Search, tr("Search the settings"), this);
    field->setPlaceholderText(tr("Search"));
    field->setMaximumWidth(Theme::of(this).px(400));
    m_search = field;
    row->addWidget(m_search, 1);
    row->addWidget(m_count);
    row->addStretch(1);
    row->addWidget(new Label(tr("Changed by penelopectl policy set, as an event"), Type::Body, Tone::Muted, this));
    column->addLayout(row);
    m_table->setAccessibleName(tr("Policy and connections"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new RowDelegate(m_table));
    m_table->setRowPx(28);
    m_table->setColumnPx({260, 220, 260, 0});
    column->addWidget(m_table, 1);
    connect(m_search, &QLineEdit::textChanged, this, &SettingsPage::refresh);
    connect(field, &QueryField::left, this, &SettingsPage::takeFocus);
    connect(&session, &Session::changed, this, &SettingsPage::refresh);
    auto* find = new QAction(tr("Search the settings"), this);
    find->setShortcuts({QKeySequence(Qt::Key_Slash), QKeySequence(Qt::CTRL | Qt::Key_F)});
    find->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QAction::triggered, this, [this] { m_search->setFocus(); });
    addAction(find);
    refresh();
}

QString SettingsPage::name() const
{
    return u"settings"_s;
}

QString SettingsPage::title() const
{
    return tr("Settings");
}

QString SettingsPage::question() const
{
    return tr("Which limits are in force, and who set them?");
}

void SettingsPage::refresh()
{
    const auto notice = session().keyNotice();
    m_key->show(session().isKeyOpen() ? tr("Warning: %1").arg(notice) : notice);
    m_key->setVisible(!notice.isEmpty());
    m_model->show(session().snapshot(), m_search->text());
    m_count->show(tr("%1 of %2").arg(format::integer(m_model->rowCount()), format::integer(m_model->total())));
    if (!m_table->currentIndex().isValid() && m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
}

void SettingsPage::takeFocus()
{
    m_table->setFocus(Qt::ShortcutFocusReason);
}

void SettingsPage::open(const QString& item)
{
    m_search->clear();
    const int row = m_model->rowOf(item);
    if (row >= 0)
        m_table->setCurrentIndex(m_model->index(row, 0));
}

} // namespace penelope::ui
