#include "ui/breakers/armsheet.h"

#include "ui/approvals/textfield.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/rowdelegate.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPointer>
#include <QShortcut>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace penelope::ui::breakers {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int seqRole = FirstOwnRole;

QStandardItem* cellOf(const QString& text)
{
    auto* item = new QStandardItem(text);
    item->setEditable(false);
    return item;
}

/// The event that a row leads to: the newest evidence, else the act itself.
qint64 seqOf(const shadow::Graded& graded)
{
    return graded.evidence.empty() ? graded.act.seq : graded.evidence.back();
}

QString gradeText(shadow::Grade grade)
{
    switch (grade) {
    case shadow::Grade::AsPeopleDid: return ArmSheet::tr("as people did");
    case shadow::Grade::Otherwise: return ArmSheet::tr("otherwise");
    case shadow::Grade::NotGradable: return ArmSheet::tr("not gradable");
    }
    Q_UNREACHABLE();
}

QString consequenceOf(Arming to)
{
    switch (to) {
    case Arming::Off: return ArmSheet::tr("It is watched and judged; nothing is proposed.");
    case Arming::Shadow: return ArmSheet::tr("Everything is decided and proposed; nothing acts and nobody is asked.");
    case Arming::Armed: return ArmSheet::tr("Patches may reach production through the gates.");
    }
    Q_UNREACHABLE();
}

} // namespace

QString outcomeText(shadow::Outcome outcome)
{
    switch (outcome) {
    case shadow::Outcome::Committed: return ArmSheet::tr("a person changed the service");
    case shadow::Outcome::Promoted: return ArmSheet::tr("a patch was promoted");
    case shadow::Outcome::Undone: return ArmSheet::tr("what was changed was taken back");
    case shadow::Outcome::Escalated: return ArmSheet::tr("a person was needed");
    case shadow::Outcome::Alone: return ArmSheet::tr("it went away by itself");
    case shadow::Outcome::Unclear: return ArmSheet::tr("nothing follows from what happened");
    case shadow::Outcome::Open: return ArmSheet::tr("still open");
    }
    Q_UNREACHABLE();
}

QString shadowText(const shadow::Tally& tally)
{
    //: %1 counts would-be acts, of which %2 agree with what people did and %3 do not; %4 cannot be graded
    auto counts = ArmSheet::tr("%1 acts, %2 as people did, %3 otherwise; %4 not gradable")
                      .arg(tally.acts)
                      .arg(tally.asPeopleDid)
                      .arg(tally.otherwise)
                      .arg(tally.notGradable);
    if (!tally.share)
        return counts;
    //: %1 the counts, %2 a share, %3 and %4 the bounds of its 95 % interval
    return ArmSheet::tr("%1. Share %2, 95 % interval %3 to %4")
        .arg(counts, format::percent(*tally.share), format::percent(tally.low), format::percent(tally.high));
}

ArmSheet::ArmSheet(Session& session, const ServiceName& service, QWidget* parent)
    : Sheet(parent)
    , m_session(session)
    , m_service(service)
    , m_model(new QStandardItemModel(this))
    , m_table(new TableView(this))
    , m_reason(new TextField(this))
    , m_trouble(new Label({}, Type::Body, Tone::Text, this))
    , m_commit(new KeyButton({}, tr("Ctrl+Enter"), ButtonSize::Main, this))
{
    build();
    connect(m_reason, &QPlainTextEdit::textChanged, this, &ArmSheet::refresh);
    connect(m_commit, &KeyButton::clicked, this, &ArmSheet::commit);
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        auto* shortcut = new QShortcut(QKeySequence(Qt::CTRL | key), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, &ArmSheet::commit);
    }
    choose(current() == Arming::Armed ? Arming::Shadow : Arming::Armed);
}

void ArmSheet::build()
{
    //: %1 is a service, %2 one of off, shadow, armed
    const auto heading = tr("Arming of %1: %2").arg(m_service.value(), words::arming(current()));
    setAccessibleName(heading);
    auto* title = new Label(heading, Type::Title, Tone::Text, this);
    title->setWordWrap(true);
    body()->addWidget(title);
    auto* sentence = new Label(consequenceOf(current()), Type::Body, Tone::Muted, this);
    sentence->setWordWrap(true);
    body()->addWidget(sentence);
    addScore();
    addEvidence();
    addVerbs();
}

void ArmSheet::addScore()
{
    const auto now = m_session.now();
    const auto score = shadow::score(m_session.state().shadow, m_service, now - shadow::month, now);
    auto* all = new Label(
        tr("If it had been armed in the last 30 days: %1.").arg(shadowText(score.all)), Type::Strong, Tone::Text, this);
    all->setWordWrap(true);
    body()->addWidget(all);
    for (const auto& [level, tally] : score.levels) {
        //: %1 is a level such as "3, surgical", %2 the counts
        auto* line =
            new Label(tr("Level %1: %2").arg(words::level(level), shadowText(tally)), Type::Body, Tone::Text, this);
        line->setWordWrap(true);
        body()->addWidget(line);
    }
    fillEvidence(score.graded);
}

