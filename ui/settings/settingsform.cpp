#include "ui/settings/settingsform.h"
#include "ui/theme/eachzoom.h"

#include <QAbstractButton>
#include <QGridLayout>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int nameWidth = 176;
constexpr int controlWidth = 440;
constexpr int helpWidth = 640;

} // namespace

SettingsForm::SettingsForm(QWidget* parent)
    : QWidget(parent)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setFrameShape(QFrame::NoFrame);
    m_inside = new QWidget(scroll);
    setSurface(m_inside, Surface::Panel);
    auto* inside = new QVBoxLayout(m_inside);
    inside->setContentsMargins(16, 16, 16, 16);
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(12);
    m_grid->setVerticalSpacing(4);
    // The last column is empty: without it the names would take what the controls leave.
    m_grid->setColumnStretch(1, 1000);
    m_grid->setColumnStretch(2, 1);
    inside->addLayout(m_grid);
    inside->addStretch(1);
    scroll->setWidget(m_inside);
    column->addWidget(scroll);
}

void SettingsForm::addHead(const QString& title)
{
    const int row = m_grid->rowCount();
    auto* head = new Label(title, Type::Title, Tone::Text, m_inside);
    head->setContentsMargins(0, m_rows.empty() ? 0 : 20, 0, 8);
    m_grid->addWidget(head, row, 0, 1, 3);
    m_heads.emplace_back(head, m_rows.size());
}

void SettingsForm::addRow(const QString& name, QWidget* control, const QString& help, const QString& elsewhere)
{
    const int row = m_grid->rowCount();
    auto* label = new Label(name, Type::Body, Tone::Text, m_inside);
    atEachZoom(label, [label](const Theme& theme) { label->setMinimumSize(theme.px(nameWidth), theme.px(28)); });
    label->setWordWrap(true);
    control->setParent(m_inside);
    if (control->accessibleName().isEmpty())
        control->setAccessibleName(name);
    if (!elsewhere.isEmpty())
        control->setToolTip(elsewhere);
    if (control->focusPolicy() != Qt::NoFocus) {
        label->setBuddy(control);
        atEachZoom(control, [control](const Theme& theme) {
            control->setMinimumHeight(theme.px(28));
            control->setMaximumWidth(theme.px(controlWidth));
        });
    }
    m_grid->addWidget(label, row, 0, Qt::AlignTop);
    // A button is as wide as its words.
    const bool isButton = qobject_cast<QAbstractButton*>(control) != nullptr;
    m_grid->addWidget(control, row, 1, isButton ? Qt::AlignLeft : Qt::Alignment{});
    std::vector<QWidget*> widgets{label, control};
    if (!help.isEmpty()) {
        auto* below = new Label(help, Type::Small, Tone::Muted, m_inside);
        below->setWordWrap(true);
        atEachZoom(below, [below](const Theme& theme) { below->setMaximumWidth(theme.px(helpWidth)); });
        below->setContentsMargins(0, 0, 0, 8);
        m_grid->addWidget(below, row + 1, 1, 1, 2);
        widgets.push_back(below);
    }
    m_rows.push_back({name + u' ' + help + u' ' + elsewhere, std::move(widgets), true});
}

void SettingsForm::addWide(QWidget* widget, const QString& words)
{
    widget->setParent(m_inside);
    m_grid->addWidget(widget, m_grid->rowCount(), 0, 1, 3);
    m_rows.push_back({words, {widget}, true});
}

int SettingsForm::rows() const
{
    return static_cast<int>(std::count_if(m_rows.begin(), m_rows.end(), [](const Row& row) { return row.wanted; }));
}

void SettingsForm::setRowWanted(const QWidget* control, bool wanted)
{
    for (auto& row : m_rows) {
        if (std::find(row.widgets.begin(), row.widgets.end(), control) != row.widgets.end())
            row.wanted = wanted;
    }
    filter(m_words);
}

int SettingsForm::filter(const QString& words)
{
    m_words = words;
    const auto parts = words.split(u' ', Qt::SkipEmptyParts);
    std::vector<bool> shown;
    for (const auto& row : m_rows) {
        const bool found = std::all_of(parts.begin(), parts.end(), [&row](const QString& part) {
            return row.words.contains(part, Qt::CaseInsensitive);
        });
        shown.push_back(found && row.wanted);
        for (auto* widget : row.widgets)
            widget->setVisible(shown.back());
    }
    for (std::size_t at = 0; at < m_heads.size(); ++at) {
        const auto end = at + 1 < m_heads.size() ? m_heads[at + 1].second : shown.size();
        const auto from = shown.begin() + static_cast<std::ptrdiff_t>(m_heads[at].second);
        const auto to = shown.begin() + static_cast<std::ptrdiff_t>(end);
        m_heads[at].first->setVisible(std::find(from, to, true) != to);
    }
    return static_cast<int>(std::count(shown.begin(), shown.end(), true));
}

} // namespace penelope::ui
