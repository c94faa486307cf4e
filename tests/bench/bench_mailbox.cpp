// A letter between threads: a burst of them, and one to a thread that sleeps (performance.md "Threads").
#include "core/base/mailbox.h"
#include "tests/bench/rounds.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QThread>

using namespace penelope;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int burst = 10'000;
constexpr int roundTrips = 200;

/// Runs until `count` letters came.
class Counted
{
public:
    void await(int count)
    {
        m_left = count;
        m_loop.exec();
    }
    void come()
    {
        if (--m_left == 0)
            m_loop.quit();
    }

private:
    int m_left = 0;
    QEventLoop m_loop;
};

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    Counted counted;
    Mailbox home;
    QObject homeObject;
    QThread other;
    other.start();
    QObject farObject;
    farObject.moveToThread(&other);
    std::unique_ptr<Mailbox> farBox;
    QMetaObject::invokeMethod(
        &farObject, [&farBox] { farBox = std::make_unique<Mailbox>(); }, Qt::BlockingQueuedConnection);
    const auto far = farBox->address();
    // Ping and pong: the next letter is posted when the last came back.
    std::function<void(int)> invoke = [&](int left) {
        QMetaObject::invokeMethod(&farObject, [&, left] {
            QMetaObject::invokeMethod(&homeObject, [&, left] {
                counted.come();
                if (left > 1)
                    invoke(left - 1);
            });
        });
    };
    std::function<void(int)> post = [&](int left) {
        far.post([&, left, back = home.address()] {
            back.post([&, left] {
                counted.come();
                if (left > 1)
                    post(left - 1);
            });
        });
    };
    const int code = bench::run(
        u"bench_mailbox"_s, {{.work = u"a burst of 10,000 letters"_s,
                              .against = u"invokeMethod, queued"_s,
                              .baseline =
                                  [&] {
                                      for (int at = 0; at < burst; ++at)
                                          QMetaObject::invokeMethod(
                                              &homeObject, [&] { counted.come(); }, Qt::QueuedConnection);
                                      counted.await(burst);
                                  },
                              .measured =
                                  [&] {
                                      for (int at = 0; at < burst; ++at)
                                          home.post([&] { counted.come(); });
                                      counted.await(burst);
                                  },
                              .perRound = 5,
                              .ratioBudget = 0.1},
                             {.work = u"200 round trips to a sleeping thread"_s,
                              .against = u"invokeMethod, queued"_s,
                              .baseline =
                                  [&] {
                                      invoke(roundTrips);
                                      counted.await(roundTrips);
                                  },
                              .measured =
                                  [&] {
                                      post(roundTrips);
                                      counted.await(roundTrips);
                                  },
                              .perRound = 3,
                              .ratioBudget = 1.1,
                              .waits = true}});
    QMetaObject::invokeMethod(
        &farObject, [&farBox] { farBox.reset(); }, Qt::BlockingQueuedConnection);
    other.quit();
    other.wait();
    return code;
}
