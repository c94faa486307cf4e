#include "ui/approvals/decisionsheet.h"
#include "ui/approvals/textfield.h"
#include "ui/theme/eachzoom.h"
#include "ui/theme/paint.h"
#include "ui/widgets/keybutton.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QScrollArea>
#include <QVBoxLayout>

/// Where the parts of the sheet stand.
namespace penelope::ui::approvals {

namespace {

/// ◆ before the sentence that says why not.
class BlockedMark : public QWidget
{
public:
    explicit BlockedMark(QWidget* parent)
        : QWidget(parent)
    {
        atEachZoom(this, [this](const Theme& theme) { setFixedSize(theme.px(14), theme.px(14)); });
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const auto theme = Theme::of(this);
        paintShape(
            painter, QRectF(1, 1, width() - 2, height() - 2), Severity::P2, theme->fill(Severity::P2), theme->text);
    }
};

} // namespace

void DecisionSheet::build()
{
    m_title->setWordWrap(true);
    m_consequence->setWordWrap(true);
    body()->addWidget(m_title);
    body()->addWidget(m_consequence);
    addGap(body(), this, 4);
    auto* page = new QWidget;
    setSurface(page, Surface::Panel);
    m_rows = new QVBoxLayout(page);
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    buildEvidence(*m_rows);
    m_rows->addStretch(1);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    // Two gates; in a low window the others are scrolled to.
    atEachZoom(m_scroll, [this](const Theme& theme) { m_scroll->setMinimumHeight(theme.px(64)); });
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSurface(m_scroll, Surface::Panel);
    m_scroll->setWidget(page);
    body()->addWidget(m_scroll, 4);
}

void DecisionSheet::buildEvidence(QVBoxLayout& gates)
{
    m_evidence = new QWidget;
    auto* row = new QHBoxLayout(m_evidence);
    m_older = new QCheckBox(tr("I accept older evidence"), m_evidence);
    atEachZoom(m_evidence, [this, row](const Theme& theme) {
        row->setContentsMargins(theme.px(24), 0, 0, theme.px(8));
        m_older->setMinimumHeight(theme.px(24));
    });
    row->addWidget(m_older);
    row->addStretch(1);
    gates.addWidget(m_evidence);
    connect(m_older, &QCheckBox::toggled, this, [this](bool accepted) {
        m_seen.olderEvidence = accepted;
        refresh();
    });
}

/// Break-glass (domain.md 9): one approver in place of two. Away from the usual way: a box, then a name to type.
void DecisionSheet::buildAlone()
{
    auto* row = new QHBoxLayout(m_aloneRow);
    row->addWidget(m_alone);
    m_service->setAccessibleName(tr("Name of the service, to decide alone"));
    row->addWidget(m_service);
    atEachZoom(m_aloneRow, [this, row](const Theme& theme) {
        row->setContentsMargins(0, theme.px(4), 0, theme.px(4));
        row->setSpacing(theme.px(8));
        m_alone->setMinimumHeight(theme.px(24));
        m_service->setMinimumHeight(theme.px(24));
        m_service->setMaximumWidth(theme.px(200));
    });
    row->addStretch(1);
    m_aloneRow->hide();
    body()->addWidget(m_aloneRow);
    connect(m_alone, &QCheckBox::toggled, this, &DecisionSheet::refresh);
    connect(m_service, &QLineEdit::textChanged, this, &DecisionSheet::refresh);
}

void DecisionSheet::buildFoot()
{
    auto* reason = new QHBoxLayout;
    auto* label = new Label(tr("Reason"), Type::Strong, Tone::Text, this);
    label->setBuddy(m_reason);
    label->stackUnder(m_reasonHint); // read aloud before it
    reason->addWidget(label);
    reason->addWidget(m_reasonHint, 1);
    body()->addLayout(reason);
    setType(m_reason, Type::Body);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setHeightPx(60);
    body()->addWidget(m_reason);
    body()->addStretch(0); // what the gates leave; they scroll only where the sheet is too low for them
    addGap(body(), this, 8);
    body()->addWidget(new HairLine(Qt::Horizontal, this));
    auto* blocked = new QHBoxLayout(m_blockedRow);
    blocked->addWidget(new BlockedMark(m_blockedRow), 0, Qt::AlignTop);
    m_blocked->setWordWrap(true);
    blocked->addWidget(m_blocked, 1);
    body()->addWidget(m_blockedRow);
    m_hold->setWordWrap(true);
    body()->addWidget(m_hold);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_copy);
    buttons->addWidget(m_back);
    buttons->addWidget(m_commit);
    body()->addLayout(buttons);
    atEachZoom(this, [reason, blocked, buttons](const Theme& theme) {
        blocked->setContentsMargins(0, theme.px(4), 0, 0);
        for (auto* row : {reason, blocked, buttons})
            row->setSpacing(theme.px(8));
    });
}

} // namespace penelope::ui::approvals
