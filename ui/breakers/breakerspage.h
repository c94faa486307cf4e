#pragma once

#include "ui/breakers/breakerrows.h"
#include "ui/shell/page.h"
#include "ui/shell/stillness.h"

#include <functional>

class QAction;
class QStackedWidget;

namespace penelope::ui {
class Badge;
class DetailForm;
class FilterField;
class KeyButton;
class Label;
class Sheet;
class TableView;
class TextSheet;
} // namespace penelope::ui

namespace penelope::ui::breakers {

class ArmSheet;
class BreakerModel;
class Ribbon;
class TilesView;

/// "What may healing not touch, and why?"
class BreakersPage : public Page
{
    Q_OBJECT

public:
    explicit BreakersPage(Session& session, QWidget* parent = nullptr);

    static QString ownName();
    static QString ownTitle();
    QString name() const override { return ownName(); }
    QString title() const override { return ownTitle(); }
    QString question() const override;
    Attention attention() const override { return m_attention; }
    QString selectedItem() const override { return m_selected.value(); }
    void takeFocus() override;
    BreakerModel& model() const { return *m_model; }
    TilesView& tiles() const { return *m_tiles; }
    bool showsTiles() const;

public slots:
    void open(const QString& item) override;

private:
    void buildTop();
    void buildDetail();
    void refresh();
    void select(const ServiceName& service);
    void showSelected();
    const BreakerRow* selectedRow() const;
    void showFilter();
    void showCount();
    void showEmpty();
    void toggleView();
    void freeze(bool frozen);
    void applyHeights();
    void reset();
    void addNote();
    void arm();
    void showArming(const ServiceName& service);
    QString armingCounts() const;
    void openSheet(TextSheet* sheet, const QString& command, std::function<Json(const TextSheet&)> args);
    void slideOver(Sheet* sheet);
    void closeSheet();
    QStringList resetFacts(const BreakerRow& row) const;

    BreakerModel* m_model;
    QStackedWidget* m_views;
    TableView* m_table;
    TilesView* m_tiles;
    FilterField* m_filter;
    Label* m_count;
    Label* m_empty;
    QStackedWidget* m_lower;
    QWidget* m_detail;
    Badge* m_badge;
    Label* m_name;
    Label* m_sentence;
    Ribbon* m_ribbon;
    Label* m_lastFailure;
    Label* m_criticality;
    Label* m_arming;
    Label* m_shadow;
    Stillness* m_still;
    QAction* m_reset;
    QAction* m_note;
    QAction* m_arm;
    QAction* m_view;
    Sheet* m_sheet = nullptr;
    ServiceName m_selected;
    Attention m_attention;
};

} // namespace penelope::ui::breakers