void ArmSheet::fillEvidence(const std::vector<shadow::Graded>& graded)
{
    m_model->setHorizontalHeaderLabels({tr("Seq"), tr("Time UTC"), tr("Level"), tr("Grade"), tr("What happened")});
    for (auto row = graded.rbegin(); row != graded.rend(); ++row) {
        auto* seq = cellOf(format::integer(row->act.seq));
        seq->setData(seqOf(*row), seqRole);
        m_model->appendRow(
            {seq, cellOf(format::utcDateTime(row->act.at)), cellOf(words::level(row->act.level)),
             cellOf(gradeText(shadow::gradeOf(row->outcome))), cellOf(outcomeText(row->outcome))});
    }
}

void ArmSheet::addEvidence()
{
    m_table->setAccessibleName(tr("Would-be acts and what then happened"));
    m_table->setModel(m_model);
    m_table->setItemDelegate(new RowDelegate(m_table));
    m_table->setRowPx(28);
    m_table->setColumnPx({88, 176, 128, 128, 0});
    atEachZoom(m_table, [this](const Theme& theme) {
        m_table->horizontalHeader()->setFixedHeight(theme.px(28));
        m_table->setMinimumHeight(theme.px(96));
    });
    m_table->setVisible(m_model->rowCount() > 0);
    body()->addWidget(m_table, 1);
    connect(m_table, &TableView::opened, this, [this](const QModelIndex& index) {
        emit evidenceRequested(m_model->index(index.row(), 0).data(seqRole).toLongLong());
    });
}

void ArmSheet::addVerbs()
{
    auto* choices = new QHBoxLayout;
    choices->addWidget(new Label(tr("Set it to"), Type::Strong, Tone::Text, this));
    for (const auto arming : {Arming::Off, Arming::Shadow, Arming::Armed}) {
        auto* button = new KeyButton(words::arming(arming), {}, ButtonSize::Tool, this);
        button->setCheckable(true);
        button->setEnabled(arming != current());
        connect(button, &KeyButton::clicked, this, [this, arming] { choose(arming); });
        choices->addWidget(button);
        m_choices.emplace_back(arming, button);
    }
    choices->addStretch(1);
    body()->addLayout(choices);
    auto* row = new QHBoxLayout;
    auto* label = new Label(tr("Reason"), Type::Strong, Tone::Text, this);
    label->setBuddy(m_reason);
    row->addWidget(label);
    row->addWidget(new Label(tr("required, stays in the audit"), Type::Body, Tone::Muted, this), 1);
    body()->addLayout(row);
    setType(m_reason, Type::Body);
    m_reason->setAccessibleName(tr("Reason"));
    m_reason->setHeightPx(48);
    body()->addWidget(m_reason);
    body()->addWidget(new HairLine(Qt::Horizontal, this));
    m_trouble->setWordWrap(true);
    body()->addWidget(m_trouble);
    auto* buttons = new QHBoxLayout;
    atEachZoom(this, [choices, row, buttons](const Theme& theme) {
        for (auto* each : {choices, row, buttons})
            each->setSpacing(theme.px(8));
    });
    auto* back = new KeyButton(tr("Back"), tr("Esc"), ButtonSize::Main, this);
    connect(back, &KeyButton::clicked, this, &Sheet::closeRequested);
    buttons->addStretch(1);
    buttons->addWidget(back);
    buttons->addWidget(m_commit);
    body()->addLayout(buttons);
}

Arming ArmSheet::current() const
{
    const auto service = m_session.state().services.find(m_service);
    return service ? service->arming : Arming::Off;
}

void ArmSheet::takeFocus()
{
    m_reason->setFocus();
}

void ArmSheet::choose(Arming arming)
{
    m_wanted = arming;
    for (const auto& [each, button] : m_choices)
        button->setChecked(each == arming);
    //: %1 is a service, %2 one of off, shadow, armed
    m_commit->setText(tr("Set %1 to %2").arg(m_service.value(), words::arming(arming)));
    m_commit->setAccessibleName(m_commit->text());
    refresh();
}

void ArmSheet::refresh()
{
    const bool reasoned = !m_reason->toPlainText().trimmed().isEmpty();
    const bool possible = reasoned && !m_sent && m_session.canDecide();
    m_trouble->show(reasoned ? consequenceOf(m_wanted) : tr("Not possible yet: write a reason."));
    m_commit->setEnabled(possible);
    m_commit->setCommitting(possible);
}

void ArmSheet::commit()
{
    if (!m_commit->isEnabled())
        return;
    m_sent = true;
    m_commit->setEnabled(false);
    m_session.send(
        u"arm"_s,
        Json::object(
            {{u"service"_s, m_service.value()},
             {u"to"_s, toWord(m_wanted)},
             {u"reason"_s, m_reason->toPlainText().trimmed()}}),
        [sheet = QPointer(this)](const Result<engine::Outcome>& outcome) {
            if (!sheet)
                return;
            if (outcome) {
                emit sheet->closeRequested();
                return;
            }
            sheet->m_sent = false;
            sheet->refresh();
            sheet->m_trouble->show(tr("Not done: %1").arg(words::told(outcome.error())));
        });
}

} // namespace penelope::ui::breakers
