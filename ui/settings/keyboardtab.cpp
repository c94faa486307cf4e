#include "ui/settings/keyboardtab.h"

#include "ui/settings/preferences.h"
#include "ui/shell/keymap.h"
#include "ui/text/format.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/rowdelegate.h"
#include "ui/widgets/texttable.h"

#include <QHBoxLayout>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct KeyWords
{
    static QString of(const QList<QKeySequence>& keys)
    {
        QStringList names;
        for (const auto& key : keys)
            names << key.toString(QKeySequence::NativeText);
        return names.isEmpty() ? format::absent() : names.join(u", "_s);
    }
    static QString of(const QAction& action)
    {
        auto text = action.text();
        return text.remove(u'&');
    }
};

} // namespace

KeyboardTab::KeyboardTab(Preferences& preferences, KeyMap& keys, QWidget* parent)
    : SettingsTab(parent)
    , m_preferences(preferences)
    , m_keys(keys)
    , m_table(new TableView(this))
    , m_model(new TextTable(this))
    , m_chosen(new Label({}, Type::Strong, Tone::Text, this))
    , m_key(new QKeySequenceEdit(this))
    , m_set(new KeyButton(tr("Use this key"), {}, ButtonSize::Tool, this))
    , m_usual(new KeyButton(tr("Usual key"), {}, ButtonSize::Tool, this))
    , m_allUsual(new KeyButton(tr("All usual keys"), {}, ButtonSize::Tool, this))
    , m_trouble(new Label({}, Type::Body, Tone::Muted, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_table->setAccessibleName(tr("Keys"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new RowDelegate(m_table));
    m_table->setRowPx(28);
    m_table->setColumnPx({176, 0, 176, 176});
    m_model->setHead({tr("Where"), tr("Action"), tr("Key"), tr("Usual key")});
    column->addWidget(m_table, 1);
    column->addWidget(new HairLine(Qt::Horizontal, this));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(16, 8, 16, 4);
    row->setSpacing(8);
    m_key->setAccessibleName(tr("New key"));
    atEachZoom(m_key, [this](const Theme& theme) {
        m_key->setMaximumWidth(theme.px(200));
        m_key->setMinimumHeight(theme.px(28));
    });
    row->addWidget(m_chosen, 1);
    row->addWidget(m_key);
    for (auto* button : {m_set, m_usual, m_allUsual})
        row->addWidget(button);
    column->addLayout(row);
    m_trouble->setContentsMargins(16, 0, 16, 8);
    m_trouble->setWordWrap(true);
    column->addWidget(m_trouble);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &KeyboardTab::showSelected);
    connect(m_table, &TableView::opened, this, [this] { m_key->setFocus(Qt::ShortcutFocusReason); });
    connect(m_key, &QKeySequenceEdit::keySequenceChanged, this, &KeyboardTab::check);
    connect(m_set, &KeyButton::clicked, this, &KeyboardTab::give);
    connect(m_usual, &KeyButton::clicked, this, [this] {
        m_keys.reset(selected());
        keep();
    });
    connect(m_allUsual, &KeyButton::clicked, this, [this] {
        m_keys.resetAll();
        keep();
    });
    refresh();
}

QString KeyboardTab::name() const
{
    return u"keyboard"_s;
}

QString KeyboardTab::title() const
{
    return tr("Keyboard");
}

void KeyboardTab::refresh()
{
    const auto chosen = selected();
    const auto parts = m_words.split(u' ', Qt::SkipEmptyParts);
    std::vector<TextTable::Line> lines;
    for (const auto& entry : m_keys.entries()) {
        if (!entry.action)
            continue;
        const auto own = entry.action->shortcuts();
        TextTable::Line line{
            {entry.title, KeyWords::of(*entry.action), KeyWords::of(own), KeyWords::of(entry.usual)},
            entry.id,
            own != entry.usual};
        const auto all = line.cells.join(u' ');
        if (std::all_of(parts.begin(), parts.end(), [&all](const QString& part) {
                return all.contains(part, Qt::CaseInsensitive);
            }))
            lines.push_back(std::move(line));
    }
    const auto found =
        std::find_if(lines.begin(), lines.end(), [&chosen](const auto& line) { return line.id == chosen; });
    const auto at = found == lines.end() ? 0 : static_cast<int>(std::distance(lines.begin(), found));
    m_model->show(std::move(lines));
    if (m_model->rowCount() > 0)
        m_table->setCurrentIndex(m_model->index(at, 0));
    m_allUsual->setEnabled(!m_keys.changes().empty());
    showSelected();
}

QString KeyboardTab::selected() const
{
    return m_table->currentIndex().siblingAtColumn(0).data(IdRole).toString();
}

void KeyboardTab::showSelected()
{
    const auto at = m_table->currentIndex();
    m_chosen->show(
        at.isValid() ? at.siblingAtColumn(0).data().toString() + u": "_s + at.siblingAtColumn(1).data().toString()
                     : QString());
    m_usual->setEnabled(m_keys.changes().contains(selected()));
    m_key->clear();
    check();
}

void KeyboardTab::check()
{
    // Qt puts its own words there after each key, in English.
    if (auto* field = m_key->findChild<QLineEdit*>())
        field->setPlaceholderText(tr("New key"));
    const auto key = m_key->keySequence();
    const auto* taken = m_keys.conflict(selected(), key);
    m_set->setEnabled(!selected().isEmpty() && key.count() == 1 && !taken);
    if (taken && taken->action)
        //: %1 is a key, %2 a page, %3 an action
        m_trouble->show(tr("%1 is taken: %2, %3. Give that one another key first.")
                            .arg(key.toString(QKeySequence::NativeText), taken->title, KeyWords::of(*taken->action)));
    else if (key.count() > 1)
        m_trouble->show(tr("One key at a time: press Backspace in the field and try again."));
    else
        m_trouble->show(tr("Press the new key in the field. Single letters act only where a list has the keyboard."));
}

void KeyboardTab::give()
{
    if (m_keys.set(selected(), m_key->keySequence()))
        keep();
}

void KeyboardTab::keep()
{
    m_preferences.saveKeys(m_keys);
    refresh();
    emit edited();
}

std::pair<int, int> KeyboardTab::filter(const QString& words)
{
    if (m_words != words) {
        m_words = words;
        refresh();
    }
    return {m_model->rowCount(), static_cast<int>(m_keys.entries().size())};
}

void KeyboardTab::takeFocus()
{
    m_table->setFocus(Qt::ShortcutFocusReason);
}

void KeyboardTab::enter()
{
    m_before = m_keys.changes();
    refresh();
}

bool KeyboardTab::canRevert() const
{
    return m_before != m_keys.changes();
}

void KeyboardTab::revert()
{
    m_keys.apply(m_before);
    keep();
}

} // namespace penelope::ui
