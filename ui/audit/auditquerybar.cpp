#include "ui/audit/auditquerybar.h"

#include "core/query/columnfilter.h"
#include "core/query/sql.h"
#include "ui/audit/querycompleter.h"
#include "ui/shell/session.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/queryfield.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QMenu>
#include <QRegularExpression>
#include <QVBoxLayout>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Measured on the reference machine: an event read, hashed and looked through.
constexpr double secondsPerRow = 1.5e-6;
constexpr int longestChip = 24;

/// What the query language calls its parts that no index answers.
QString partName(const QString& part)
{
    if (part == "identifiers"_L1)
        return AuditQueryBar::tr("identifiers");
    if (part == "numbers"_L1)
        return AuditQueryBar::tr("numbers");
    if (part == "control characters"_L1)
        return AuditQueryBar::tr("control characters");
    if (part == "this regular expression"_L1)
        return AuditQueryBar::tr("this regular expression");
    if (part == "parts of correlation"_L1)
        return AuditQueryBar::tr("parts of a correlation");
    return part;
}

} // namespace

AuditQueryBar::AuditQueryBar(Session& session, AuditShelf shelf, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_shelf(std::move(shelf))
    , m_field(new QueryField(Icon::Search, tr("Filter"), this))
    , m_completer(new QueryCompleter(m_field))
    , m_saved(new QHBoxLayout)
{
    if (m_shelf.load)
        m_content = m_shelf.load();
    m_field->setPlaceholderText(tr("service:payments decision:escalate after:-2h \"phrase\""));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 0, 16, 8);
    column->setSpacing(8);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    auto* run = new KeyButton(tr("Run"), tr("Enter"), ButtonSize::Tool, this);
    auto* sql = new KeyButton(tr("Copy as SQL"), {}, ButtonSize::Tool, this);
    row->addWidget(m_field, 1);
    row->addWidget(run);
    row->addWidget(sql);
    column->addLayout(row);
    m_saved->setSpacing(8);
    column->addLayout(m_saved);
    showSaved();
    connect(run, &QPushButton::clicked, this, &AuditQueryBar::run);
    connect(sql, &QPushButton::clicked, this, &AuditQueryBar::copySql);
    connect(m_field, &QLineEdit::textChanged, this, &AuditQueryBar::check);
    connect(m_field, &QLineEdit::returnPressed, this, &AuditQueryBar::run);
    connect(m_field, &QueryField::left, this, &AuditQueryBar::left);
}

QString AuditQueryBar::slowWords(const QStringList& parts) const
{
    QStringList names;
    for (const auto& part : parts)
        names.append(partName(part));
    const auto seconds = Milliseconds{static_cast<qint64>(1000 * secondsPerRow * static_cast<double>(m_size)) + 1000};
    //: %1 are parts of a query, %2 is a number of records, %3 a time such as 2 s
    return tr("no index for %1; reads %2 records, about %3")
        .arg(names.join(u", "_s), format::integer(m_size), format::duration(seconds));
}

void AuditQueryBar::check()
{
    const QString text = m_field->text();
    if (text.trimmed().isEmpty()) {
        // What the list shows is still that of the query before.
        m_field->setState(QueryField::State::Empty, m_text.isEmpty() ? QString{} : tr("Enter shows all"));
        return;
    }
    const auto filter = query::parse(text, m_session.now());
    if (!filter && query::isUnfinished(text, m_session.now()))
        m_field->setState(QueryField::State::Incomplete, tr("incomplete"));
    else if (!filter)
        m_field->setState(QueryField::State::Invalid, words::told(filter.error().message));
    else if (const auto slow = query::unindexed(filter->expression); !slow.isEmpty())
        m_field->setState(QueryField::State::Slow, slowWords(slow));
    else
        m_field->setState(QueryField::State::Valid, text == m_text ? tr("valid") : tr("valid, Enter runs it"));
}

