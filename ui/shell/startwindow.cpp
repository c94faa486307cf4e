#include "ui/shell/startwindow.h"

#include "ui/text/format.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"

#include <QCloseEvent>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QShortcut>
#include <QVBoxLayout>

namespace penelope::ui {

namespace {

struct StartWords
{
    Q_DECLARE_TR_FUNCTIONS(StartWindow)
};

constexpr qint64 million = 1'000'000;
constexpr int barSteps = 1000;

} // namespace

StartWindow::StartWindow(const QString& journal, std::function<void()> giveUp)
    : m_count(nullptr)
    , m_bar(new QProgressBar(this))
    , m_giveUp(std::move(giveUp))
{
    const Theme theme = Theme::of(this);
    //: the name of the product
    setWindowTitle(tr("Penelope"));
    resize(theme.px(480), theme.px(180));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(theme.px(24), theme.px(24), theme.px(24), theme.px(16));
    column->setSpacing(theme.px(8));
    column->addWidget(new Label(tr("Reading the journal"), Type::Title, Tone::Text, this));
    auto* file = new Label(journal, Type::Body, Tone::Muted, this);
    file->setWordWrap(true);
    column->addWidget(file);
    m_bar->setRange(0, 0); // how much there is to read is not known yet
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Events read"));
    column->addWidget(m_bar);
    m_count = new Label(tr("Opening …"), Type::Body, Tone::Text, this);
    column->addWidget(m_count);
    column->addStretch(1);
    auto* cancel = new KeyButton(tr("Cancel"), QStringLiteral("Esc"), ButtonSize::Tool, this);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    column->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QWidget::close);
    connect(new QShortcut(QKeySequence(Qt::Key_Escape), this), &QShortcut::activated, this, &QWidget::close);
}

void StartWindow::showProgress(qint64 folded, qint64 last)
{
    if (last <= 0)
        return;
    m_bar->setRange(0, barSteps);
    m_bar->setValue(static_cast<int>(folded * barSteps / last));
    m_count->setText(eventsRead(folded, last));
}

void StartWindow::closeEvent(QCloseEvent* event)
{
    if (const auto giveUp = std::exchange(m_giveUp, {}))
        giveUp();
    m_count->setText(tr("Stopping …"));
    // It goes when reading has stopped.
    event->ignore();
}

QString eventsRead(qint64 folded, qint64 last)
{
    if (last < million)
        //: %1 and %2 are whole numbers, as "3 000 of 90 000 events"
        return StartWords::tr("%1 of %2 events").arg(format::integer(folded), format::integer(last));
    const auto millions = [](qint64 events) {
        return format::number(static_cast<double>(events) / static_cast<double>(million), 1);
    };
    //: %1 and %2 are millions, as "3.1 of 10.0 M events"
    return StartWords::tr("%1 of %2 M events").arg(millions(folded), millions(last));
}

} // namespace penelope::ui
