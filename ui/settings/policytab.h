#pragma once

#include "ui/settings/settingsform.h"
#include "ui/shell/session.h"

namespace penelope::ui {

class PolicyModel;
class TableView;

/// The policy in force (read-only, from the journal), the sources, and where the key of the operator is.
class PolicyTab : public SettingsTab
{
    Q_OBJECT

public:
    explicit PolicyTab(Session& session, QWidget* parent = nullptr);

    QString name() const override;
    QString title() const override;
    std::pair<int, int> filter(const QString& words) override;
    void takeFocus() override;
    void open(const QString& item) override;

private:
    void refresh();

    Session& m_session;
    QString m_words;
    Label* m_key;
    TableView* m_table;
    PolicyModel* m_model;
};

} // namespace penelope::ui
