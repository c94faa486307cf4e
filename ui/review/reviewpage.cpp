#include "ui/review/reviewpage.h"

#include "core/query/reading.h"
#include "ui/audit/auditmodel.h"
#include "ui/review/lanesview.h"
#include "ui/review/notespane.h"
#include "ui/review/reportfile.h"
#include "ui/review/reportpane.h"
#include "ui/review/reviewwords.h"
#include "ui/review/scrubber.h"
#include "ui/review/stateview.h"
#include "ui/review/stretchpreview.h"
#include "ui/review/whatifpane.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/widgets/filedialogs.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/queryfield.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texttable.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QFileDialog>
#include <QKeyEvent>
#include <QPointer>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

namespace penelope::ui::review {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr Milliseconds aroundBefore = 20min; ///< of a moment that was typed
constexpr Milliseconds aroundAfter = 30min;

} // namespace

ReviewPage::ReviewPage(ReplaySession& replay, const Clock& clock, QWidget* parent)
    : Page(replay, parent)
    , m_replay(replay)
    , m_player(clock)
{
    buildActions();
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(buildEmpty());
    m_stack->addWidget(buildReplay());
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_stack);
    connect(&m_player, &Player::moved, &replay, &ReplaySession::moveTo);
    connect(&m_player, &Player::moved, this, [this](Instant at) {
        m_scrubber->setMoment(at);
        m_lanes->setMoment(at);
    });
    connect(&m_player, &Player::playingChanged, this, [this](bool playing) {
        m_play->setText(playing ? tr("Pause") : tr("Play"));
    });
    connect(&replay, &ReplaySession::pastChanged, this, &ReviewPage::refresh);
    connect(&replay, &Session::changed, this, &ReviewPage::showMoment);
    connect(&replay.present(), &Session::changed, this, [this] {
        if (isVisible() && m_suggestions.empty()) // the journal was still being read
            showSuggestions();
    });
    refresh();
}

QAction* ReviewPage::addKey(const QString& text, const QKeySequence& key, std::function<void()> act)
{
    auto* made = new QAction(text, this);
    made->setShortcut(key);
    made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(made, &QAction::triggered, this, std::move(act));
    addAction(made);
    m_keys.push_back(made);
    return made;
}

void ReviewPage::buildActions()
{
    m_play = addKey(tr("Play"), Qt::Key_Space, [this] { m_player.isPlaying() ? m_player.pause() : m_player.play(); });
    m_previous = addKey(tr("Previous"), Qt::Key_BracketLeft, [this] {
        moveToStep(m_shown ? engine::previousStep(*m_shown, m_player.moment()) : nullptr);
    });
    m_next = addKey(tr("Next event"), Qt::Key_BracketRight, [this] {
        moveToStep(m_shown ? engine::nextStep(*m_shown, m_player.moment()) : nullptr);
    });
    addKey(tr("One second back"), Qt::Key_Left, [this] { moveBy(-1s); });
    addKey(tr("One second on"), Qt::Key_Right, [this] { moveBy(1s); });
    addKey(tr("The range begins here"), Qt::Key_I, [this] { mark(true); });
    addKey(tr("The range ends here"), Qt::Key_O, [this] { mark(false); });
    m_note = addKey(tr("Add a note to this moment"), Qt::Key_N, [this] {
        m_tabs->setCurrentIndex(2);
        m_notes->write();
    });
    m_export = addKey(tr("Report…"), Qt::CTRL | Qt::Key_E, [this] { askForExport(); });
}

void ReviewPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    showSuggestions();
}

void ReviewPage::resizeEvent(QResizeEvent* event)
{
    Page::resizeEvent(event);
    preview();
}

