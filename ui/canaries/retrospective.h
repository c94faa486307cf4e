#pragma once

#include "core/canary/retrial.h"
#include "ui/widgets/texttable.h"

#include <QJsonObject>
#include <QWidget>

namespace penelope::ui {
class Label;
class TableView;
} // namespace penelope::ui

namespace penelope::ui::canaries {

/// The columns for a canary's metrics, and which of them are numbers.
QStringList retrospectiveHead(const canary::Canary& canary);
/// What each judge would have done, act by act; the one that led the canary in bold. Pure.
std::vector<TextTable::Line>
retrospectiveLines(const canary::Canary& canary, const std::vector<canary::Retrial>& trials);

/// The judges side by side on the counts of one canary.
class RetrospectiveView : public QWidget
{
    Q_OBJECT

public:
    explicit RetrospectiveView(QWidget* parent = nullptr);

    void showWaiting();
    void showTrouble(const QString& sentence);
    void show(const canary::Canary& canary, const std::vector<canary::Retrial>& trials);
    /// Nobody led it: no judge stands out. `about` is shown above.
    void showPast(const QString& about, const canary::Canary& canary, const std::vector<canary::Retrial>& trials);
    /// Answers of judge::judgeIntervals.
    void showCounts(const QString& about, const std::vector<QJsonObject>& answers);
    void say(const QString& sentence);

private:
    void showTrials(const canary::Canary& canary, const std::vector<canary::Retrial>& trials);
    void showWhy();

    Label* m_about = nullptr;
    TextTable* m_model = nullptr;
    TableView* m_table = nullptr;
    Label* m_why = nullptr; ///< of the selected line, whole
};

} // namespace penelope::ui::canaries
