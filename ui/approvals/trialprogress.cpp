#include "ui/approvals/trialprogress.h"

#include "ui/text/format.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/keybutton.h"

#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace penelope::ui::approvals {

using Phase = engine::TrialLive::Phase;

/// As wide as the pane; the part that is done in grey.
class TrialProgress::Bar : public QWidget
{
public:
    explicit Bar(QWidget* parent)
        : QWidget(parent)
    {
        constexpr int height = 8;
        atEachZoom(this, [this](const Theme& theme) { setFixedHeight(theme.px(height)); });
        setAccessibleName(TrialProgress::tr("Progress of the trial"));
    }

    void show(std::optional<double> done)
    {
        if (m_done == done)
            return;
        m_done = done;
        setAccessibleDescription(done ? format::percent(*done) : TrialProgress::tr("not known"));
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const auto theme = Theme::of(this);
        paintBox(painter, rect(), theme->border, theme->base);
        const auto inside = rect().adjusted(1, 1, -1, -1);
        if (m_done)
            painter.fillRect(
                QRect(inside.topLeft(), QSize(static_cast<int>(inside.width() * *m_done), inside.height())),
                theme->elapsed);
        else
            paintHatch(painter, theme, inside);
    }

private:
    std::optional<double> m_done;
};

std::optional<double> progressOf(const engine::TrialLive& trial, Instant now)
{
    if (trial.phase != Phase::Load || trial.lasts.count() <= 0)
        return std::nullopt;
    const auto passed = static_cast<double>((now - trial.since).count());
    return std::clamp(passed / static_cast<double>(trial.lasts.count()), 0.0, 1.0);
}

QString progressText(const std::optional<engine::TrialLive>& trial, Instant now)
{
    if (!trial)
        return TrialProgress::tr("It was being tried at this moment.");
    const auto passed = format::duration(std::max(Milliseconds{}, Milliseconds{now - trial->since}));
    switch (trial->phase) {
    case Phase::Preparing: return TrialProgress::tr("A copy of the service is being made, for %1.").arg(passed);
    case Phase::Tests:
        //: %1 and %2 are spans such as "34 s"
        return TrialProgress::tr("The service's own tests run on the patched copy for %1; they may take %2.")
            .arg(passed, format::duration(trial->lasts));
    case Phase::Load:
        //: %1 and %2 are spans such as "34 s"
        return TrialProgress::tr(
                   "The version before and the patched one are under the same load for %1 of about %2; then the way "
                   "back is tried.")
            .arg(passed, format::duration(trial->lasts));
    }
    Q_UNREACHABLE();
}

TrialProgress::TrialProgress(bool canEnd, QWidget* parent)
    : QWidget(parent)
    , m_text(new Label({}, Type::Body, Tone::Text, this))
    , m_bar(new Bar(this))
{
    m_text->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    atEachZoom(this, [column](const Theme& theme) {
        column->setContentsMargins(0, 0, 0, theme.px(8));
        column->setSpacing(theme.px(8));
    });
    column->addWidget(m_text);
    column->addWidget(m_bar);
    if (!canEnd)
        return;
    auto* end = new KeyButton(tr("End the trial…"), {}, ButtonSize::Tool, this);
    end->setAccessibleDescription(tr("A person is asked instead of waiting for the twin"));
    column->addWidget(end, 0, Qt::AlignLeft);
    connect(end, &KeyButton::clicked, this, &TrialProgress::endRequested);
}

void TrialProgress::show(const std::optional<engine::TrialLive>& trial, Instant now)
{
    m_text->show(progressText(trial, now));
    m_bar->setVisible(trial.has_value());
    if (trial)
        m_bar->show(progressOf(*trial, now));
}

} // namespace penelope::ui::approvals
