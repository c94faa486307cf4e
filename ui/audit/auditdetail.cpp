#include "ui/audit/auditdetail.h"

#include "ui/audit/fieldtext.h"
#include "ui/shell/permalink.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 contextRecords = 5;

QPlainTextEdit* monoText(const QString& name, QWidget* parent)
{
    auto* text = new QPlainTextEdit(parent);
    text->setReadOnly(true);
    text->setFrameShape(QFrame::NoFrame);
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    text->setAccessibleName(name);
    text->setTabChangesFocus(true);
    setType(text, Type::Mono);
    return text;
}

QString eventSentence(const journal::Event& event)
{
    const QString service = query::serviceOf(event);
    const QString kind = words::eventKind(event.kind);
    const QString actor = words::actor(event.actor);
    //: %1 is a kind of record, %2 a person or "core", %3 a service
    return service.isEmpty() ? AuditDetail::tr("%1 by %2").arg(kind, actor)
                             : AuditDetail::tr("%1 by %2 for %3").arg(kind, actor, service);
}

/// A hash by its two ends, with the whole in the tool tip and for the clipboard.
QWidget* hashRow(const QString& hash, const QString& name, QWidget* parent)
{
    constexpr qsizetype ends = 16;
    auto* row = new QWidget(parent);
    auto* shown = new Label(hash.left(ends) + u"…"_s + hash.right(ends), Type::Mono, Tone::Text, row);
    shown->setToolTip(hash);
    auto* copy = new KeyButton(AuditDetail::tr("Copy"), {}, ButtonSize::Strip, row);
    copy->setFlatLook(true);
    //: %1 is the name of a field
    copy->setAccessibleName(AuditDetail::tr("Copy %1").arg(name));
    QObject::connect(copy, &QPushButton::clicked, copy, [hash] { QGuiApplication::clipboard()->setText(hash); });
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(shown);
    layout->addWidget(copy);
    layout->addStretch(1);
    return row;
}

/// The page that shows a stream's item; empty = none does.
QString pageOfStream(const QString& kind)
{
    if (kind == "approval"_L1 || kind == "patch"_L1 || kind == "anomaly"_L1)
        return u"approvals"_s;
    if (kind == "breaker"_L1)
        return u"breakers"_s;
    if (kind == "canary"_L1)
        return u"canaries"_s;
    return {};
}

} // namespace

