// Whose patch it is, and what a generator saw, wherever a request is shown.
#include "ui/approvals/rows.h"
#include "ui/approvals/sentences.h"
#include "ui/approvals/tabs.h"
#include "ui/widgets/parts.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::ui;
using namespace penelope::ui::approvals;

namespace {

std::shared_ptr<patch::Patch> generatedPatch()
{
    auto patch = std::make_shared<patch::Patch>();
    patch->id = PatchId{u"0000002a"_s};
    patch->origin = u"generator"_s;
    patch->intent = u"Raise pool.size from 4 to 16"_s;
    patch->twinResult = u"passed"_s;
    patch::Curve curve{u"service.toml pool.size"_s, u"pool_in_use_ratio"_s, 16, {}};
    curve.points = {
        {4, 900, 0.1, 812, 1.0, {}}, {8, 0, 0, 0, {}, u"it ended under load: signal 11"_s}, {16, 900, 0, 271, 0.6, {}}};
    patch->generated = patch::Generated{u"tuner"_s, 0.9, curve};
    return patch;
}

QString shown(FormTab::Kind kind, const std::shared_ptr<patch::Patch>& patch)
{
    const engine::ConsoleState state;
    const engine::Live live;
    FormTab tab(kind, nullptr);
    tab.resize(900, 900);
    tab.show({nullptr, patch, nullptr}, {state, live, Instant{}});
    QStringList texts;
    for (const auto* label : tab.findChildren<QLabel*>())
        texts.append(label->text());
    return texts.join(u'\n');
}

} // namespace

class TestGeneratorShown final : public QObject
{
    Q_OBJECT

private slots:
    void theTwinTabHasTheCurve()
    {
        const auto text = shown(FormTab::Kind::Twin, generatedPatch());
        QVERIFY2(
            text.contains(u"By the generator tuner, in a sandbox: service.toml pool.size, of which it proposes 16."_s),
            qPrintable(text));
        QVERIFY2(text.contains(u"812 ms"_s) && text.contains(u"271 ms"_s), qPrintable(text));
        QVERIFY(text.contains(u"it ended under load: signal 11"_s));
        QVERIFY(text.contains(u"<- proposed"_s));
    }
    void whatAProgramSaidCannotDressUp()
    {
        auto patch = generatedPatch();
        patch->generated->curve->setting = u"a\u202eb"_s;
        patch->generated->curve->points[1].trouble = u"\x1b[31mred"_s;
        const auto text = shown(FormTab::Kind::Twin, patch);
        QVERIFY(!text.contains(u'\x1b'));
        QVERIFY(!text.contains(QChar(0x202e)));
    }
    void theOriginNamesTheProgram()
    {
        const auto text = shown(FormTab::Kind::Why, generatedPatch());
        QVERIFY2(
            text.contains(u"Proposed by the generator tuner, a program; its own confidence is 0.90"_s),
            qPrintable(text));
    }
    void aRowSaysFromWhomItIs()
    {
        Row row;
        row.intent = u"Raise the pool"_s;
        QCOMPARE(proposalText(row), u"Raise the pool"_s);
        row.generator = u"tuner"_s;
        QCOMPARE(proposalText(row), u"from generator tuner: Raise the pool"_s);
        QVERIFY(spoken(row, Instant{}).contains(u"from generator tuner"_s));
    }
};

QTEST_MAIN(TestGeneratorShown)
#include "tst_generatorshown.moc"
