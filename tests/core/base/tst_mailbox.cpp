#include "core/base/mailbox.h"

#include <QTest>

#include <thread>

using penelope::Mailbox;

class TestMailbox : public QObject
{
    Q_OBJECT

private slots:
    void lettersRunInOrderOnTheThreadThatMadeTheBox()
    {
        Mailbox box;
        std::vector<int> seen;
        bool sameThread = true;
        const auto home = std::this_thread::get_id();
        std::thread([&, address = box.address()] {
            for (int number = 0; number < 100; ++number) {
                address.post([&, number] {
                    seen.push_back(number);
                    sameThread = sameThread && std::this_thread::get_id() == home;
                });
            }
        }).join();
        QVERIFY(seen.empty());
        QCoreApplication::sendPostedEvents();
        QCOMPARE(seen.size(), std::size_t{100});
        QVERIFY(std::is_sorted(seen.begin(), seen.end()));
        QVERIFY(sameThread);
    }

    void aLetterPostedByALetterRunsLater()
    {
        Mailbox box;
        QStringList order;
        box.post([&] {
            box.post([&] { order << QStringLiteral("second"); });
            order << QStringLiteral("first");
        });
        QCoreApplication::sendPostedEvents();
        QCoreApplication::sendPostedEvents();
        QCOMPARE(order, QStringList({QStringLiteral("first"), QStringLiteral("second")}));
    }

    void lettersToABoxThatIsGoneAreDropped()
    {
        Mailbox::Address address;
        bool ran = false;
        {
            Mailbox box;
            address = box.address();
            box.post([&] { ran = true; });
        }
        address.post([&] { ran = true; });
        QCoreApplication::sendPostedEvents();
        QVERIFY(!ran);
    }

    void aLetterMayDestroyTheBox()
    {
        auto box = std::make_unique<Mailbox>();
        int ran = 0;
        box->post([&] {
            ++ran;
            box.reset();
        });
        box->post([&] { ++ran; });
        QCoreApplication::sendPostedEvents();
        QCOMPARE(ran, 1);
    }
};

QTEST_GUILESS_MAIN(TestMailbox)
#include "tst_mailbox.moc"