AuditDetail::AuditDetail(AuditReader& reader, QWidget* parent)
    : QWidget(parent)
    , m_reader(reader)
    , m_seq(new Label({}, Type::Title, Tone::Text, this))
    , m_sentence(new Label({}, Type::Body, Tone::Text, this))
    , m_time(new Label({}, Type::Body, Tone::Muted, this))
    , m_tabs(new QTabBar(this))
    , m_stack(new QStackedWidget(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(16, 8, 16, 8);
    head->setSpacing(16);
    auto* copy = new KeyButton(tr("Copy permalink"), u"Ctrl+Shift+C"_s, ButtonSize::Tool, this);
    copy->setFlatLook(true);
    connect(copy, &QPushButton::clicked, this, &AuditDetail::copyLink);
    for (Label* label : {m_seq, m_sentence, m_time})
        head->addWidget(label);
    head->addStretch(1);
    head->addWidget(copy);
    column->addLayout(head);
    column->addWidget(new HairLine(Qt::Horizontal, this));
    column->addWidget(m_tabs);
    column->addWidget(m_stack, 1);
    m_tabs->setExpanding(false);
    m_tabs->setDrawBase(true);
    m_tabs->setAccessibleName(tr("Parts of the record"));
    for (const auto& [name, key] :
         {std::pair{tr("Fields"), 1}, {tr("Diff"), 2}, {tr("Context ±5"), 3}, {tr("Links"), 4}, {tr("Raw"), 5}})
        m_tabs->addTab(name + u'\t' + QString::number(key));
    connect(m_tabs, &QTabBar::currentChanged, m_stack, &QStackedWidget::setCurrentIndex);
    buildFields();
    m_diff = monoText(tr("Diff"), m_stack);
    m_context = monoText(tr("Records before and after"), m_stack);
    m_links = new QWidget(m_stack);
    new QVBoxLayout(m_links);
    m_raw = monoText(tr("Canonical bytes"), m_stack);
    m_raw->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    for (QWidget* page :
         {static_cast<QWidget*>(m_diff), static_cast<QWidget*>(m_context), m_links, static_cast<QWidget*>(m_raw)})
        m_stack->addWidget(page);
}

void AuditDetail::buildFields()
{
    auto* page = new QWidget(m_stack);
    auto* row = new QHBoxLayout(page);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto* scroll = new QScrollArea(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::StyledPanel);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setAccessibleName(tr("Fields"));
    auto* left = new QWidget(scroll);
    auto* leftColumn = new QVBoxLayout(left);
    m_fields = new DetailForm(left);
    leftColumn->addWidget(m_fields);
    leftColumn->addStretch(1);
    scroll->setWidget(left);
    auto* proof = new QScrollArea(page);
    proof->setWidgetResizable(true);
    proof->setFrameShape(QFrame::NoFrame);
    proof->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    proof->setFocusPolicy(Qt::NoFocus);
    auto* right = new QWidget(proof);
    setSurface(right, Surface::Panel);
    auto* rightColumn = new QVBoxLayout(right);
    m_proofHead = new Label({}, Type::Body, Tone::Muted, right);
    m_proof = new ProofStrip(right);
    m_proofFacts = new DetailForm(right);
    rightColumn->addWidget(new Label(tr("Proof"), Type::Strong, Tone::Text, right));
    rightColumn->addWidget(m_proofHead);
    rightColumn->addWidget(m_proof);
    rightColumn->addSpacing(8);
    rightColumn->addWidget(m_proofFacts);
    rightColumn->addStretch(1);
    proof->setWidget(right);
    row->addWidget(scroll, 1);
    row->addWidget(new HairLine(Qt::Vertical, page));
    row->addWidget(proof, 1);
    m_stack->addWidget(page);
}

void AuditDetail::show(const std::shared_ptr<const journal::Event>& event, Instant now)
{
    if (event == m_event || (event && m_event && event->seq == m_event->seq))
        return;
    m_event = event;
    m_now = now;
    setVisible(event != nullptr);
    if (!event)
        return;
    m_seq->show(format::integer(event->seq));
    m_sentence->show(eventSentence(*event));
    showTime();
    showFields();
    const auto diff = event->payload.text(u"diff");
    m_diff->setPlainText(diff ? *diff : tr("This record carries no diff."));
    m_tabs->setTabEnabled(1, diff.has_value());
    const auto bytes = journal::encode(*event);
    m_raw->setPlainText(bytes ? QString::fromUtf8(*bytes) : words::told(bytes.error()));
    showLinks();
    showContext();
    verify();
}

void AuditDetail::copyLink()
{
    if (m_event)
        QGuiApplication::clipboard()->setText(toText(Permalink{Permalink::Kind::Event, QString::number(m_event->seq)}));
}

qint64 AuditDetail::seq() const
{
    return m_event ? m_event->seq : 0;
}

void AuditDetail::showTab(int index)
{
    if (m_tabs->isTabEnabled(index))
        m_tabs->setCurrentIndex(index);
}

/// A record's own time is UTC to the millisecond, whichever clock stands first.
void AuditDetail::showTime()
{
    const bool localFirst = Theme::of(this).isLocalFirst();
    const auto utc = format::utcDateTimeMs(m_event->time) + u'Z';
    const auto told = format::twoClocks(m_event->time, localFirst);
    m_time->show(told.second.isEmpty() ? utc : localFirst ? told.first + u", "_s + utc : utc + u", "_s + told.second);
}

void AuditDetail::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange && m_event)
        showTime();
}

void AuditDetail::showFields()
{
    m_fields->clear();
    m_fields->addRow(tr("Stream"), u"%1, %2"_s.arg(m_event->stream, format::integer(m_event->streamVersion)));
    m_fields->addRow(tr("Actor"), m_event->actor);
    if (m_event->cause)
        m_fields->addRow(tr("Caused by"), format::integer(*m_event->cause));
    for (const auto& [key, value] : m_event->payload.toObject()) {
        if (key == "diff"_L1)
            continue;
        QString name = words::field(key);
        name.replace(0, 1, name.front().toUpper());
        constexpr qsizetype longest = 2000;
        if (value.isString() && isHash(value.toString()))
            m_fields->addRow(name, hashRow(value.toString(), name, m_fields));
        else
            m_fields->addRow(name, valueText(key, value).left(longest));
    }
}

