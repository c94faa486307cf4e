#include "ui/review/whatifpane.h"

#include "ui/review/reviewwords.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/theme/eachzoom.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/queryfield.h"
#include "ui/widgets/rowdelegate.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/texttable.h"

#include <QVBoxLayout>

namespace penelope::ui::review {

using namespace Qt::Literals::StringLiterals;

namespace {

/// "praotes.lines=10 sophia.coverage=0.8": values as JSON, or text.
std::optional<engine::PolicySettings> settingsOf(const QString& text)
{
    engine::PolicySettings settings;
    for (const auto& part : text.split(u' ', Qt::SkipEmptyParts)) {
        const auto at = part.indexOf(u'=');
        if (at < 1)
            return std::nullopt;
        const auto value = part.mid(at + 1);
        const auto read = parseForeign(value.toUtf8());
        settings[part.left(at)] = read ? *read : Json{value};
    }
    return settings.empty() ? std::nullopt : std::optional{settings};
}

} // namespace

WhatIfPane::WhatIfPane(ReplaySession& replay, QWidget* parent)
    : QWidget(parent)
    , m_replay(replay)
    , m_field(new QueryField(Icon::Search, tr("Another policy"), this))
    , m_sentence(new Label({}, Type::Body, Tone::Text, this))
    , m_model(new TextTable(this))
    , m_view(new TableView(this))
    , m_whole(new Label({}, Type::Body, Tone::Text, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    auto* row = new QHBoxLayout;
    spaceAtEachZoom(this, row, {16, 8, 16, 4}, 8);
    m_field->setPlaceholderText(tr("praotes.lines=10 sophia.coverage=0.8"));
    auto* ask = new KeyButton(tr("Judge again"), tr("Enter"), ButtonSize::Tool, this);
    row->addWidget(m_field, 1);
    row->addWidget(ask);
    column->addLayout(row);
    insetAtEachZoom(m_sentence, {16, 4, 16, 8});
    m_sentence->setWordWrap(true);
    column->addWidget(m_sentence);
    m_model->setHead(
        {tr("Time (UTC)"), tr("What"), tr("Service"), tr("Was"), tr("Because"), tr("Would be"), tr("Because")});
    m_view->setAccessibleName(tr("Decisions that would have been others"));
    m_view->setModel(m_model);
    m_view->setItemDelegate(new RowDelegate(m_view));
    m_view->setRowPx(28);
    m_view->setColumnPx({100, 90, 120, 130, 260, 130, 0});
    m_view->setNarrowColumnPx({88, 84, 104, 112, 208, 116, 0}, 256);
    column->addWidget(m_view, 1);
    insetAtEachZoom(m_whole, {16, 4, 16, 8});
    m_whole->setWordWrap(true);
    column->addWidget(m_whole);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &WhatIfPane::showWhole);
    connect(ask, &QPushButton::clicked, this, &WhatIfPane::ask);
    connect(m_field, &QLineEdit::returnPressed, this, &WhatIfPane::ask);
    connect(m_field, &QueryField::left, m_view, [this] { m_view->setFocus(); });
    connect(m_view, &TableView::opened, this, [this](const QModelIndex& index) {
        emit recordRequested(index.data(IdRole).toString());
    });
    setSpan({});
}

void WhatIfPane::setSpan(engine::Span span)
{
    m_span = span;
    m_asking = {};
    m_model->show({});
    m_otherwise.clear();
    showWhole();
    m_sentence->show(
        tr("Keys of the policy and other values. Every decision of the range is made again on what was known "
           "then; what would have followed is not guessed."));
}

void WhatIfPane::ask()
{
    auto settings = settingsOf(m_field->text());
    if (!settings) {
        m_field->setState(QueryField::State::Invalid, tr("write KEY=VALUE"));
        return;
    }
    m_field->setState(QueryField::State::Valid, {});
    m_asking =
        m_replay.ask(std::move(*settings), m_span, [this](const Result<engine::WhatIf>& answer) { show(answer); });
}

void WhatIfPane::show(const Result<engine::WhatIf>& answer)
{
    m_otherwise = answer ? answer->otherwise : std::vector<engine::Otherwise>{};
    if (!answer) {
        m_model->show({});
        showWhole();
        m_sentence->show(format::capital(words::told(answer.error().message)));
        return;
    }
    std::vector<TextTable::Line> lines;
    for (const auto& each : answer->otherwise)
        lines.push_back(
            {{format::utcTime(each.at), stageWords(each), each.service.value(), outcomeWords(each.stage, each.was),
              reasonWords(each.stage, each.reasonWas), outcomeWords(each.stage, each.would),
              reasonWords(each.stage, each.reasonWould)},
             QString::number(each.seq),
             false});
    QStringList sentences{tr("%n decision(s) made again.", nullptr, answer->judged)};
    sentences
        << (lines.empty() ? tr("Each would have been the same.")
                          : tr("%n would have been different.", nullptr, static_cast<int>(lines.size())));
    if (answer->followed > 0)
        sentences << tr("%n followed from what happened to a patch.", nullptr, answer->followed);
    if (answer->incomplete > 0)
        sentences << tr(
            "%n could not be made again: their events do not hold all they were judged on.", nullptr,
            answer->incomplete);
    if (answer->unknownEvents > 0)
        sentences << tr("%n event(s) of a newer version skipped.", nullptr, static_cast<int>(answer->unknownEvents));
    if (!answer->without.isEmpty())
        //: %1 lists keys of the policy
        sentences << tr("Nothing that is made again looks at %1.").arg(answer->without.join(u", "_s));
    m_sentence->show(sentences.join(u' '));
    m_model->show(std::move(lines));
    if (!m_otherwise.empty())
        m_view->selectRow(0);
    showWhole();
}

/// What was decided and why, and what would have been.
void WhatIfPane::showWhole()
{
    const auto row = m_view->currentIndex().row();
    const bool isThere = row >= 0 && row < static_cast<int>(m_otherwise.size());
    m_whole->setVisible(isThere);
    if (!isThere)
        return;
    const auto& each = m_otherwise[static_cast<std::size_t>(row)];
    const auto line = [&each](const QString& outcome, const QString& reason) {
        return outcomeWords(each.stage, outcome) + u"; "_s + reasonWords(each.stage, reason);
    };
    //: %1 is a decision and its reason
    const auto was = tr("It was: %1").arg(line(each.was, each.reasonWas));
    //: %1 is a decision and its reason
    m_whole->show(was + u'\n' + tr("It would be: %1").arg(line(each.would, each.reasonWould)));
}

} // namespace penelope::ui::review
