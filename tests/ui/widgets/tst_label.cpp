// The label measures its text once; QLabel, which it stands in for, decides what the measure is.
#include "ui/theme/theme.h"
#include "ui/widgets/parts.h"

#include <QTest>

using namespace penelope;
using namespace penelope::ui;
using namespace Qt::Literals::StringLiterals;

class LabelTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { Theme::apply(*qApp, Theme{Scheme::Light, 1}); }

    void itTakesTheRoomThatQLabelWouldTake_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("alignment");
        QTest::addColumn<QMargins>("margins");
        QTest::addColumn<bool>("wraps");
        const QString texts[] = {u""_s,           u"3"_s,         u"Nothing waiting"_s, u"AVA To fi 11:42"_s,
                                 u"two\nlines"_s, u"Save & go"_s, u"→ 12 …"_s,          u"x"_s.repeated(400)};
        int number = 0;
        for (const auto& text : texts) {
            for (const int alignment :
                 {int(Qt::AlignLeft | Qt::AlignVCenter), int(Qt::AlignRight), int(Qt::AlignCenter)}) {
                for (const bool wraps : {false, true}) {
                    ++number;
                    QTest::addRow("%d", number) << text << alignment << QMargins(number % 3, 1, 2, 3) << wraps;
                }
            }
        }
    }
    void itTakesTheRoomThatQLabelWouldTake()
    {
        QFETCH(QString, text);
        QFETCH(int, alignment);
        QFETCH(QMargins, margins);
        QFETCH(bool, wraps);
        Label ours(text, Type::Title);
        QLabel theirs(text);
        theirs.setTextFormat(Qt::PlainText);
        theirs.setFont(ours.font());
        for (QLabel* label : std::initializer_list<QLabel*>{&ours, &theirs}) {
            label->setAlignment(Qt::Alignment(alignment));
            label->setContentsMargins(margins);
            label->setWordWrap(wraps);
            label->setMinimumWidth(text.size() == 1 ? 90 : 0);
        }
        QCOMPARE(ours.sizeHint(), theirs.sizeHint());
        QCOMPARE(ours.minimumSizeHint(), theirs.minimumSizeHint());
    }

    void aGreatestWidthHoldsForItsHeightToo()
    {
        Label label(u"word "_s.repeated(100));
        label.setWordWrap(true);
        const auto lines = label.heightForWidth(300);
        label.setMaximumWidth(300);
        QCOMPARE(label.heightForWidth(3000), lines);
    }

    void anotherTextIsMeasuredAnew()
    {
        Label label(u"short"_s);
        const auto before = label.sizeHint();
        label.show(u"a longer text"_s);
        QVERIFY(label.sizeHint().width() > before.width());
    }
};

QTEST_MAIN(LabelTest)
#include "tst_label.moc"
