#pragma once

#include "core/query/completion.h"

#include <QCompleter>

class QLineEdit;
class QStandardItemModel;

namespace penelope::ui {

/// Offers what may stand next in a query: fields, operators, and values with how often they occur.
class QueryCompleter : public QCompleter
{
    Q_OBJECT

public:
    /// The field becomes its parent and is completed by it.
    explicit QueryCompleter(QLineEdit* field);
    void setValues(query::FieldValues values);
    /// The texts offered now.
    QStringList offered() const;

    QString pathFromIndex(const QModelIndex& index) const override;
    QStringList splitPath(const QString& path) const override;

private:
    void suggest();

    QLineEdit* m_field;
    QStandardItemModel* m_model;
    query::FieldValues m_values;
    QString m_before; ///< what stays before the word that is completed
    QString m_after;
};

} // namespace penelope::ui