/// Keys of the focused widget come before those of the page: a button's Space, the arrows of the tabs.
bool ReviewPage::event(QEvent* event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const auto* focus = QApplication::focusWidget();
        const bool space = key->key() == Qt::Key_Space && qobject_cast<const QAbstractButton*>(focus);
        const bool arrow =
            (key->key() == Qt::Key_Left || key->key() == Qt::Key_Right) && qobject_cast<const QTabBar*>(focus);
        if (space || arrow) {
            event->accept();
            return true;
        }
    }
    return Page::event(event);
}

void ReviewPage::takeFocus()
{
    if (m_shown)
        m_scrubber->setFocus();
    else if (!m_suggestions.empty())
        m_suggestedView->setFocus();
    else
        m_field->setFocus();
}

void ReviewPage::open(const QString& item)
{
    goTo(item);
}

void ReviewPage::goTo(const QString& text)
{
    const auto now = m_replay.present().now();
    const auto moment = query::momentFrom(text, now);
    if (!moment) {
        m_field->setState(QueryField::State::Invalid, tr("no moment"));
        return;
    }
    m_field->setState(QueryField::State::Empty, {});
    const auto to = std::max(*moment, std::min(*moment + aroundAfter, now));
    m_replay.enter({.from = *moment - aroundBefore, .to = to}, *moment);
}

void ReviewPage::refresh()
{
    m_trouble->show(
        m_replay.isLoading()           ? tr("Reading the journal up to that moment …")
        : m_replay.trouble().isEmpty() ? QString{} //: %1 is a sentence that says why
                                       : tr("That moment could not be read: %1").arg(m_replay.trouble()));
    m_trouble->setVisible(!m_trouble->text().isEmpty());
    if (m_replay.past() != m_shown)
        showPast();
    enableKeys();
}

void ReviewPage::showSuggestions()
{
    if (m_shown)
        return;
    const auto& present = m_replay.present();
    auto found = engine::suggestions(present.state(), present.now());
    if (found == m_suggestions && m_suggested->rowCount() > 0)
        return;
    m_suggestions = std::move(found);
    std::vector<TextTable::Line> lines;
    lines.reserve(m_suggestions.size());
    for (const auto& each : m_suggestions)
        lines.push_back(
            {{format::utcDateTime(each.at), suggestionWords(each), format::utcMinute(each.span.from),
              format::utcMinute(each.span.to)},
             each.id,
             false});
    m_suggested->show(std::move(lines));
    m_found->setCurrentIndex(m_suggestions.empty() ? 0 : 1);
    // They came after the page: nothing was typed yet, and Enter is to open the first.
    if (!m_suggestions.empty() && m_field->hasFocus() && m_field->text().isEmpty())
        m_suggestedView->setFocus();
    if (!m_suggestions.empty() && !m_suggestedView->currentIndex().isValid())
        m_suggestedView->selectRow(0);
    preview();
}

void ReviewPage::preview()
{
    // A low page has room for the list alone; Enter shows the same.
    constexpr int leastForBoth = 560;
    const auto chosen = static_cast<std::size_t>(std::max(0, m_suggestedView->currentIndex().row()));
    const bool fits = height() >= Theme::of(this).px(leastForBoth);
    if (chosen < m_suggestions.size() && isVisible() && !m_shown && fits)
        m_preview->show(m_suggestions[chosen]);
    else
        m_preview->clear();
}

void ReviewPage::showPast()
{
    const bool hadFocus = isVisible() && isAncestorOf(QApplication::focusWidget());
    m_shown = m_replay.past();
    m_stack->setCurrentIndex(m_shown ? 1 : 0);
    if (!m_shown) {
        m_player.pause();
        showSuggestions();
    } else {
        m_marked = m_shown->span;
        m_player.setSpan(m_shown->span.from, m_shown->span.to);
        m_player.setMoment(m_replay.wanted());
        std::vector<Instant> steps;
        for (const auto& event : m_shown->events) {
            if (engine::isStep(event))
                steps.push_back(event.time);
        }
        m_scrubber->setSpan(m_shown->span, std::move(steps));
        m_lanes->show(m_replay.lanes());
        m_scrubber->setMoment(m_player.moment());
        m_lanes->setMoment(m_player.moment());
        m_cut->show(
            m_shown->cut ? tr("The stretch held too many events: it ends earlier than asked for")
                         : tr("right of the line: not yet known"));
        m_report->setSpan(m_marked);
        m_whatIf->setSpan(m_marked);
        showEvents();
        showMoment();
    }
    if (hadFocus)
        takeFocus();
}

