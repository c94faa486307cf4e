#pragma once

#include "ui/theme/tokens.h"

#include <QFont>
#include <QPalette>
#include <QString>

#include <optional>

class QApplication;
class QWidget;

namespace penelope::ui {

/// The roles of text (look.md 2). No other size or weight exists.
enum class Type {
    Calm,      ///< 28, 500: calm title
    Score,     ///< 28, 600
    Countdown, ///< 20, 600
    Title,     ///< 16, 600: page, detail and sheet titles
    Lead,      ///< 14, 400: the explanation under a calm title
    Body,      ///< 13, 400
    Strong,    ///< 13, 600: the row's name
    Button,    ///< 13, 500
    Small,     ///< 12, 400: axis, second lines, status
    Label,     ///< 12, 500: table head, group, tab key
    Badge,     ///< 12, 600
    Unknown,   ///< 12, italic: stale, lost, unmeasured
    Mono,      ///< mono 12: ids, hashes, queries
    MonoBody,  ///< mono 13: diff text, query field
};

/// What colour a text has. On a selected row the row decides.
enum class Tone { Text, Muted, OnInverse };

/// Scheme, text size and what follows from them. A value: widgets ask `Theme::of(this)` when they paint and never
/// keep it, so that a change of theme needs no bookkeeping.
class Theme
{
public:
    Theme() = default;
    /// `zoom` 0.8 … 2.0.
    Theme(Scheme scheme, double zoom, bool localFirst = false)
        : m_scheme(scheme)
        , m_zoom(zoom)
        , m_localFirst(localFirst)
    {}

    Scheme scheme() const { return m_scheme; }
    double zoom() const { return m_zoom; }
    /// Where a moment is told by two clocks, that of the machine's zone stands before UTC.
    bool isLocalFirst() const { return m_localFirst; }
    Theme with(Scheme scheme) const { return {scheme, m_zoom, m_localFirst}; }
    Theme with(double zoom) const { return {m_scheme, zoom, m_localFirst}; }
    Theme withLocalFirst(bool localFirst) const { return {m_scheme, m_zoom, localFirst}; }
    const Tokens& tokens() const { return tokensOf(m_scheme); }
    const Tokens* operator->() const { return &tokens(); }
    QFont font(Type type) const;
    QColor color(Tone tone) const;
    /// A length of look.md at this text size, in whole device-independent pixels.
    int px(double length) const;
    /// Width of the focus ring: 2, in high contrast 3.
    int ring() const;
    QPalette palette() const;

    /// The theme in force where the widget is drawn; the light one before `apply`.
    static Theme of(const QWidget* widget);
    /// Registers the bundled fonts (once) and gives the application style, palette and font. GUI thread.
    static void apply(QApplication& application, const Theme& theme);

    bool operator==(const Theme&) const = default;

private:
    Scheme m_scheme = Scheme::Light;
    double m_zoom = 1;
    bool m_localFirst = false;
};

/// light, dark, high-contrast: for --theme and file names.
QString toWord(Scheme scheme);
std::optional<Scheme> schemeFromWord(const QString& word);

/// Gives a widget (a label, a field) a role of text; kept through changes of theme and size.
void setType(QWidget* widget, Type type, Tone tone = Tone::Text);

/// Names of the dynamic properties that PenelopeStyle reads.
namespace property {
inline constexpr char type[] = "penelopeType";
inline constexpr char tone[] = "penelopeTone";
inline constexpr char keyHint[] = "keyHint";         ///< text of the key at the right of a button
inline constexpr char size[] = "penelopeSize";       ///< ButtonSize as int
inline constexpr char commit[] = "penelopeCommit";   ///< true: the one filled button of a sheet
inline constexpr char flat[] = "penelopeFlat";       ///< true: a button without an edge until hovered
inline constexpr char surface[] = "penelopeSurface"; ///< Surface as int: what a plain widget fills itself with
} // namespace property

enum class Surface { Window, Panel, Base };
/// Lets a plain QWidget fill itself with a surface; kept through changes of theme.
void setSurface(QWidget* widget, Surface surface);

} // namespace penelope::ui
