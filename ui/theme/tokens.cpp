#include "ui/theme/tokens.h"

namespace penelope::ui {

namespace {

QColor rgb(QRgb value)
{
    return QColor::fromRgb(value);
}

Tokens lightTokens()
{
    Tokens t;
    t.window = rgb(0xDADDE0);
    t.panel = rgb(0xE8EAEC);
    t.base = rgb(0xF4F5F6);
    t.text = rgb(0x1B1F23);
    t.muted = rgb(0x50575E);
    t.border = rgb(0x6B737B);
    t.line = rgb(0xC4C9CE);
    t.focus = rgb(0x0B57A4);
    t.sel = rgb(0xCBD3DB);
    t.onSel = t.text;
    t.mutedOnSel = t.muted;
    t.hover = rgb(0xDFE3E7);
    t.ctl = rgb(0xF4F5F6);
    t.inv = rgb(0x1B1F23);
    t.onInv = rgb(0xFFFFFF);
    t.control = rgb(0x6B737B);
    t.band = rgb(0xD3D8DD);
    t.elapsed = rgb(0xA4ACB4);
    t.grid = rgb(0xDCDFE2);
    t.hatch = rgb(0x9BA3AB);
    t.add = rgb(0xD7E7DC);
    t.remove = rgb(0xF0DADA);
    const QRgb fills[] = {0xC01020, 0xE07800, 0xF2D600, 0x2B6CB0};
    const QRgb texts[] = {0xFFFFFF, 0x000000, 0x000000, 0xFFFFFF};
    for (int i = 0; i < 4; ++i) {
        t.severity[i] = rgb(fills[i]);
        t.onSeverity[i] = rgb(texts[i]);
    }
    return t;
}

Tokens darkTokens()
{
    Tokens t;
    t.window = rgb(0x1A1D20);
    t.panel = rgb(0x23272B);
    t.base = rgb(0x16191B);
    t.text = rgb(0xD8DCDF);
    t.muted = rgb(0xABB3BA);
    t.border = rgb(0x868F97);
    t.line = rgb(0x363C42);
    t.focus = rgb(0x6FB3FF);
    t.sel = rgb(0x34404C);
    t.onSel = t.text;
    t.mutedOnSel = t.muted;
    t.hover = rgb(0x2B3035);
    t.ctl = rgb(0x2B3035);
    t.inv = rgb(0xD8DCDF);
    t.onInv = rgb(0x16191B);
    t.control = rgb(0x8B949C);
    t.band = rgb(0x2C3338);
    t.elapsed = rgb(0x5A636B);
    t.grid = rgb(0x24292D);
    t.hatch = rgb(0x565F68);
    t.add = rgb(0x20352A);
    t.remove = rgb(0x3D2426);
    const QRgb fills[] = {0xFF5A5F, 0xFF9F2E, 0xFFE45C, 0x6CB2F0};
    for (int i = 0; i < 4; ++i) {
        t.severity[i] = rgb(fills[i]);
        t.onSeverity[i] = rgb(0x000000);
    }
    return t;
}

Tokens highContrastTokens()
{
    const QColor black = rgb(0x000000);
    const QColor white = rgb(0xFFFFFF);
    Tokens t;
    t.window = t.panel = t.base = black;
    t.text = t.muted = t.border = t.line = white;
    t.focus = rgb(0xFFFF00);
    t.sel = white;
    t.onSel = t.mutedOnSel = black;
    t.hover = QColor(Qt::transparent);
    t.ctl = black;
    t.inv = white;
    t.onInv = black;
    t.control = white;
    t.band = QColor(Qt::transparent);
    t.elapsed = rgb(0x808080);
    t.grid = QColor(Qt::transparent);
    t.hatch = white;
    t.add = rgb(0x003A1A);
    t.remove = rgb(0x4A0000);
    const QRgb fills[] = {0xFF6B6B, 0xFFA733, 0xFFFF66, 0x7CC4FF};
    for (int i = 0; i < 4; ++i) {
        t.severity[i] = rgb(fills[i]);
        t.onSeverity[i] = black;
    }
    return t;
}

} // namespace

const Tokens& tokensOf(Scheme scheme)
{
    static const Tokens light = lightTokens();
    static const Tokens dark = darkTokens();
    static const Tokens highContrast = highContrastTokens();
    switch (scheme) {
    case Scheme::Light: return light;
    case Scheme::Dark: return dark;
    case Scheme::HighContrast: return highContrast;
    }
    Q_UNREACHABLE();
}

} // namespace penelope::ui
