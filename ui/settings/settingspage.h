#pragma once

#include "ui/shell/page.h"

class QLineEdit;

namespace penelope::ui {

class Label;
class PolicyModel;
class TableView;

/// "How is this console set?": the policy in force (read-only, from the journal) and the connections, searchable.
class SettingsPage : public Page
{
    Q_OBJECT

public:
    explicit SettingsPage(Session& session, QWidget* parent = nullptr);

    QString name() const override;
    QString title() const override;
    QString question() const override;
    void takeFocus() override;
    void open(const QString& item) override;

private:
    void refresh();

    QLineEdit* m_search;
    Label* m_count;
    Label* m_key;
    TableView* m_table;
    PolicyModel* m_model;
};

} // namespace penelope::ui
