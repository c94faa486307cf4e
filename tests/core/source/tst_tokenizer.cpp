#include "core/source/tokenizer.h"

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace penelope::source;

namespace {

/// "keyword:if identifier:x …"
QString spelled(const QString& line, Language language, Carry& carry)
{
    QStringList parts;
    for (const auto& token : tokenizeLine(line, language, carry)) {
        const QStringList kinds{u"key"_s, u"name"_s, u"num"_s, u"text"_s, u"note"_s, u"op"_s};
        parts.append(kinds[static_cast<int>(token.kind)] + u':' + line.mid(token.at, token.length));
    }
    return parts.join(u'|');
}

QString spelled(const QString& line, Language language)
{
    Carry carry;
    return spelled(line, language, carry);
}

/// "name:complexity name:complexity"
QString listed(const QString& text, Language language)
{
    QStringList parts;
    for (const auto& function : functions(text, language))
        parts.append(u"%1:%2"_s.arg(function.name).arg(function.complexity));
    return parts.join(u' ');
}

} // namespace

class TestTokenizer : public QObject
{
    Q_OBJECT

private slots:
    void languagesByEnding()
    {
        QCOMPARE(languageOf(u"a/b.py"), Language::Python);
        QCOMPARE(languageOf(u"a.TSX"), Language::TypeScript);
        QCOMPARE(languageOf(u"a.h"), Language::Cpp);
        QCOMPARE(languageOf(u"rs/readme"), Language::Other);
        QVERIFY(spelled(u"if x"_s, Language::Other).isEmpty());
    }

    void kindsOfTokens()
    {
        QCOMPARE(spelled(u"if x >= 1.5: # why"_s, Language::Python), u"key:if|name:x|op:>=|num:1.5|op::|note:# why"_s);
        QCOMPARE(
            spelled(u"auto s = \"a\\\"b\"; // c"_s, Language::Cpp),
            u"key:auto|name:s|op:=|text:\"a\\\"b\"|op:;|note:// c"_s);
        QCOMPARE(spelled(u"fn f<'a>(c: &'a char) { 'x' }"_s, Language::Rust).count(u"text:"_s), 1);
    }

    void commentsAndTextsCarryOver()
    {
        Carry carry;
        QCOMPARE(spelled(u"x = \"\"\"one"_s, Language::Python, carry), u"name:x|op:=|text:\"\"\"one"_s);
        QCOMPARE(spelled(u"if two"_s, Language::Python, carry), u"text:if two"_s);
        QCOMPARE(spelled(u"three\"\"\" + y"_s, Language::Python, carry), u"text:three\"\"\"|op:+|name:y"_s);
        QCOMPARE(carry, Carry{});
        QCOMPARE(spelled(u"/* a /* b */"_s, Language::Rust, carry), u"note:/* a /* b */"_s);
        QCOMPARE(carry.depth, 1);
        QCOMPARE(spelled(u"c */ x"_s, Language::Rust, carry), u"note:c */|name:x"_s);
        QCOMPARE(spelled(u"R\"x(a)\" b)x\" c"_s, Language::Cpp, carry), u"text:R\"x(a)\" b)x\"|name:c"_s);
    }

    void anUnclosedTextEndsWithItsLine()
    {
        Carry carry;
        spelled(u"x = 'open"_s, Language::JavaScript, carry);
        QCOMPARE(carry, Carry{});
        spelled(u"x = `open"_s, Language::JavaScript, carry);
        QVERIFY(carry != Carry{});
    }

    void complexityOf_data()
    {
        QTest::addColumn<int>("language");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("found");
        const auto row = [](const char* name, Language language, const QString& text, const QString& found) {
            QTest::newRow(name) << static_cast<int>(language) << text << found;
        };
        row("python", Language::Python,
            u"def a(x):\n    if x and y:\n        return 1\n    elif z:\n        pass\n\ndef b():\n    pass\nif c:\n    pass\n"_s,
            u"a:4 b:1"_s);
        row("python nested and async", Language::Python,
            u"class C:\n    async def a(self,\n            x):\n        def inner():\n            if x: pass\n        for i in x: pass\n    def b(self): return 1 if x else 2\n"_s,
            u"a:2 inner:2 b:2"_s);
        row("python text", Language::Python,
            u"def a():\n    \"\"\"\n    if this and that\nif no\n    \"\"\"\n    if x: pass\n"_s, u"a:2"_s);
        row("javascript", Language::JavaScript,
            u"function a(x) { if (x && y) { return x ? 1 : 2; } }\nconst b = (x) => { for (;;) {} };\nclass C { d(x) { switch (x) { case 1: break; case 2: } } }\n"_s,
            u"a:4 b:2 d:3"_s);
        row("typescript optional", Language::TypeScript,
            u"export function a(x?: number): number { return x?.y ?? 1; }\n"_s, u"a:1"_s);
        row("go", Language::Go,
            u"func a(x interface{}) error {\n\tif x != nil || y {\n\t}\n\treturn nil\n}\nfunc (s *S) B() {\n\tgo func() { for {} }()\n}\n"_s,
            u"a:3 B:2"_s);
        row("java", Language::Java,
            u"class A {\n  A(int x) { }\n  public int b(int x) throws E {\n    try { if (x > 0) { return 1; } } catch (E e) { }\n    return x > 0 ? 1 : 2;\n  }\n}\n"_s,
            u"A:1 b:4"_s);
        row("c++", Language::Cpp,
            u"namespace n {\nA::A(int x) : m_a{1}, m_b(2)\n{\n    if (x) {}\n}\nint b(T&& x) const { auto&& y = x; while (y && x) {} return 0; }\n}\n"_s,
            u"A:2 b:3"_s);
        row("rust", Language::Rust,
            u"impl T for S {\n    pub fn a(&self) -> u8 {\n        match x { 1 => 2, _ => 3 }\n    }\n}\nfn b() { let c = || 1; if c() || d {} }\n"_s,
            u"a:3 b:3"_s);
        row("other", Language::Other, u"def a():\n"_s, QString());
    }
    void complexityOf()
    {
        QFETCH(int, language);
        QFETCH(QString, text);
        QTEST(listed(text, static_cast<Language>(language)), "found");
    }

    void extentsAreKnown()
    {
        const auto found = functions(u"def a():\n    x\n    y\n\ndef b():\n    z\n", Language::Python);
        QCOMPARE(found.size(), std::size_t{2});
        QCOMPARE(found[0].lastLine, 3);
        QCOMPARE(found[1].line, 5);
        QCOMPARE(found[1].lastLine, 6);
    }

    void brokenCodeIsReadToItsEnd()
    {
        for (const auto language :
             {Language::Python, Language::JavaScript, Language::Go, Language::Java, Language::Cpp, Language::Rust}) {
            const auto text = u"}}} ))) func fn def { ( \"open \n class { void f( { ' ` /* */ */ r#\" R\"( \n x"_s;
            for (int at = 0; at < text.size(); ++at)
                functions(QStringView(text).mid(at), language);
        }
        QVERIFY(functions(u"", Language::Cpp).empty());
        // A definition without its name is none: it would end before it begins.
        QVERIFY(functions(u"def \n(x):\n    if x: pass\n", Language::Python).empty());
    }
};

QTEST_APPLESS_MAIN(TestTokenizer)
#include "tst_tokenizer.moc"
