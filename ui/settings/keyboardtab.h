#pragma once

#include "ui/settings/settingsform.h"

#include <map>

class QKeySequenceEdit;

namespace penelope::ui {

class KeyButton;
class KeyMap;
class Preferences;
class TableView;
class TextTable;

/// Every key of every page, and another one in its place where a person wants it. A key that is taken is refused, with
/// the name of what has it.
class KeyboardTab : public SettingsTab
{
    Q_OBJECT

public:
    KeyboardTab(Preferences& preferences, KeyMap& keys, QWidget* parent = nullptr);

    QString name() const override;
    QString title() const override;
    std::pair<int, int> filter(const QString& words) override;
    void takeFocus() override;
    void enter() override;
    bool canRevert() const override;
    void revert() override;

private:
    void refresh();
    void showSelected();
    void check();
    void give();
    void keep();
    QString selected() const;

    Preferences& m_preferences;
    KeyMap& m_keys;
    QString m_words;
    std::map<QString, QString> m_before;
    TableView* m_table;
    TextTable* m_model;
    Label* m_chosen;
    QKeySequenceEdit* m_key;
    KeyButton* m_set;
    KeyButton* m_usual;
    KeyButton* m_allUsual;
    Label* m_trouble;
};

} // namespace penelope::ui
