// The Twin tab alone says what was tried, for how long, and what differed.
#include "ui/approvals/tabs.h"
#include "ui/approvals/twinrow.h"
#include "ui/theme/theme.h"
#include "ui/widgets/parts.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace penelope;
using namespace penelope::ui;
using namespace penelope::ui::approvals;

namespace {

std::shared_ptr<patch::Patch> triedPatch(const QString& result, const QString& cause)
{
    auto patch = std::make_shared<patch::Patch>();
    patch->id = PatchId{u"0000002a"_s};
    patch->twinResult = result;
    auto& trial = patch->twinTrial;
    trial.cause = cause;
    trial.command = {u"make"_s, u"test"_s};
    trial.took = 400ms;
    patch::TwinArm before;
    before.requests = 180'000;
    before.p50Ms = 4.5;
    before.p99Ms = 22;
    before.memoryKib = 15'360;
    before.growthKibPerMinute = 512;
    trial.load = patch::TwinLoad{100, 30min, before, before};
    return patch;
}

std::unique_ptr<FormTab> tabOf(const std::shared_ptr<patch::Patch>& patch)
{
    const engine::ConsoleState state;
    const engine::Live live;
    auto tab = std::make_unique<FormTab>(FormTab::Kind::Twin, nullptr);
    tab->resize(900, 900);
    tab->show({nullptr, patch, nullptr}, {state, live, Instant{}});
    return tab;
}

QString textIn(const QWidget& tab)
{
    QStringList texts;
    for (const auto* label : tab.findChildren<QLabel*>())
        texts.append(label->text());
    return texts.join(u'\n');
}

/// What the rows read aloud.
QStringList spokenIn(const QWidget& tab)
{
    QStringList spoken;
    for (const auto* row : tab.findChildren<TwinRow*>())
        spoken.append(row->accessibleName());
    return spoken;
}

/// The differences that stand out.
QStringList strongIn(const QWidget& tab)
{
    QStringList strong;
    for (const auto* row : tab.findChildren<TwinRow*>()) {
        for (const auto* label : row->findChildren<QLabel*>()) {
            if (label->property(property::type).toInt() == static_cast<int>(Type::Strong))
                strong.append(label->text());
        }
    }
    return strong;
}

} // namespace

class TestTwinShown final : public QObject
{
    Q_OBJECT

private slots:
    void whatWasTriedAndForHowLongIsOneSentenceAfterTheOther()
    {
        const auto patch = triedPatch(u"passed"_s, {});
        patch->twinTrial.undo = patch::TwinUndo{true, 90ms, {}, {}};
        const auto text = textIn(*tabOf(patch));
        QVERIFY2(
            text.contains(u"The service's own tests, for 0.4 s. Both versions under load side by side, 100 requests a "
                          "second to each, for 30 min. The way back, on the data that the patched version left."_s),
            qPrintable(text));
        QVERIFY(text.contains(u"Passed: its tests, the load and the way back."_s));
        QVERIFY(text.contains(u"was back in under 0.1 s"_s));
    }
    void whatDiffersStandsOut()
    {
        const auto patch = triedPatch(u"failed"_s, u"slower"_s);
        patch->twinTrial.load->after.p50Ms = 5.85;
        patch->twinTrial.load->after.p99Ms = 28.6;
        const auto tab = tabOf(patch);
        const auto spoken = spokenIn(*tab);
        QVERIFY2(
            spoken.contains(u"Median: before 4.50 ms, after 5.85 ms, difference +30\u202f%"_s),
            qPrintable(spoken.join(u'\n')));
        QVERIFY(spoken.contains(u"Failed: before 0, after 0, difference none"_s));
        QCOMPARE(strongIn(*tab), (QStringList{u"+30\u202f%"_s, u"+30\u202f%"_s}));
        QVERIFY(textIn(*tab).contains(u"NOT PASSED"_s));
        // Not reached, so not claimed.
        QVERIFY(!textIn(*tab).contains(u"The way back"_s));
    }
    void whatBecameLessHasItsSign()
    {
        const auto patch = triedPatch(u"passed"_s, {});
        patch->twinTrial.load->after.memoryKib = 14'336;
        patch->twinTrial.load->after.p50Ms = 3.6;
        const auto spoken = spokenIn(*tabOf(patch));
        QVERIFY2(
            spoken.contains(u"Memory: before 15.0 MiB, after 14.0 MiB, difference \u22121.0 MiB"_s),
            qPrintable(spoken.join(u'\n')));
        QVERIFY(spoken.contains(u"Median: before 4.50 ms, after 3.60 ms, difference \u221220\u202f%"_s));
    }
    void aLeakIsWhatItTakesEachMinute()
    {
        const auto patch = triedPatch(u"failed"_s, u"leak"_s);
        patch->twinTrial.load->after.growthKibPerMinute = 61'952;
        QCOMPARE(strongIn(*tabOf(patch)), QStringList{u"+60.0 MiB"_s});
    }
    void noWayBackIsSaidOnce()
    {
        const auto patch = triedPatch(u"unavailable"_s, u"undo"_s);
        patch->twinReason = u"there is no way back: the file ledger is gone"_s;
        patch->twinTrial.undo = patch::TwinUndo{false, 400ms, {u"the file ledger is gone"_s}, {}};
        const auto text = textIn(*tabOf(patch));
        QVERIFY(text.contains(u"NO WAY BACK"_s));
        QCOMPARE(text.count(u"the file ledger is gone"_s), 1);
    }
    void tooLittleEvidenceIsNotATwinThatCouldNotRun()
    {
        const auto text = textIn(*tabOf(triedPatch(u"unavailable"_s, u"evidence"_s)));
        QVERIFY2(text.contains(u"UNKNOWN: it ran, and that proves too little."_s), qPrintable(text));
        auto none = triedPatch(u"unavailable"_s, u"evidence"_s);
        none->twinTrial = {};
        QVERIFY(textIn(*tabOf(none)).contains(u"UNKNOWN: the twin could not run."_s));
    }
};

QTEST_MAIN(TestTwinShown)
#include "tst_twinshown.moc"
