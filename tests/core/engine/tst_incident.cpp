// The review of an incident: complete, and text where it is told by others.
#include "core/engine/incident.h"
#include "core/engine/reducer.h"
#include "tests/support/scriptedworld.h"

#include <QTest>
#include <QXmlStreamReader>

using namespace penelope;
using namespace penelope::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

void tellRegression(ScriptedWorld& world)
{
    world.metrics.canary.errorShare = 0.05;
    world.metrics.stable.slowShare = 0.2;
    world.raise(u"high"_s, world.clock.now());
    QVERIFY(world.runUntil(u"ApprovalRequested"_s, 10));
    QVERIFY(!world.send(
        u"note"_s,
        Json::object({{u"scope"_s, u"moment"_s}, {u"text"_s, u"<b>why</b> did [nobody](http://x) look?"_s}})));
    QVERIFY(!world.approve());
    QVERIFY(world.runUntil(u"PatchRolledBack"_s, 120));
    world.run(3);
}

engine::Document documentOf(ScriptedWorld& world, compliance::Verified verified = {})
{
    const auto id = world.newestAnomaly()->id;
    const auto past = engine::readPast(world.reader, *engine::spanOf(world.state(), id, world.clock.now()));
    return engine::incidentReport({.past = *past, .anomaly = id, .verified = std::move(verified)});
}

bool isWellFormed(const QByteArray& svg)
{
    QXmlStreamReader reader(svg);
    while (!reader.atEnd())
        reader.readNext();
    return !reader.hasError();
}

} // namespace

class TestIncident : public QObject
{
    Q_OBJECT

private slots:
    void itTellsTheWholeStoryInOrder()
    {
        ScriptedWorld world;
        tellRegression(world);
        const auto text = engine::toMarkdown(documentOf(world));
        const QStringList told{
            u"# Incident review: latency spike of payments"_s,
            u"## Summary"_s,
            u"## Timeline"_s,
            u"(lanes.svg)"_s,
            u"Decided to intervene"_s,
            u"Rolled back"_s,
            u"## Decisions and their reasons"_s,
            u"risk: complexity"_s,
            u"UNKNOWN"_s,
            u"Nearest other outcome"_s,
            u"## Who approved, and what they had seen"_s,
            u"bruno"_s,
            u"reads well"_s,
            u"with the operator's key"_s,
            u"## Patches"_s,
            u"    +"_s,
            u"## Canaries"_s,
            u"(canary\\-"_s.remove(u'\\'),
            u"## Compliance"_s,
            u"## Notes"_s,
            u"## Open questions"_s,
            u"is not over"_s,
            u"was judged without knowing"_s,
            u"## Verification"_s,
            u"was not verified"_s};
        qsizetype at = 0;
        for (const auto& part : told) {
            const auto found = QString(text).remove(u'\\').indexOf(part, at);
            QVERIFY2(found >= 0, qPrintable(part + u"\n"_s + text));
            at = found;
        }
    }

    void picturesAreWholeAndHoldNoScript()
    {
        ScriptedWorld world;
        tellRegression(world);
        QStringList names;
        for (const auto& block : documentOf(world).blocks) {
            if (block.kind != engine::Block::Kind::Picture)
                continue;
            names << block.name;
            QVERIFY(isWellFormed(block.svg));
            QVERIFY(!block.svg.contains("<script") && !block.svg.contains("href"));
        }
        QVERIFY(names.contains(u"lanes"_s) && names.contains(u"compliance"_s));
        QVERIFY(
            std::any_of(names.begin(), names.end(), [](const QString& name) { return name.startsWith("canary-"_L1); }));
    }

    void hostileTextIsTextInBothForms()
    {
        ScriptedWorld world;
        tellRegression(world);
        const auto document = documentOf(world);
        const auto html = engine::toHtml(document);
        QVERIFY(html.contains(u"&lt;b&gt;why&lt;/b&gt;"_s));
        QVERIFY(!html.contains(u"<b>"_s));
        const auto markdown = engine::toMarkdown(document);
        QVERIFY(markdown.contains(u"\\<b\\>why\\</b\\> did \\[nobody\\](http:\\/\\/x) look"_s));
        QVERIFY(!markdown.contains(u"[nobody](http"_s));
    }

    void invisibleCharactersAreShown()
    {
        engine::Document document{.title = u"a\u202Eb"_s, .blocks = {}};
        document.table({{u"x"_s}, {u"one | two\n# three\u200B"_s}});
        document.code(u"```\n<script>\u0007"_s);
        document.picture(u"p"_s, u"![x](y)"_s, "<svg/>");
        const auto text = engine::toMarkdown(document);
        QVERIFY(text.startsWith(u"# a⟨U+202E⟩b\n"_s));
        QVERIFY(text.contains(u"| one \\| two # three⟨U"_s));
        QVERIFY(text.contains(u"\n    ```\n    <script>⟨U+0007⟩\n"_s));
        QVERIFY(text.contains(u"![\\!\\[x\\](y)](p.svg)"_s));
        QVERIFY(!engine::toMarkdown(document, false).contains(u"p.svg"_s));
        const auto html = engine::toHtml(document);
        QVERIFY(html.contains(u"<pre>```\n&lt;script&gt;⟨U+0007⟩</pre>"_s));
        QVERIFY(html.contains(u"default-src 'none'"_s));
    }

    void whatBeginsALineMeansNothing()
    {
        engine::Document document{.title = u"t"_s, .blocks = {}};
        for (const auto& text :
             {u"# no heading"_s, u"- no list"_s, u"12. no list"_s, u"=== no heading"_s, u"   indented"_s})
            document.text(text);
        const auto text = engine::toMarkdown(document);
        QCOMPARE(text, u"# t\n\n\\# no heading\n\n\\- no list\n\n12\\. no list\n\n\\=== no heading\n\nindented\n"_s);
    }

    void damageIsSaid()
    {
        ScriptedWorld world;
        tellRegression(world);
        compliance::Verified verified{.to = 1'000, .damaged = {{7, 7}, {9, 10}}, .trouble = {}};
        const auto text = engine::toHtml(documentOf(world, verified));
        QVERIFY(text.contains(u"Of the events up to 1000, 3 do not agree with the signed checkpoints: 7, 9 to 10."_s));
        verified.damaged.clear();
        QVERIFY(engine::toHtml(documentOf(world, verified)).contains(u"all agree"_s));
    }

    void anUnknownIncidentIsNamed()
    {
        const engine::ConsoleState young;
        const auto span = engine::spanOf(young, AnomalyId{u"beef"_s}, instantFromMs(0));
        QVERIFY(!span);
        QCOMPARE(span.error().code, ErrorCode::NotFound);
        QVERIFY(span.error().message.contains(u"beef"_s));
    }

    void anEmptyRangeIsAReportToo()
    {
        ScriptedWorld world;
        const auto end = world.clock.now() + 1h;
        const auto past = engine::readPast(world.reader, {.from = end, .to = end + 1h});
        QVERIFY(past);
        const auto text = engine::toMarkdown(engine::incidentReport({.past = *past}));
        QVERIFY(text.contains(u"There was no anomaly"_s));
        QVERIFY(text.contains(u"Nothing happened"_s));
    }
};

QTEST_GUILESS_MAIN(TestIncident)
#include "tst_incident.moc"
