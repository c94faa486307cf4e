#pragma once

#include "ui/compliance/beside.h"
#include "ui/compliance/selectedprinciple.h"
#include "ui/shell/page.h"

namespace penelope::ui {
class KeyButton;
class Label;
class TableView;
} // namespace penelope::ui

namespace penelope::ui::compliance_page {

class PrinciplesModel;
class ScoreHead;

/// "Is Penelope keeping its seven principles?" (ux.md 5). From the journal, so it also works offline and in replay;
/// beside it, where a core runs, the same from Prometheus.
class CompliancePage : public Page
{
    Q_OBJECT

public:
    explicit CompliancePage(Session& session, QWidget* parent = nullptr);

    static QString ownName() { return QStringLiteral("compliance"); }
    static QString ownTitle() { return tr("Compliance"); }
    QString name() const override { return ownName(); }
    QString title() const override { return ownTitle(); }
    QString question() const override { return tr("Is Penelope keeping its seven principles?"); }
    Attention attention() const override { return m_attention; }
    void takeFocus() override;

    /// The part of the selected principle that is shown below the table.
    void setPart(SelectedPrinciple::Part part);

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    /// What the page was made from: the same again needs no second look.
    struct Seen
    {
        qint64 seq = -1;
        qint64 verified = -1;
        std::shared_ptr<const compliance::Exported> exported;
        std::map<compliance::Principle, Beside> beside;
        Instant at{};
    };

    void build();
    QWidget* buildHead();
    QWidget* buildTable();
    void fitRows();
    void showPoll();
    void refresh();
    static Attention attentionOf(const View& view);
    bool isSeen(Instant now) const;
    void showView();
    void showSelected();

    View m_view;
    Comparison m_comparison;
    Attention m_attention;
    compliance::Principle m_selected = compliance::Principle::Sophia;
    bool m_chosen = false; ///< a person chose the row; else the one that may lose most
    Seen m_seen;

    ScoreHead* m_head = nullptr;
    PrinciplesModel* m_model = nullptr;
    TableView* m_table = nullptr;
    Label* m_poll = nullptr;
    KeyButton* m_pollNow = nullptr;
    KeyButton* m_setUp = nullptr;
    SelectedPrinciple* m_detail = nullptr;
};

} // namespace penelope::ui::compliance_page
