#pragma once

#include "ui/widgets/parts.h"

#include <QWidget>

#include <vector>

class QGridLayout;

namespace penelope::ui {

/// "Name  control" rows with a sentence below each, in a column that scrolls. Rows can be searched.
class SettingsForm : public QWidget
{
    Q_OBJECT

public:
    explicit SettingsForm(QWidget* parent = nullptr);

    void addHead(const QString& title);
    /// The control gets the name, and a tool tip that says where else the value can be set. `help` may be empty.
    void addRow(const QString& name, QWidget* control, const QString& help, const QString& elsewhere);
    void addWide(QWidget* widget, const QString& words);
    /// Whether the row of this control is wanted at all; it then is not searched either.
    void setRowWanted(const QWidget* control, bool wanted);
    /// Shows the rows whose words hold each of these; answers how many.
    int filter(const QString& words);
    int rows() const; ///< those that are wanted

private:
    struct Row
    {
        QString words;
        std::vector<QWidget*> widgets;
        bool wanted = true;
    };

    QGridLayout* m_grid;
    QWidget* m_inside;
    QString m_words; ///< that were looked for last
    std::vector<Row> m_rows;
    std::vector<std::pair<QWidget*, std::size_t>> m_heads; ///< and the row that follows it
};

/// One tab of the settings.
class SettingsTab : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    virtual QString name() const = 0; ///< "connections", for links
    virtual QString title() const = 0;
    /// Shows what holds all these words; answers how much of it there is, of how much.
    virtual std::pair<int, int> filter(const QString& words) = 0;
    virtual void takeFocus() = 0;
    /// The tab comes to the front: what it shows now is what Revert goes back to.
    virtual void enter() {}
    virtual bool canRevert() const { return false; }
    virtual void revert() {}
    /// Goes to an item that a link names.
    virtual void open(const QString& item) { Q_UNUSED(item) }

signals:
    /// What can be reverted has changed.
    void edited();
};

} // namespace penelope::ui
