// links: penelope-ui
#include "tests/support/demosession.h"
#include "ui/settings/policymodel.h"
#include "ui/settings/settingspage.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QTest>

using namespace penelope;
using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

QStringList found(const PolicyModel& model)
{
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names.append(model.index(row, PolicyModel::NameColumn).data().toString());
    return names;
}

} // namespace

class SettingsPageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void everyKeyOfThePolicyIsShown()
    {
        const test::DemoSession session;
        PolicyModel model;
        model.show(session.snapshot(), {});
        for (const auto& key : policy::registry())
            QVERIFY2(model.rowOf(key.name) >= 0, qPrintable(key.name));
        QCOMPARE(model.rowCount(), model.total());
    }

    void theFieldFindsByKeyHelpAndUnit_data()
    {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("key");
        QTest::newRow("key") << u"breaker.cool"_s << u"breaker.cooldown"_s;
        QTest::newRow("help") << u"one probe"_s << u"breaker.cooldown"_s;
        QTest::newRow("help in capitals") << u"PROBE"_s << u"breaker.cooldown"_s;
        QTest::newRow("unit") << u"percent"_s << u"approval.reminders"_s;
        QTest::newRow("unit of a list") << u"traffic percent"_s << u"canary.steps"_s;
        QTest::newRow("words of several places") << u"praotes functions"_s << u"praotes.functions"_s;
    }
    void theFieldFindsByKeyHelpAndUnit()
    {
        QFETCH(QString, words);
        QFETCH(QString, key);
        const test::DemoSession session;
        PolicyModel model;
        model.show(session.snapshot(), words);
        QVERIFY2(found(model).contains(key), qPrintable(found(model).join(u' ')));
        QVERIFY(model.rowCount() < model.total());
    }

    void whatNothingMentionsLeavesTheTableEmpty()
    {
        test::DemoSession session;
        SettingsPage page(session);
        page.show();
        page.findChild<QLineEdit*>()->setText(u"no such thing"_s);
        QCOMPARE(page.findChild<PolicyModel*>()->rowCount(), 0);
        page.findChild<QLineEdit*>()->clear();
        QVERIFY(page.findChild<PolicyModel*>()->rowCount() > 0);
    }
};

QTEST_MAIN(SettingsPageTest)
#include "tst_settingspage.moc"
