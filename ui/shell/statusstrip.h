#pragma once

#include "ui/shell/session.h"
#include "ui/theme/paint.h"

#include <QAbstractButton>

#include <map>

class QHBoxLayout;
class QVBoxLayout;

namespace penelope::ui {

/// One cell of the status strip. A lost one is hatched, its words on a plate, in italics.
class StatusCell : public QAbstractButton
{
    Q_OBJECT

public:
    explicit StatusCell(QWidget* parent = nullptr);
    void show(const QString& name, const QString& value, Freshness freshness = Freshness::Fresh);
    /// The name in 600 as the clock, an icon as the operator.
    void setStrong(bool strong) { m_strong = strong; }
    void setIcon(Icon icon) { m_icon = icon; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    bool isDoubtful() const { return m_freshness == Freshness::Stale || m_freshness == Freshness::Lost; }

    QString m_name;
    QString m_value;
    Freshness m_freshness = Freshness::Fresh;
    std::optional<Icon> m_icon;
    bool m_strong = false;
};

/// How fresh everything is, always visible: core, each source, the journal, the budget, mode, clock, operator.
class StatusStrip : public QWidget
{
    Q_OBJECT

public:
    explicit StatusStrip(Session& session, QWidget* parent = nullptr);
    void takeFocus();
    /// Below 1200 px the right half stands in a second row, and wherever one row has no room for all cells.
    void setNarrow(bool narrow);
    /// The journal up to that record is under a signed checkpoint that was verified on this machine.
    void showSignedTo(qint64 seq);

    /// A cell of the shell's own, such as the sound's; `detail` is what Enter on it opens.
    void showNote(const QString& key, const QString& name, const QString& value, const QString& detail);
    /// A sentence that stands for five seconds.
    void tell(const QString& name, const QString& value);

signals:
    /// Enter on a cell: its details, for the shell to show.
    void detailRequested(const QString& title, const QString& text);
    /// Enter on the operator's cell.
    void operatorRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void refresh();
    void fit();
    void overflow();
    void takeBack();
    int neededWidth() const;
    void refreshSources();
    void refreshClock();
    void tick();
    StatusCell* cell(const QString& key, bool right = false);
    QString sourceDetail(const QString& key) const;

    Session& m_session;
    std::map<QString, StatusCell*> m_cells;
    std::map<QString, QString> m_details; ///< of the cells that notes made
    int m_tellFor = 0;                    ///< ticks
    QHBoxLayout* m_left;
    QHBoxLayout* m_right;
    QHBoxLayout* m_more; ///< of the left ones, what stands in the second row
    QVBoxLayout* m_rows;
    bool m_narrowWished = false;
    bool m_narrow = false;
    qint64 m_signedTo = 0; ///< 0 = not verified
};

/// The core's heart-beat as freshness: three missed seconds are LOST (ux.md). Empty journals and other modes: none.
std::optional<Freshness> coreFreshness(const Session& session);

} // namespace penelope::ui
