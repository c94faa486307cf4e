#include "ui/theme/theme.h"

#include "ui/theme/penelopestyle.h"

#include <QApplication>
#include <QFontDatabase>
#include <QResource>
#include <QVariant>
#include <QWidget>

#include <cmath>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct TypeSpec
{
    double points;
    QFont::Weight weight;
    bool mono = false;
    bool italic = false;
};

TypeSpec specOf(Type type)
{
    switch (type) {
    case Type::Calm: return {21, QFont::Medium};
    case Type::Score: return {21, QFont::DemiBold};
    case Type::Countdown: return {15, QFont::DemiBold};
    case Type::Title: return {12, QFont::DemiBold};
    case Type::Lead: return {10.5, QFont::Normal};
    case Type::Body: return {9.75, QFont::Normal};
    case Type::Strong: return {9.75, QFont::DemiBold};
    case Type::Button: return {9.75, QFont::Medium};
    case Type::Small: return {9, QFont::Normal};
    case Type::Label: return {9, QFont::Medium};
    case Type::Badge: return {9, QFont::DemiBold};
    case Type::Unknown: return {9, QFont::Normal, false, true};
    case Type::Mono: return {9, QFont::Normal, true};
    case Type::MonoBody: return {9.75, QFont::Normal, true};
    }
    Q_UNREACHABLE();
}

QFont::Weight heavier(QFont::Weight weight)
{
    return weight == QFont::Normal ? QFont::Medium : QFont::DemiBold;
}

void registerFonts()
{
    static const bool done = [] {
        for (const auto& file :
             {u"PenelopeSans-Regular.otf"_s, u"PenelopeSans-Medium.otf"_s, u"PenelopeSans-SemiBold.otf"_s,
              u"PenelopeSans-Italic.otf"_s, u"JetBrainsMono-Regular.ttf"_s, u"JetBrainsMono-Bold.ttf"_s}) {
            // From where it lies in the program: by its name Qt would read a copy, and another one for each face.
            const QResource font(u":/penelope/fonts/"_s + file);
            if (QFontDatabase::addApplicationFontFromData(font.uncompressedData()) < 0)
                qWarning("The bundled font %s could not be read", qUtf8Printable(file));
        }
        return true;
    }();
    Q_UNUSED(done)
}

} // namespace

QFont Theme::font(Type type) const
{
    const TypeSpec spec = specOf(type);
    QFont font(spec.mono ? u"JetBrains Mono"_s : u"Penelope Sans"_s);
    font.setPointSizeF(spec.points * m_zoom);
    const bool small = spec.points <= 9 && !spec.mono && !spec.italic;
    font.setWeight(m_scheme == Scheme::HighContrast && small ? heavier(spec.weight) : spec.weight);
    font.setItalic(spec.italic);
    if (spec.mono)
        font.setStyleHint(QFont::Monospace);
    // Coloured fringes would count as colour on a calm screen.
    font.setStyleStrategy(QFont::StyleStrategy(QFont::PreferAntialias | QFont::NoSubpixelAntialias));
    font.setHintingPreference(QFont::PreferVerticalHinting);
    return font;
}

QColor Theme::color(Tone tone) const
{
    switch (tone) {
    case Tone::Text: return tokens().text;
    case Tone::Muted: return tokens().muted;
    case Tone::OnInverse: return tokens().onInv;
    }
    Q_UNREACHABLE();
}

int Theme::px(double length) const
{
    return static_cast<int>(std::lround(length * m_zoom));
}

int Theme::ring() const
{
    return m_scheme == Scheme::HighContrast ? 3 : 2;
}

QPalette Theme::palette() const
{
    const Tokens& t = tokens();
    QPalette palette;
    palette.setColor(QPalette::Window, t.panel);
    palette.setColor(QPalette::WindowText, t.text);
    palette.setColor(QPalette::Base, t.base);
    palette.setColor(QPalette::AlternateBase, t.base);
    palette.setColor(QPalette::Text, t.text);
    palette.setColor(QPalette::PlaceholderText, t.muted);
    palette.setColor(QPalette::Button, t.ctl);
    palette.setColor(QPalette::ButtonText, t.text);
    palette.setColor(QPalette::BrightText, t.text);
    palette.setColor(QPalette::ToolTipBase, t.base);
    palette.setColor(QPalette::ToolTipText, t.text);
    palette.setColor(QPalette::Link, t.text);
    palette.setColor(QPalette::LinkVisited, t.text);
    palette.setColor(QPalette::Light, t.line);
    palette.setColor(QPalette::Midlight, t.line);
    palette.setColor(QPalette::Mid, t.line);
    palette.setColor(QPalette::Dark, t.border);
    palette.setColor(QPalette::Shadow, t.border);
    palette.setColor(QPalette::Highlight, t.sel);
    palette.setColor(QPalette::HighlightedText, t.onSel);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, t.muted);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, t.sel);
    return palette;
}

Theme Theme::of(const QWidget* widget)
{
    const QStyle* style = widget ? widget->style() : QApplication::style();
    const auto* own = qobject_cast<const PenelopeStyle*>(style);
    return own ? own->theme() : Theme{};
}

void Theme::apply(QApplication& application, const Theme& theme)
{
    registerFonts();
    QApplication::setStyle(new PenelopeStyle(theme)); // the application owns its style
    QApplication::setPalette(theme.palette());
    application.setFont(theme.font(Type::Body));
}

QString toWord(Scheme scheme)
{
    switch (scheme) {
    case Scheme::Light: return u"light"_s;
    case Scheme::Dark: return u"dark"_s;
    case Scheme::HighContrast: return u"high-contrast"_s;
    }
    Q_UNREACHABLE();
}

std::optional<Scheme> schemeFromWord(const QString& word)
{
    for (const auto scheme : {Scheme::Light, Scheme::Dark, Scheme::HighContrast}) {
        if (toWord(scheme) == word)
            return scheme;
    }
    return std::nullopt;
}

void setType(QWidget* widget, Type type, Tone tone)
{
    widget->setProperty(property::type, static_cast<int>(type));
    widget->setProperty(property::tone, static_cast<int>(tone));
    widget->style()->polish(widget);
}

void setSurface(QWidget* widget, Surface surface)
{
    widget->setProperty(property::surface, static_cast<int>(surface));
    widget->setAutoFillBackground(true);
    widget->style()->polish(widget);
}

} // namespace penelope::ui
