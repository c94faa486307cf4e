#include "core/journal/fieldchecks.h"

#include <QTest>

#include <algorithm>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

/// journal.md 1: 1 to 255 bytes, no control characters.
bool mayStand(const QString& text)
{
    const auto isControl = [](QChar letter) { return letter.unicode() < 0x20 || letter.unicode() == 0x7F; };
    const auto bytes = text.toUtf8().size();
    return bytes >= 1 && bytes <= 255 && std::none_of(text.begin(), text.end(), isControl);
}

} // namespace

class FieldChecksTest : public QObject
{
    Q_OBJECT

private slots:
    void oneOddLetterIsSeenWhereverItStands()
    {
        for (const int odd :
             {0x00, 0x01, 0x1F, 0x20, 0x7E, 0x7F, 0x80, 0x9F, 0xE4, 0xFF, 0x100, 0x11F, 0x17F, 0x8020, 0xE000, 0xFF7F,
              0xFFE0, 0xFFFF}) {
            for (int size = 1; size <= 13; ++size) {
                for (int at = 0; at < size; ++at) {
                    QString text(size, u'a');
                    text[at] = QChar{odd};
                    QCOMPARE(journal::checkText("actor"_L1, text).has_value(), mayStand(text));
                }
            }
        }
    }

    void theirBytesAreCounted()
    {
        for (const auto letter : {u'a', u'\u00e4', u'\u20ac'}) {
            for (int size = 0; size <= 260; ++size) {
                const QString text(size, letter);
                QCOMPARE(journal::checkText("actor"_L1, text).has_value(), mayStand(text));
            }
        }
    }
};

QTEST_GUILESS_MAIN(FieldChecksTest)
#include "tst_fieldchecks.moc"
