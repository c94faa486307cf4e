#pragma once

#include "ui/settings/settingsdesk.h"
#include "ui/settings/settingsform.h"

namespace penelope::ui {

class KeyMap;
class Preferences;
class TableView;
class TextTable;

/// Where everything lies and how large it is; what is kept for ever; settings carried to another desk.
class DataTab : public SettingsTab
{
    Q_OBJECT

public:
    DataTab(SettingsDesk& desk, Preferences& preferences, KeyMap& keys, QWidget* parent = nullptr);

    QString name() const override;
    QString title() const override;
    std::pair<int, int> filter(const QString& words) override;
    void takeFocus() override;
    void enter() override;

    /// As the dialogs do after a file was chosen.
    void exportTo(const QString& path);
    void importFrom(const QString& path);

private:
    void show();
    void askForFile(bool save);

    SettingsDesk& m_desk;
    Preferences& m_preferences;
    KeyMap& m_keys;
    QString m_words;
    std::vector<DeskFact> m_places;
    TableView* m_table;
    TextTable* m_model;
    Label* m_outcome;
};

} // namespace penelope::ui