void ReviewPage::showEvents()
{
    std::vector<TextTable::Line> lines;
    for (const auto& event : m_shown->events)
        lines.push_back(
            {{format::utcDateTimeMs(event.time).section(u' ', 1), format::integer(event.seq),
              words::eventKind(event.kind), words::actor(event.actor), reasonOf(event)},
             QString::number(event.seq),
             false});
    m_events->show(std::move(lines));
    m_tabs->setTabText(1, tr("Events %1").arg(format::integer(static_cast<qint64>(m_shown->events.size()))));
}

void ReviewPage::showMoment()
{
    if (!m_shown || m_replay.past() != m_shown)
        return;
    //: %1 is a time
    m_tabs->setTabText(0, tr("State at %1").arg(format::utcTime(m_replay.now())));
    m_state->show(m_replay.state(), m_replay.now(), *m_shown);
    const int notes = m_notes->refresh();
    m_tabs->setTabText(2, tr("Notes %1").arg(format::integer(notes)));
    const auto happened = static_cast<int>(engine::happenedAt(*m_shown, m_replay.now()));
    if (happened > 0 && m_eventsView->currentIndex().row() != happened - 1)
        m_eventsView->selectRow(happened - 1);
}

void ReviewPage::moveBy(Milliseconds span)
{
    m_player.setMoment(m_player.moment() + span);
}

void ReviewPage::moveToStep(const journal::Event* event)
{
    if (event)
        m_player.setMoment(event->time);
}

void ReviewPage::mark(bool begin)
{
    if (!m_shown)
        return;
    const auto at = m_player.moment();
    // A beginning behind the end moves the end, and the other way round.
    if (begin)
        m_marked = {.from = at, .to = at < m_marked.to ? m_marked.to : m_shown->span.to};
    else
        m_marked = {.from = m_marked.from < at ? m_marked.from : m_shown->span.from, .to = at};
    m_scrubber->setMarked(m_marked);
    m_report->setSpan(m_marked);
    m_whatIf->setSpan(m_marked);
}

void ReviewPage::showPart(int index)
{
    m_parts->setCurrentIndex(index);
    m_report->setShown(m_parts->currentWidget() == m_report);
}

void ReviewPage::enableKeys()
{
    for (auto* key : m_keys)
        key->setEnabled(m_shown != nullptr);
    m_note->setEnabled(m_shown && m_notes->canWrite());
    m_note->setVisible(!m_shown || m_notes->canWrite());
}

void ReviewPage::exportReport(const QString& path, std::function<void(Status)> done)
{
    m_exporting = m_replay.report(m_marked, [path, done = std::move(done)](const Result<engine::Document>& document) {
        done(document ? writeReport(*document, path) : Status{Failure{document.error()}});
    });
}

void ReviewPage::askForExport()
{
    auto* dialog = saveDialog(
        this, tr("Report of the review"),
        {{tr("Markdown, its charts beside it (*.md)"), u"md"_s},
         {tr("Page (*.html)"), u"html"_s},
         {tr("Paper (*.pdf)"), u"pdf"_s}},
        u"review-%1.md"_s.arg(format::utcDateTime(m_marked.from).left(10)));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        exportReport(path, [page = QPointer(this), path](const Status& status) {
            if (page)
                //: %1 is a file
                page->m_report->tell(status ? tr("Written: %1").arg(path) : words::told(status.error()));
        });
    });
    dialog->open();
}

} // namespace penelope::ui::review
