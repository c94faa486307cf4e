// U-31: what every page looks like in each theme and language is what somebody looked at and approved.
#include "tests/support/approved.h"
#include "tests/support/goals.h"
#include "tests/support/pictures.h"
#include "tests/support/places.h"
#include "tests/support/words.h"

#include <ctime>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::ui;
using test::DemoWindow;

namespace {

constexpr double mostChanged = 0.001;

/// The night, with as many records as the journal in memory has.
engine::ConsoleState night()
{
    auto state = test::demoNight();
    state.seq = 20'000;
    return state;
}

} // namespace

class GoldensTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        // The second clock of the pictures is that of São Paulo, wherever they are drawn.
        qputenv("TZ", "America/Sao_Paulo");
        tzset();
    }
    void cleanup() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void everyPageLooksAsApproved_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<int>("scheme");
        QTest::addColumn<QString>("language");
        for (const auto& page : test::pageNames()) {
            for (const auto scheme : {Scheme::Light, Scheme::Dark, Scheme::HighContrast}) {
                for (const auto& language : {u"en"_s, u"pt_BR"_s}) {
                    const auto name = u"%1-%2-%3"_s.arg(page, toWord(scheme), language);
                    QTest::newRow(qPrintable(name)) << page << int(scheme) << language;
                }
            }
        }
        for (const auto& tab : test::settingsTabs()) {
            const auto name = u"settings-%1"_s.arg(tab);
            const auto row = [&](Scheme scheme, const QString& language) {
                QTest::newRow(qPrintable(u"%1-%2-%3"_s.arg(name, toWord(scheme), language)))
                    << u"settings/%1"_s.arg(tab) << int(scheme) << language;
            };
            row(Scheme::Light, u"en"_s);
            row(Scheme::Dark, u"pt_BR"_s);
        }
    }
    void everyPageLooksAsApproved()
    {
        QFETCH(QString, page);
        QFETCH(int, scheme);
        QFETCH(QString, language);
        const test::InLanguage words(language);
        QVERIFY(words.isLoaded());
        Theme::apply(*qApp, Theme{static_cast<Scheme>(scheme), 1});
        DemoWindow console(night(), QSize(1280, 800));
        console.open(page);
        const auto name = QString::fromLatin1(QTest::currentDataTag());
        const auto picture = test::pictureOf(console.window, u"golden-"_s + name);
        const double share = test::shareChanged(u"goldens/%1.png"_s.arg(name), picture);
        m_worst = std::max(m_worst, share);
        QVERIFY2(
            share <= mostChanged,
            qPrintable(u"%1 % of the pixels differ; PENELOPE_PICTURES=FOLDER keeps what is there, "
                       "PENELOPE_APPROVE=1 approves it"_s.arg(share * 100)));
    }
    void cleanupTestCase() { test::measured("U-31", u"%1 % of the pixels at most"_s.arg(m_worst * 100, 0, 'f', 3)); }

private:
    double m_worst = 0;
};

QTEST_MAIN(GoldensTest)
#include "tst_goldens.moc"
