#include "ui/review/notespane.h"

#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/rowdelegate.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texttable.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPointer>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

namespace penelope::ui::review {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The moment that a note is about: what it names, else when it was written.
Instant momentOfNote(const engine::Note& note)
{
    const auto named = note.scope == "moment"_L1 ? instantFromIso(note.ref) : std::nullopt;
    return named.value_or(note.at);
}

} // namespace

NotesPane::NotesPane(ReplaySession& replay, const Player& player, QWidget* parent)
    : QWidget(parent)
    , m_replay(replay)
    , m_player(player)
    , m_field(new QLineEdit(this))
    , m_outcome(new Label({}, Type::Small, Tone::Text, this))
    , m_model(new TextTable(this))
    , m_view(new TableView(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    m_model->setHead({tr("Moment (UTC)"), tr("Who"), tr("About"), tr("Note")});
    m_view->setAccessibleName(tr("Notes of the stretch"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new RowDelegate(m_view));
    m_view->setRowPx(28);
    m_view->setColumnPx({180, 120, 200, 0});
    m_field->setAccessibleName(tr("Note about this moment"));
    m_field->setPlaceholderText(tr("A note about this moment, Enter keeps it"));
    m_field->setMaxLength(2000);
    m_field->installEventFilter(this);
    connect(m_field, &QLineEdit::returnPressed, this, &NotesPane::sendNote);
    auto* row = new QHBoxLayout;
    spaceAtEachZoom(this, row, {16, 8, 16, 8}, 8);
    row->addWidget(m_field, 1);
    row->addWidget(m_outcome);
    column->addLayout(row);
    column->addWidget(m_view, 1);
}

QString NotesPane::scopeWords(const QString& scope)
{
    static const std::map<QString, const char*> table{
        {u"shift"_s, QT_TR_NOOP("the shift")}, {u"anomaly"_s, QT_TR_NOOP("anomaly")},
        {u"patch"_s, QT_TR_NOOP("patch")},     {u"approval"_s, QT_TR_NOOP("request")},
        {u"canary"_s, QT_TR_NOOP("canary")},   {u"moment"_s, QT_TR_NOOP("this moment")}};
    const auto found = table.find(scope);
    return found == table.end() ? words::code(scope) : tr(found->second);
}

bool NotesPane::canWrite() const
{
    const auto& present = m_replay.present();
    return present.canDecide() && present.role() >= Role::Operator;
}

int NotesPane::refresh()
{
    m_field->setVisible(canWrite());
    const auto& past = m_replay.past();
    if (!past)
        return 0;
    // Of the present: a note about the past is written after it.
    std::vector<std::shared_ptr<const engine::Note>> notes;
    m_replay.present().state().notes.forEach([&](const NoteId&, const auto& note) {
        const auto at = momentOfNote(*note);
        if (at >= past->span.from && at <= past->span.to)
            notes.push_back(note);
    });
    std::stable_sort(notes.begin(), notes.end(), [](const auto& left, const auto& right) {
        return momentOfNote(*left) < momentOfNote(*right);
    });
    std::vector<TextTable::Line> lines;
    lines.reserve(notes.size());
    for (const auto& note : notes)
        lines.push_back(
            {{format::utcDateTime(momentOfNote(*note)), words::actor(note->actor),
              (scopeWords(note->scope) + u' ' + (note->scope == "moment"_L1 ? QString{} : note->ref)).trimmed(),
              note->text},
             note->id.value(),
             false});
    m_model->show(std::move(lines));
    return static_cast<int>(notes.size());
}

void NotesPane::write()
{
    m_outcome->show({});
    m_field->setFocus();
}

void NotesPane::sendNote()
{
    const auto text = m_field->text().trimmed();
    if (text.isEmpty())
        return;
    m_replay.send(
        u"note"_s, Json::object({{u"scope"_s, u"moment"_s}, {u"ref"_s, toIso(m_player.moment())}, {u"text"_s, text}}),
        [pane = QPointer(this)](const Result<engine::Outcome>& outcome) {
            if (!pane)
                return;
            if (outcome)
                pane->m_field->clear();
            pane->m_outcome->show(outcome ? tr("Kept") : words::told(outcome.error()));
        });
    emit left();
}

bool NotesPane::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_field && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        emit left();
        return true;
    }
    return QWidget::eventFilter(object, event);
}

} // namespace penelope::ui::review
