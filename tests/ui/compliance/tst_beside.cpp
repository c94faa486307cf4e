// links: penelope-ui
// The score of Prometheus beside the one of the journal, as words and on the page.
#include "tests/support/demosession.h"
#include "ui/compliance/beside.h"
#include "ui/compliance/competencestrip.h"
#include "ui/compliance/compliancepage.h"
#include "ui/compliance/principlesmodel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/keybutton.h"
#include "ui/widgets/parts.h"
#include "ui/widgets/tableview.h"

#include <QApplication>
#include <QTest>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using namespace penelope::ui;
using namespace penelope::ui::compliance_page;
using compliance::Exported;
using compliance::Principle;

namespace {

/// What Prometheus would answer if it agreed with the journal of the session, sampled 6 s ago over the whole hour.
Exported agreeing(const Session& session)
{
    Exported exported;
    exported.at = session.now() - 6s;
    exported.since = *exported.at - 1h;
    exported.cores = 1;
    for (const auto& row :
         compliance::score(session.state().ledger, session.snapshot().live.verified, *exported.at, 1h).principles) {
        if (row.points)
            exported.principles[row.principle] = *row.points * 100 / row.weight;
        if (row.value)
            exported.values[row.principle] = *row.value;
    }
    return exported;
}

void answer(test::DemoSession& session, Exported exported, std::vector<prometheus::Series> series = {})
{
    auto live = test::demoLive();
    live.exported.answeredAt = session.now() - 4s;
    live.exported.exported = std::make_shared<const Exported>(std::move(exported));
    live.exported.series = std::make_shared<const std::vector<prometheus::Series>>(std::move(series));
    session.showLive(live);
}

Beside besideOf(const Session& session, Principle principle)
{
    return comparison(session).rows.at(principle);
}

bool shows(const QWidget& page, const QString& text)
{
    const auto labels = page.findChildren<Label*>();
    return std::any_of(labels.begin(), labels.end(), [&](const Label* label) { return label->text().contains(text); });
}

QString cellOf(const CompliancePage& page, Principle principle, PrinciplesModel::Column column)
{
    const auto* model = page.findChild<PrinciplesModel*>();
    return model->index(model->rowOf(principle), static_cast<int>(column)).data().toString();
}

} // namespace

class BesideTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void sidesThatSayTheSameAgreeQuietly()
    {
        test::DemoSession session;
        answer(session, agreeing(session));
        const auto prudence = besideOf(session, Principle::Prudence);
        QCOMPARE(prudence.state, Beside::State::Agrees);
        QCOMPARE(prudence.word, u"agrees"_s);
        QVERIFY(!prudence.stale);
        QVERIFY(besideSentence(session, comparison(session), Principle::Prudence).endsWith(u"they agree"_s));
    }
    void aDifferenceBeyondRoundingIsNamed()
    {
        test::DemoSession session;
        auto exported = agreeing(session);
        exported.principles[Principle::Prudence] -= 0.05;
        answer(session, exported);
        QCOMPARE(besideOf(session, Principle::Prudence).state, Beside::State::Agrees);
        exported.principles[Principle::Prudence] -= 10;
        answer(session, exported);
        QCOMPARE(besideOf(session, Principle::Prudence).state, Beside::State::Differs);
        QCOMPARE(besideOf(session, Principle::Prudence).word, u"DIFFERS"_s);
        QVERIFY(besideSentence(session, comparison(session), Principle::Prudence).endsWith(u"they differ"_s));
    }
    void aPrincipleWithoutASeriesHasNoData()
    {
        test::DemoSession session;
        auto exported = agreeing(session);
        exported.principles.erase(Principle::Prudence);
        exported.values.erase(Principle::Prudence);
        answer(session, exported);
        const auto prudence = besideOf(session, Principle::Prudence);
        QCOMPARE(prudence.state, Beside::State::NoData);
        QCOMPARE(prudence.word, u"NO DATA"_s);
        QCOMPARE(prudence.points, u"—"_s);
    }
    void whatNeitherMeasuresIsSaidSo()
    {
        test::DemoSession session;
        answer(session, agreeing(session));
        QCOMPARE(besideOf(session, Principle::Aletheia).state, Beside::State::Agrees);
        QCOMPARE(
            besideSentence(session, comparison(session), Principle::Aletheia), u"Neither side has anything to count"_s);
    }
    void aFailureKeepsTheValuesAndSaysWhy()
    {
        test::DemoSession session;
        answer(session, agreeing(session));
        const auto before = besideOf(session, Principle::Prudence);
        auto live = session.snapshot().live;
        live.exported.trouble =
            Error{ErrorCode::Refused, u"HTTP 502, text/html and no Prometheus answer"_s, u"http://p"_s};
        session.showLive(live);
        const auto after = besideOf(session, Principle::Prudence);
        QVERIFY(after.stale);
        QCOMPARE(after.word, u"STALE"_s);
        QCOMPARE(after.points, before.points);
        QVERIFY(comparison(session).cell.contains(u"HTTP 502"_s));
        QCOMPARE(comparison(session).trouble, u"HTTP 502, text/html and no Prometheus answer (http://p)"_s);
        QVERIFY(besideSentence(session, comparison(session), Principle::Prudence).endsWith(u"ago"_s));
    }
    void oldSamplesAreStaleThoughPrometheusAnswers()
    {
        test::DemoSession session;
        auto exported = agreeing(session);
        *exported.at -= 2min;
        answer(session, exported);
        QVERIFY(besideOf(session, Principle::Prudence).stale);
    }
    void thePollingCellSaysHowOftenHowFastAndWhenNext()
    {
        const test::DemoSession session;
        QCOMPARE(comparison(session).cell, u"Prometheus every 15 s, last 43 ms, next in 9 s"_s);
    }
    void inThePastPrometheusIsNotAsked()
    {
        test::DemoSession session;
        answer(session, agreeing(session));
        for (const auto mode : {Session::Mode::Replay, Session::Mode::Offline}) {
            session.setMode(mode, u"read only"_s);
            QCOMPARE(besideOf(session, Principle::Sophia).state, Beside::State::NotAsked);
            QVERIFY(comparison(session).cell.endsWith(u"Prometheus is not asked"_s));
        }
        CompliancePage page(session);
        page.show();
        QCOMPARE(cellOf(page, Principle::Sophia, PrinciplesModel::Column::Compared), u"not asked"_s);
        const auto buttons = page.findChildren<KeyButton*>();
        QVERIFY(std::none_of(buttons.begin(), buttons.end(), [](const KeyButton* button) {
            return button->text() == u"Poll now"_s && button->isVisible();
        }));
    }
    void aShortMemoryAndSeveralCoresAreExplained()
    {
        test::DemoSession session;
        auto exported = agreeing(session);
        exported.since = *exported.at - 10min;
        exported.cores = 2;
        answer(session, exported);
        const auto note = seriesNote(session, comparison(session), Principle::Sophia);
        QVERIFY2(note.contains(u"has samples since"_s), qPrintable(note));
        QVERIFY2(note.contains(u"adds up 2 core"_s), qPrintable(note));
    }
    void theSeriesAreThoseOfThePrincipleAsText()
    {
        test::DemoSession session;
        const prometheus::Labels hostile{
            {u"__name__"_s, u"penelope_decisions_total"_s}, {u"decision"_s, u"<b>observe</b>\u202E\""_s}};
        answer(
            session, agreeing(session),
            {{hostile, {{session.now(), 41, "41"}}},
             {{{u"__name__"_s, u"penelope_circuit_breaker_state"_s}, {u"service"_s, u"payments"_s}},
              {{session.now(), 1, "1"}}}});
        const auto lines = seriesLines(session.snapshot().live.exported, Principle::Sophia);
        QCOMPARE(lines.size(), std::size_t{1});
        QCOMPARE(lines.front().cells.at(1), u"41"_s);
        QVERIFY(lines.front().cells.at(0).startsWith(u"penelope_decisions_total{decision="_s));
        QVERIFY(!lines.front().cells.at(0).contains(QChar(0x202E)));
        QVERIFY(lines.front().cells.at(0).contains(u"\\\""_s));
        QCOMPARE(seriesLines(session.snapshot().live.exported, Principle::Prudence).size(), std::size_t{1});
    }
    void thePageShowsBothSides()
    {
        test::DemoSession session;
        auto exported = agreeing(session);
        exported.values[Principle::Prudence] = 0.5;
        exported.principles[Principle::Prudence] = 50;
        answer(session, exported);
        CompliancePage page(session);
        page.resize(1264, 804);
        page.show();
        QCOMPARE(cellOf(page, Principle::Prudence, PrinciplesModel::Column::Exported), u"50\u202F%"_s);
        QCOMPARE(cellOf(page, Principle::Prudence, PrinciplesModel::Column::ExportedPoints), u"7.5"_s);
        QCOMPARE(cellOf(page, Principle::Prudence, PrinciplesModel::Column::Compared), u"DIFFERS"_s);
    }
    void aNewAnswerIsShownAtOnce()
    {
        test::DemoSession session;
        CompliancePage page(session);
        page.show();
        QCOMPARE(cellOf(page, Principle::Prudence, PrinciplesModel::Column::Compared), u"waiting"_s);
        answer(session, agreeing(session));
        QCOMPARE(cellOf(page, Principle::Prudence, PrinciplesModel::Column::Compared), u"agrees"_s);
    }
    void humilityShowsWhatItCounted()
    {
        test::DemoSession session;
        CompliancePage page(session);
        page.resize(1264, 804);
        page.setPart(SelectedPrinciple::Part::Counted);
        page.show();
        const auto* model = page.findChild<PrinciplesModel*>();
        auto* table = page.findChild<TableView*>();
        table->selectRow(model->rowOf(Principle::Tapeinophrosyne));
        const auto* strip = page.findChild<CompetenceStrip*>();
        QVERIFY(strip->isVisible());
        QVERIFY(shows(*strip, u"autonomous"_s));
        QVERIFY(shows(*strip, u"False confidence"_s));
        table->selectRow(model->rowOf(Principle::Agape));
        QVERIFY(!strip->isVisible());
    }
    void aRateWithoutAnythingCountedIsUnmeasured()
    {
        CompetenceStrip strip;
        tapeinophrosyne::Statistics statistics;
        statistics.autonomous = 3;
        statistics.appropriateEscalations = {.count = 1, .of = 2};
        strip.show(statistics);
        QVERIFY(shows(strip, u"— nothing counted yet"_s));
        QVERIFY(shows(strip, u"50\u202F%, 1 of 2"_s));
    }
};

QTEST_MAIN(BesideTest)
#include "tst_beside.moc"
