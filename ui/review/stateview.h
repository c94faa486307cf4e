#pragma once

#include "core/engine/past.h"

#include <QWidget>

class QVBoxLayout;

namespace penelope::ui {
class DetailForm;
class Label;
} // namespace penelope::ui

namespace penelope::ui::review {

/// The state at the moment in a few lines: what waited, which breakers were open, which canaries ran, the score, the
/// sources; the last three events and the newest notes.
class StateView : public QWidget
{
    Q_OBJECT

public:
    explicit StateView(QWidget* parent = nullptr);
    void show(const engine::ConsoleState& state, Instant now, const engine::Past& past);

private:
    struct Line
    {
        QString label;
        QString text;
        std::optional<Severity> severity; ///< a badge with `badge` before the text
        QString badge;
        bool unknown = false; ///< the badge is of what was not known
        bool operator==(const Line&) const = default;
    };

    static std::vector<Line> linesAt(const engine::ConsoleState& state, Instant now);
    void showLines(std::vector<Line> lines);
    static void showList(QVBoxLayout* column, std::vector<Label*>& shown, const QStringList& texts, QWidget* parent);

    DetailForm* m_form;
    QVBoxLayout* m_events;
    QVBoxLayout* m_notes;
    std::vector<Line> m_lines;
    std::vector<Label*> m_eventLabels;
    std::vector<Label*> m_noteLabels;
};

} // namespace penelope::ui::review
