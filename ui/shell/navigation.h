#pragma once

#include "ui/shell/page.h"
#include "ui/theme/paint.h"

#include <QAbstractButton>

#include <vector>

class QButtonGroup;

namespace penelope::ui {

/// One row of the navigation: icon, words, shape and count. Its accessible name counts: "Approvals, 3 waiting".
class NavRow : public QAbstractButton
{
    Q_OBJECT

public:
    NavRow(const QString& name, const QString& title, QWidget* parent = nullptr);
    /// From then on it shows what the page asks attention for.
    void watch(const Page& page);
    void setNarrow(bool narrow);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void show(const Page::Attention& attention);
    int neededWidth(const Theme& theme, const QFont& name) const;

    QString m_title;
    Page::Attention m_attention;
    Icon m_icon;
    bool m_narrow = false;
};

/// The list of pages at the left, 176 px, below 1200 px of window 56.
class Navigation : public QWidget
{
    Q_OBJECT

public:
    Navigation(const std::vector<PagePlan>& pages, QWidget* parent = nullptr);
    /// The page of a row, once it is built.
    void watch(int index, const Page& page);
    void setCurrent(int index);
    void setOpen(int index, bool open);
    void setNarrow(bool narrow);
    void takeFocus();

signals:
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    std::vector<NavRow*> m_rows;
    QButtonGroup* m_group;
};

} // namespace penelope::ui
