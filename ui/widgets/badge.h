#pragma once

#include "core/engine/consolestate.h"
#include "ui/theme/paint.h"

#include <QWidget>

namespace penelope::ui {

/// Badges (look.md 3): 20 px high, painted at `topLeft`. Each answers the width it took; the `…Width` functions answer
/// it beforehand. `frozen`: outline only, all muted.
int paintSeverityBadge(
    QPainter& painter, const Theme& theme, QPointF topLeft, Severity severity, const QString& text,
    bool frozen = false);
int severityBadgeWidth(const Theme& theme, const QString& text);
/// No fill, border edge.
int paintNeutralBadge(QPainter& painter, const Theme& theme, QPointF topLeft, const QString& text);
/// Base fill, border edge, italic, with the clock or "?" icon: "NO DATA", "STALE 04:11", "UNKNOWN".
int paintUnknownBadge(QPainter& painter, const Theme& theme, QPointF topLeft, const QString& text, Icon icon);
int unknownBadgeWidth(const Theme& theme, const QString& text);
int badgeHeight(const Theme& theme);

/// A severity with a word, as a widget. Without a severity: neutral.
class Badge : public QWidget
{
    Q_OBJECT

public:
    explicit Badge(QWidget* parent = nullptr);
    void show(std::optional<Severity> severity, const QString& text);
    /// Italic, with an icon.
    void showUnknown(const QString& text, Icon icon = Icon::Unknown);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<Severity> m_severity;
    bool m_unknown = false;
    Icon m_icon = Icon::Unknown;
    QString m_text;
};

/// How fresh a source is: "4 s" muted when fresh, clock and age when late, hatch and "STALE 01:12" or "LOST 06:02".
/// The property `freshness` holds the word, the accessible name the sentence with the age.
class FreshnessBadge : public QWidget
{
    Q_OBJECT

public:
    explicit FreshnessBadge(QWidget* parent = nullptr);
    /// `source` is the key in ConsoleState::sources, written to the property `dataSource`.
    void setSource(const QString& source);
    void show(Freshness freshness, std::optional<Milliseconds> age);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString text() const;

    Freshness m_freshness = Freshness::Stale;
    std::optional<Milliseconds> m_age;
};

} // namespace penelope::ui
