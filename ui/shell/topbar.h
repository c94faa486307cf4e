#pragma once

#include <QWidget>

class QMenu;
class QMenuBar;
class QPushButton;

namespace penelope::ui {

/// The menu bar with the field of the command palette at its right; 32 high.
class TopBar : public QWidget
{
    Q_OBJECT

public:
    explicit TopBar(QWidget* parent = nullptr);
    QMenu* addMenu(const QString& title);

signals:
    void paletteRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fit();

    QMenuBar* m_menus;
    QWidget* m_field;
};

} // namespace penelope::ui
