#pragma once

#include "tests/support/demowindow.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QMenu>
#include <QScrollBar>

#include <optional>
#include <vector>

/// The pages and sheets that every promise of ux.md is asked of, and how to get there by keys.
namespace penelope::test {

inline QStringList pageNames()
{
    return {QStringLiteral("approvals"),  QStringLiteral("breakers"), QStringLiteral("canaries"),
            QStringLiteral("compliance"), QStringLiteral("audit"),    QStringLiteral("review"),
            QStringLiteral("settings")};
}

inline QStringList settingsTabs()
{
    return {QStringLiteral("connections"), QStringLiteral("notifications"), QStringLiteral("policy"),
            QStringLiteral("appearance"),  QStringLiteral("keyboard"),      QStringLiteral("language"),
            QStringLiteral("data"),        QStringLiteral("about")};
}

/// A page and the key that opens a sheet on it.
struct Place
{
    QString page; ///< as DemoWindow::open takes it
    std::optional<Qt::Key> sheet;
};

inline std::vector<Place> places()
{
    std::vector<Place> all;
    for (const auto& page : pageNames())
        all.push_back({page, std::nullopt});
    for (const auto& tab : settingsTabs())
        all.push_back({QStringLiteral("settings/") + tab, std::nullopt});
    all.push_back({QStringLiteral("past"), std::nullopt}); // the review page, in replay
    for (const auto& page : {"approvals", "canaries", "audit"})
        all.push_back({QStringLiteral("past/") + QLatin1StringView{page}, std::nullopt});
    for (const auto key : {Qt::Key_A, Qt::Key_R, Qt::Key_N})
        all.push_back({QStringLiteral("approvals"), key});
    for (const auto key : {Qt::Key_R, Qt::Key_A})
        all.push_back({QStringLiteral("breakers"), key});
    for (const auto key : {Qt::Key_M, Qt::Key_B, Qt::Key_P})
        all.push_back({QStringLiteral("canaries"), key});
    return all;
}

inline QString labelOf(const Place& place)
{
    return place.sheet ? place.page + u' ' + QKeySequence(*place.sheet).toString() : place.page;
}

/// Columns "page" and "sheet" (0 = none) for a data-driven test.
inline void addPlaces()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<int>("sheet");
    for (const auto& place : places())
        QTest::newRow(qPrintable(labelOf(place))) << place.page << (place.sheet ? int(*place.sheet) : 0);
}

inline void press(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    QWidget* target = QApplication::focusWidget() ? QApplication::focusWidget() : QApplication::activeWindow();
    for (auto* window : QApplication::topLevelWidgets()) {
        if (!target && qobject_cast<ui::MainWindow*>(window))
            target = window;
    }
    QTest::keyClick(target, static_cast<Qt::Key>(key), modifiers);
}

inline void openPlace(DemoWindow& console, const QString& page, int sheet)
{
    console.open(page);
    if (sheet == 0)
        return;
    press(sheet);
    QTest::qWait(30); // its layout is done with the next events, and that of what it makes room in
}

inline QString whereOf(const QWidget* widget)
{
    QStringList path;
    for (; widget; widget = widget->parentWidget())
        path.prepend(QString::fromLatin1(widget->metaObject()->className()).section(u':', -1));
    return path.join(u'/');
}

inline QString nameOf(QWidget* widget)
{
    auto* interface = QAccessible::queryAccessibleInterface(widget);
    return interface ? interface->text(QAccessible::Name).trimmed() : QString();
}

/// Something that a person can act on or that can take the keyboard; Qt's own inner parts are left out.
inline bool isControl(const QWidget* widget)
{
    if (!widget->isVisible() || widget->objectName().startsWith(QStringLiteral("qt_")) ||
        qobject_cast<const QScrollBar*>(widget))
        return false;
    if (qobject_cast<const QMenu*>(widget) || widget->inherits("QHeaderView"))
        return false;
    return widget->focusPolicy() != Qt::NoFocus || qobject_cast<const QAbstractButton*>(widget);
}

inline std::vector<QWidget*> controlsOf(QWidget* root)
{
    std::vector<QWidget*> controls;
    for (auto* widget : root->findChildren<QWidget*>()) {
        if (isControl(widget))
            controls.push_back(widget);
    }
    return controls;
}

} // namespace penelope::test