void AuditQueryBar::run()
{
    const QString text = m_field->text();
    if (text.trimmed().isEmpty()) {
        m_text.clear();
        check();
        emit asked(std::nullopt);
        return;
    }
    auto filter = query::parse(text, m_session.now());
    if (!filter)
        return;
    m_text = text;
    check();
    emit asked(*filter);
}

void AuditQueryBar::ask(const QString& text)
{
    m_field->setText(text);
    run();
}

void AuditQueryBar::clear()
{
    m_text.clear();
    m_field->clear();
}

void AuditQueryBar::askSaved(int index)
{
    if (index >= 0 && index < static_cast<int>(m_content.filters.size()))
        ask(m_content.filters[static_cast<std::size_t>(index)].text);
}

void AuditQueryBar::copySql()
{
    const auto filter = query::parse(m_field->text(), m_session.now());
    if (filter)
        QGuiApplication::clipboard()->setText(query::sqlOf(*filter, m_field->text()));
}

void AuditQueryBar::saveAs()
{
    const QString text = m_field->text().trimmed();
    if (text.isEmpty() || !query::parse(text, m_session.now()))
        return;
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save filter"));
    dialog->setLabelText(tr("Name of this filter"));
    dialog->setTextValue(text.left(longestChip));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, text](const QString& name) { save(name, text); });
    dialog->open();
}

void AuditQueryBar::save(const QString& name, const QString& text)
{
    if (name.trimmed().isEmpty() || m_content.filters.size() >= AuditShelf::mostFilters)
        return;
    m_content.filters.push_back({name.simplified(), text});
    keep();
    showSaved();
}

void AuditQueryBar::remove(int index)
{
    if (index < 0 || index >= static_cast<int>(m_content.filters.size()))
        return;
    m_content.filters.erase(m_content.filters.begin() + index);
    keep();
    showSaved();
}

void AuditQueryBar::toggleBookmark(qint64 seq, Instant time)
{
    auto& bookmarks = m_content.bookmarks;
    const auto at = std::lower_bound(bookmarks.begin(), bookmarks.end(), seq, [](const auto& bookmark, qint64 wanted) {
        return bookmark.seq < wanted;
    });
    if (at != bookmarks.end() && at->seq == seq)
        bookmarks.erase(at);
    else
        bookmarks.insert(at, {seq, time});
    keep();
    emit bookmarksChanged();
}

void AuditQueryBar::setRange(std::optional<Instant> from, std::optional<Instant> to)
{
    static const QRegularExpression times(u"(^|\\s)(after|before):\\S*"_s);
    QString text = m_field->text();
    text = text.remove(times).simplified();
    if (from)
        text += u" after:"_s + toIso(*from);
    if (to)
        text += u" before:"_s + toIso(*to);
    ask(text.trimmed());
}

void AuditQueryBar::keep()
{
    if (m_shelf.save)
        m_shelf.save(m_content);
}

void AuditQueryBar::showSaved()
{
    while (auto* item = m_saved->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    m_saved->addWidget(new Label(tr("Saved"), Type::Small, Tone::Muted, this));
    for (int at = 0; at < static_cast<int>(m_content.filters.size()); ++at) {
        const auto& filter = m_content.filters[static_cast<std::size_t>(at)];
        auto* chip = new KeyButton(filter.name.left(longestChip), u"Alt+%1"_s.arg(at + 1), ButtonSize::Strip, this);
        chip->setToolTip(filter.text);
        chip->setContextMenuPolicy(Qt::ActionsContextMenu);
        auto* gone = new QAction(tr("Remove this filter"), chip);
        chip->addAction(gone);
        connect(gone, &QAction::triggered, this, [this, at] { remove(at); });
        connect(chip, &QPushButton::clicked, this, [this, at] { askSaved(at); });
        m_saved->addWidget(chip);
    }
    auto* add = new KeyButton(tr("Save filter"), u"Ctrl+D"_s, ButtonSize::Strip, this);
    add->setFlatLook(true);
    connect(add, &QPushButton::clicked, this, &AuditQueryBar::saveAs);
    m_saved->addWidget(add);
    m_saved->addStretch(1);
}

} // namespace penelope::ui
