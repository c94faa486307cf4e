#include "ui/audit/querycompleter.h"

#include "ui/text/format.h"

#include <QAbstractItemView>
#include <QLineEdit>
#include <QStandardItemModel>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int replacementRole = Qt::UserRole + 1;

} // namespace

QueryCompleter::QueryCompleter(QLineEdit* field)
    : QCompleter(field)
    , m_field(field)
    , m_model(new QStandardItemModel(this))
{
    setModel(m_model);
    setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    popup()->setAccessibleName(tr("What may stand next"));
    connect(field, &QLineEdit::textEdited, this, &QueryCompleter::suggest);
    field->setCompleter(this);
}

void QueryCompleter::setValues(query::FieldValues values)
{
    m_values = std::move(values);
}

void QueryCompleter::suggest()
{
    const QString text = m_field->text();
    const auto cursor = m_field->cursorPosition();
    const auto found = query::suggestions(text, cursor, m_values);
    m_before = text.left(found.from);
    m_after = text.mid(cursor);
    m_model->clear();
    const auto typed = text.mid(found.from, cursor - found.from);
    for (const auto& suggestion : found.list) {
        if (suggestion.text == typed) // there already
            continue;
        const QString shown =
            suggestion.count < 0 ? suggestion.text : suggestion.text + u"   "_s + format::integer(suggestion.count);
        auto* item = new QStandardItem(shown);
        item->setData(suggestion.text, replacementRole);
        m_model->appendRow(item);
    }
}

QStringList QueryCompleter::offered() const
{
    QStringList texts;
    for (int row = 0; row < m_model->rowCount(); ++row)
        texts.append(m_model->item(row)->text());
    return texts;
}

QString QueryCompleter::pathFromIndex(const QModelIndex& index) const
{
    return m_before + index.data(replacementRole).toString() + m_after;
}

QStringList QueryCompleter::splitPath(const QString&) const
{
    return {QString()}; // what fits was chosen already
}

} // namespace penelope::ui
