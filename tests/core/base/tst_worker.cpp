#include "core/base/worker.h"

#include <QTest>

#include <latch>
#include <thread>

using penelope::Mailbox;
using penelope::Task;
using penelope::Worker;

class TestWorker : public QObject
{
    Q_OBJECT

private slots:
    void theAnswerArrivesOnTheCallersThread()
    {
        Mailbox home;
        Worker worker(QStringLiteral("test"));
        std::thread::id there;
        int answer = 0;
        std::thread::id here;
        const Task task = worker.run(
            home,
            [&there](std::stop_token) {
                there = std::this_thread::get_id();
                return 42;
            },
            [&](int value) {
                answer = value;
                here = std::this_thread::get_id();
            });
        QTRY_COMPARE(answer, 42);
        QVERIFY(here == std::this_thread::get_id());
        QVERIFY(there != here);
    }

    void lettingGoCancelsAndNoAnswerArrives()
    {
        Mailbox home;
        Worker worker(QStringLiteral("test"));
        std::latch started(1);
        std::latch stopped(1);
        bool answered = false;
        bool last = false;
        {
            const Task task = worker.run(
                home,
                [&](std::stop_token stop) {
                    started.count_down();
                    const std::stop_callback onStop(stop, [&] { stopped.count_down(); });
                    stopped.wait();
                    return 1;
                },
                [&](int) { answered = true; });
            started.wait();
        }
        const Task after = worker.run(
            home, [](std::stop_token) { return 2; }, [&](int) { last = true; });
        QTRY_VERIFY(last);
        QVERIFY(!answered);
    }

    void whatWaitsIsNotStartedAfterItWasLetGo()
    {
        Mailbox home;
        Worker worker(QStringLiteral("test"));
        std::latch release(1);
        bool ran = false;
        bool last = false;
        const Task first = worker.run(
            home,
            [&](std::stop_token) {
                release.wait();
                return 0;
            },
            [](int) {});
        {
            const Task second = worker.run(
                home,
                [&](std::stop_token) {
                    ran = true;
                    return 0;
                },
                [](int) {});
        }
        const Task third = worker.run(
            home, [](std::stop_token) { return 0; }, [&](int) { last = true; });
        release.count_down();
        QTRY_VERIFY(last);
        QVERIFY(!ran);
    }

    void theWorkerEndsWithItsWork()
    {
        Mailbox home;
        std::atomic<bool> ended = false;
        Task task;
        {
            Worker worker(QStringLiteral("test"));
            std::latch started(1);
            task = worker.run(
                home,
                [&](std::stop_token stop) {
                    started.count_down();
                    std::latch stopped(1);
                    const std::stop_callback onStop(stop, [&] { stopped.count_down(); });
                    stopped.wait();
                    ended = true;
                    return 0;
                },
                [](int) {});
            started.wait();
        }
        QVERIFY(ended);
    }
};

QTEST_GUILESS_MAIN(TestWorker)
#include "tst_worker.moc"