void AuditDetail::showLinks()
{
    auto* column = static_cast<QVBoxLayout*>(m_links->layout());
    while (QLayoutItem* item = column->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    const auto link = [&](const QString& words, const QString& page, const QString& item) {
        auto* button = new KeyButton(words, {}, ButtonSize::Tool, m_links);
        connect(button, &QPushButton::clicked, this, [this, page, item] { emit openRequested(page, item); });
        column->addWidget(button, 0, Qt::AlignLeft);
    };
    if (m_event->cause)
        link(tr("Cause: %1").arg(format::integer(*m_event->cause)), u"audit"_s, QString::number(*m_event->cause));
    const QString page = pageOfStream(m_event->streamKind());
    if (!page.isEmpty())
        link(u"%1 %2"_s.arg(words::code(m_event->streamKind()), m_event->subject()), page, m_event->subject());
    for (const auto& [key, target] : {std::pair{u"patch_id"_s, u"approvals"_s}, {u"anomaly_id"_s, u"approvals"_s}}) {
        if (const auto id = m_event->payload.text(key))
            link(u"%1 %2"_s.arg(words::code(key.section(u'_', 0, 0)), *id), target, *id);
    }
    if (column->count() == 0)
        column->addWidget(new Label(tr("This record points at nothing else."), Type::Body, Tone::Muted, m_links));
    column->addStretch(1);
}

void AuditDetail::showContext()
{
    const qint64 from = std::max<qint64>(1, m_event->seq - contextRecords);
    const qint64 own = m_event->seq;
    m_reading = m_reader.read(
        from, static_cast<int>(own + contextRecords + 1 - from),
        [this, own](const Result<std::vector<journal::Event>>& events) {
            if (!events) {
                m_context->setPlainText(words::told(events.error()));
                return;
            }
            QStringList lines;
            for (const auto& event : *events)
                lines << u"%1 %2  %3  %4  %5"_s.arg(
                    event.seq == own ? u"▶"_s : u" "_s, format::integer(event.seq), format::utcDateTimeMs(event.time),
                    words::eventKind(event.kind), reasonOf(event));
            m_context->setPlainText(lines.join(u'\n'));
        });
}

void AuditDetail::verify()
{
    if (!m_event)
        return;
    m_proofHead->show(tr("checking …"));
    m_proof->show({}, {});
    m_proofFacts->clear();
    m_proving = m_reader.prove(m_event->seq, [this](const Result<RecordProof>& proof) { showProof(proof); });
}

void AuditDetail::showProof(const Result<RecordProof>& proof)
{
    if (!proof) {
        m_proofHead->show(words::told(proof.error()));
        return;
    }
    const bool broken = !proof->leafMatches || (proof->checkpointSize && !proof->included);
    m_proofHead->show(broken ? tr("✕ does not match") : tr("verified on this machine"));
    std::vector<ProofStrip::Box> boxes;
    std::vector<ProofStrip::Link> links;
    if (!proof->previousLeaf.isEmpty()) {
        boxes.push_back({format::integer(proof->seq - 1), format::groupedHash(proof->previousLeaf, 3), false});
        links.push_back(proof->leafMatches && proof->previousMatches ? ProofStrip::Link::Ok : ProofStrip::Link::Broken);
    }
    boxes.push_back({format::integer(proof->seq), format::groupedHash(proof->leaf, 3), true});
    links.push_back(
        !proof->checkpointSize ? ProofStrip::Link::Unknown
        : proof->included      ? ProofStrip::Link::Ok
                               : ProofStrip::Link::Broken);
    boxes.push_back(
        {proof->checkpointSize ? tr("Checkpoint %1").arg(format::integer(*proof->checkpointSize))
                               : tr("No checkpoint yet"),
         proof->checkpointSize ? format::groupedHash(proof->checkpointRoot, 3) : format::absent(), false});
    m_proof->show(std::move(boxes), std::move(links));
    m_proofFacts->addRow(
        tr("Record"),
        proof->leafMatches ? tr("Its bytes give the stored hash") : tr("Its bytes do not give the stored hash"));
    if (proof->checkpointSize && proof->included) {
        m_proofFacts->addRow(tr("Signature"), tr("Ed25519 key %1, valid").arg(proof->signedBy.left(16)));
        m_proofFacts->addRow(tr("Inclusion"), tr("%n hash(es) lead to the signed checkpoint", nullptr, proof->hashes));
    } else {
        m_proofFacts->addRow(
            tr("Inclusion"), proof->trouble.isEmpty() ? tr("No signed checkpoint covers it yet") : proof->trouble);
    }
}

} // namespace penelope::ui
