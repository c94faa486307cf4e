#include "ui/audit/querycompleter.h"

#include "ui/text/format.h"
#include "ui/theme/paint.h"

#include <QAbstractItemView>
#include <QLineEdit>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int replacementRole = Qt::UserRole + 1;
constexpr int countRole = Qt::UserRole + 2;
constexpr int rowPx = 24;
constexpr int textLeft = 30; ///< where the query itself begins
constexpr int mostRows = 12;

/// What may stand next, under the query it is to be part of, and at the right how often it occurs.
class SuggestionDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const override
    {
        return {option.rect.width(), Theme::of(option.widget).px(rowPx)};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Theme theme = Theme::of(option.widget);
        const bool chosen = option.state & QStyle::State_Selected;
        painter->fillRect(option.rect, chosen ? theme->sel : theme->base);
        const QRect area = option.rect.adjusted(theme.px(textLeft), 0, -theme.px(12), 0);
        paintText(
            *painter, area, index.data(replacementRole).toString(), theme.font(Type::MonoBody),
            chosen ? theme->onSel : theme->text);
        paintText(
            *painter, area, index.data(countRole).toString(), theme.font(Type::Small),
            chosen ? theme->onSel : theme->muted, Qt::AlignRight | Qt::AlignVCenter);
    }
};

} // namespace

QueryCompleter::QueryCompleter(QLineEdit* field)
    : QCompleter(field)
    , m_field(field)
    , m_model(new QStandardItemModel(this))
{
    setModel(m_model);
    setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    setMaxVisibleItems(mostRows);
    auto* list = popup();
    list->setAccessibleName(tr("What may stand next"));
    list->setItemDelegate(new SuggestionDelegate(list));
    list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    if (auto* frame = qobject_cast<QFrame*>(list))
        frame->setFrameStyle(frame->frameStyle()); // asks the style for its edge again, now that it pops up
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
        item->setData(suggestion.count < 0 ? QString() : format::integer(suggestion.count), countRole);
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
