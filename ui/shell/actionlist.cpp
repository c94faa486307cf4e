#include "ui/shell/actionlist.h"

#include "ui/theme/eachzoom.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/rowdelegate.h"

#include <QAction>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString plainWords(const QAction& action)
{
    QString text = action.text();
    return text.remove(u'&');
}

QString keysOf(const QAction& action)
{
    QStringList names;
    for (const QKeySequence& key : action.shortcuts())
        names << key.toString(QKeySequence::NativeText);
    return names.join(u", "_s);
}

bool matches(const QAction& action, const QString& words)
{
    const QStringList parts = words.split(u' ', Qt::SkipEmptyParts);
    return std::all_of(parts.begin(), parts.end(), [&action](const QString& part) {
        return plainWords(action).contains(part, Qt::CaseInsensitive);
    });
}

} // namespace

ActionList::ActionList(Kind kind, const std::vector<QAction*>& actions, QWidget* parent, Places places)
    : QDialog(parent)
    , m_actions(actions)
    , m_places(std::move(places))
    , m_model(new QStandardItemModel(this))
    , m_table(new TableView(this))
{
    setWindowTitle(kind == Kind::Palette ? tr("Find or run a command") : tr("Keys of this screen"));
    setModal(true);
    auto* layout = new QVBoxLayout(this);
    auto* head = new QVBoxLayout;
    atEachZoom(this, [this, layout, head](const Theme& theme) {
        resize(theme.px(560), theme.px(480));
        layout->setContentsMargins(1, theme.px(16), 1, 1);
        layout->setSpacing(theme.px(12));
        head->setContentsMargins(theme.px(16), 0, theme.px(16), 0);
    });
    if (kind == Kind::Palette) {
        m_field = new QLineEdit(this);
        m_field->setAccessibleName(tr("Words, a number or an id")); // the dialog's own name is read before it
        m_field->setPlaceholderText(windowTitle());
        m_field->installEventFilter(this);
        head->addWidget(m_field);
        connect(m_field, &QLineEdit::textChanged, this, &ActionList::fill);
        connect(m_field, &QLineEdit::returnPressed, this, &ActionList::choose);
    } else {
        head->addWidget(new Label(windowTitle(), Type::Title, Tone::Text, this));
    }
    layout->addLayout(head);
    layout->addWidget(m_table);
    m_table->setAccessibleName(kind == Kind::Palette ? tr("What was found") : tr("Actions and their keys"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new RowDelegate(m_table));
    m_table->horizontalHeader()->hide();
    m_table->setRowPx(28);
    connect(m_table, &TableView::opened, this, &ActionList::choose);
    fill({});
    if (m_field)
        setTabOrder(m_field, m_table);
}

bool ActionList::event(QEvent* event)
{
    const bool done = QDialog::event(event);
    if (m_field && (event->type() == QEvent::Show || event->type() == QEvent::WindowActivate))
        m_field->setFocus(); // whoever opens it begins to type
    return done;
}

void ActionList::fill(const QString& words)
{
    m_matches.clear();
    m_model->clear();
    for (QAction* action : m_actions) {
        if (!matches(*action, words) || !action->isVisible() || (m_field && !action->isEnabled()))
            continue;
        m_matches.push_back(action);
        addRow(plainWords(*action), keysOf(*action));
    }
    m_found = m_places ? m_places(words) : std::vector<PalettePlace>{};
    for (const PalettePlace& place : m_found)
        addRow(place.text, place.kind);
    m_table->setColumnPx({0, 180});
    if (m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
}

void ActionList::addRow(const QString& text, const QString& hint)
{
    auto* right = new QStandardItem(hint);
    right->setData(true, MutedRole);
    right->setData(int(Qt::AlignRight | Qt::AlignVCenter), Qt::TextAlignmentRole);
    m_model->appendRow({new QStandardItem(text), right});
}

void ActionList::choose()
{
    if (!m_table->currentIndex().isValid())
        return;
    const auto row = static_cast<std::size_t>(m_table->currentIndex().row());
    if (row < m_matches.size())
        m_chosen = m_matches[row];
    else if (row - m_matches.size() < m_found.size())
        m_chosenPlace = m_found[row - m_matches.size()];
    else
        return;
    accept();
}

bool ActionList::eventFilter(QObject* object, QEvent* event)
{
    if (object != m_field || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(object, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    const int step = key == Qt::Key_Down ? 1 : key == Qt::Key_Up ? -1 : 0;
    if (step == 0)
        return QDialog::eventFilter(object, event);
    const int row = std::clamp(m_table->currentIndex().row() + step, 0, std::max(0, m_model->rowCount() - 1));
    m_table->setCurrentIndex(m_model->index(row, 0));
    return true;
}

void ActionList::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Theme theme = Theme::of(this);
    paintBox(painter, rect(), theme->border, theme->panel);
}

} // namespace penelope::ui
