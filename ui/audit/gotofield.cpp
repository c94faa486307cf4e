#include "ui/audit/gotofield.h"

#include "core/query/reading.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/parts.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QShortcut>

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

GoToField::GoToField(AuditReader& reader, QWidget* parent)
    : QWidget(parent)
    , m_reader(reader)
    , m_field(new QLineEdit(this))
    , m_trouble(new Label({}, Type::Small, Tone::Text, this))
{
    constexpr int fieldWidth = 320;
    atEachZoom(m_field, [this](const Theme& theme) { m_field->setFixedWidth(theme.px(fieldWidth)); });
    m_field->setPlaceholderText(tr("8112004, 2026-08-22T03:41:20Z or -2h"));
    m_field->setAccessibleName(tr("Record or moment to go to"));
    setType(m_field, Type::MonoBody);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(16, 0, 16, 8);
    row->setSpacing(12);
    row->addWidget(new Label(tr("Go to"), Type::Body, Tone::Muted, this));
    row->addWidget(m_field);
    row->addWidget(m_trouble, 1);
    connect(m_field, &QLineEdit::returnPressed, this, &GoToField::go);
    auto* escape = new QShortcut(QKeySequence(Qt::Key_Escape), this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &GoToField::leave);
    hide();
}

void GoToField::begin(Instant now, qint64 last)
{
    m_now = now;
    m_last = last;
    m_trouble->show({});
    show();
    m_field->selectAll();
    m_field->setFocus(Qt::ShortcutFocusReason);
}

void GoToField::leave()
{
    m_looking = Task{};
    hide();
    emit left();
}

void GoToField::go()
{
    auto text = m_field->text().trimmed();
    text.remove(QChar(format::thinSpace)).remove(u' ');
    bool isNumber = false;
    const qint64 seq = text.toLongLong(&isNumber);
    if (isNumber && seq >= 1 && seq <= m_last) {
        leave();
        emit chosen(seq);
        return;
    }
    const auto moment = isNumber ? std::nullopt : query::momentFrom(m_field->text().trimmed(), m_now);
    if (!moment) {
        m_trouble->show(
            isNumber ? tr("There are records 1 to %1.").arg(format::integer(m_last))
                     : tr("Neither the number of a record nor a time."));
        return;
    }
    m_looking = m_reader.seqAt(*moment, [this](const Result<qint64>& found) {
        if (!found) {
            m_trouble->show(words::told(found.error()));
            return;
        }
        leave();
        emit chosen(std::clamp<qint64>(*found, 1, m_last));
    });
}

} // namespace penelope::ui
