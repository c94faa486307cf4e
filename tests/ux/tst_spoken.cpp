// What a screen reader meets on a page, in its order: kept as a text that somebody read and approved.
#include "tests/support/approved.h"
#include "tests/support/places.h"

#include <QAccessible>
#include <QMetaEnum>

#include <ctime>

using namespace Qt::Literals::StringLiterals;
using namespace penelope;
using namespace penelope::ui;
using test::DemoWindow;

namespace {

/// Of a long table that much says how the rest reads.
constexpr int rowsRead = 4;

QString roleOf(QAccessibleInterface* object)
{
    static const auto roles = QMetaEnum::fromType<QAccessible::Role>();
    return QString::fromLatin1(roles.valueToKey(object->role()));
}

QString lineOf(QAccessibleInterface* object)
{
    QString line = roleOf(object);
    if (const auto name = object->text(QAccessible::Name).simplified(); !name.isEmpty())
        line += u" \"%1\""_s.arg(name);
    if (const auto value = object->text(QAccessible::Value).simplified(); !value.isEmpty())
        line += u" = %1"_s.arg(value);
    if (const auto more = object->text(QAccessible::Description).simplified(); !more.isEmpty())
        line += u" — %1"_s.arg(more.left(120));
    const auto state = object->state();
    for (const auto& [on, word] :
         {std::pair{bool(state.focused), "focused"}, std::pair{bool(state.selected), "selected"},
          std::pair{bool(state.checked), "checked"}, std::pair{bool(state.disabled), "disabled"}})
        line += on ? u" [%1]"_s.arg(QLatin1StringView(word)) : QString{};
    return line;
}

/// Containers without a name are passed through: a screen reader says nothing of them.
void read(QAccessibleInterface* object, int depth, QStringList& lines)
{
    if (!object || !object->isValid() || object->state().invisible)
        return;
    const bool silent = object->text(QAccessible::Name).isEmpty() && object->text(QAccessible::Value).isEmpty() &&
                        object->text(QAccessible::Description).isEmpty();
    if (!silent)
        lines.append(QString(depth * 2, u' ') + lineOf(object));
    const int inner = silent ? depth : depth + 1;
    if (auto* table = object->tableInterface()) {
        for (int row = 0; row < std::min(table->rowCount(), rowsRead); ++row) {
            for (int column = 0; column < table->columnCount(); ++column)
                read(table->cellAt(row, column), inner, lines);
        }
        if (table->rowCount() > rowsRead)
            lines.append(QString(inner * 2, u' ') + u"… %1 rows"_s.arg(table->rowCount()));
        return;
    }
    for (int at = 0; at < object->childCount(); ++at)
        read(object->child(at), inner, lines);
}

/// The night, with as many records as the journal in memory has.
engine::ConsoleState night()
{
    auto state = test::demoNight();
    state.seq = 20'000;
    return state;
}

} // namespace

class SpokenTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        qputenv("TZ", "America/Sao_Paulo");
        tzset();
        Theme::apply(*qApp, Theme{Scheme::Light, 1});
    }

    void thePageReadsAsApproved_data()
    {
        QTest::addColumn<int>("sheet");
        QTest::newRow("approvals") << 0;
        QTest::newRow("approvals-sheet") << int(Qt::Key_A);
        QTest::newRow("audit") << 0;
    }
    void thePageReadsAsApproved()
    {
        QFETCH(int, sheet);
        const auto name = QString::fromLatin1(QTest::currentDataTag());
        DemoWindow console(night(), QSize(1440, 900));
        test::openPlace(console, name.section(u'-', 0, 0), sheet);
        QTest::qWait(100); // the records are read beside the window
        QStringList lines;
        read(QAccessible::queryAccessibleInterface(console.window.currentPage()), 0, lines);
        QVERIFY(lines.size() > 20);
        const auto difference = test::differenceFromApproved(u"spoken/%1.txt"_s.arg(name), lines.join(u'\n') + u'\n');
        QVERIFY2(difference.isEmpty(), qPrintable(difference));
    }
};

QTEST_MAIN(SpokenTest)
#include "tst_spoken.moc"
