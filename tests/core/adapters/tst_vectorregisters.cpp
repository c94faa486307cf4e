// links: penelope-system
#include "core/adapters/system/vectorregisters.h"

#include <QCoreApplication>
#include <QTest>

#ifdef __x86_64__
#include <cpuid.h>
#endif

using namespace Qt::Literals::StringLiterals;

namespace {

/// Whether the upper halves of the vector registers hold something, as the processor tells it. Nothing where it does
/// not.
std::optional<bool> upperHalvesInUse()
{
#ifdef __x86_64__
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    constexpr unsigned tells = 1u << 2; // CPUID.(EAX=0DH,ECX=1):EAX
    if (!__get_cpuid_count(0xd, 1, &a, &b, &c, &d) || !(a & tells))
        return std::nullopt;
    asm volatile("xgetbv" : "=a"(a), "=d"(d) : "c"(1));
    return (a & (1u << 2)) != 0;
#else
    return std::nullopt;
#endif
}

} // namespace

class VectorRegistersTest : public QObject
{
    Q_OBJECT

private slots:
    void aHashLeavesTheUpperHalvesEmpty_data()
    {
        QTest::addColumn<int>("length");
        for (const int length : {1, 7, 8, 9, 15, 16, 17, 32, 33, 100})
            QTest::addRow("%d", length) << length;
    }
    void aHashLeavesTheUpperHalvesEmpty()
    {
        QFETCH(const int, length);
        const QString text(length, u'x');
#ifdef __x86_64__
        if (upperHalvesInUse())
            asm volatile("vzeroupper");
#endif
        const auto hash = qHash(text, 12345);
        QVERIFY(!upperHalvesInUse().value_or(false));
        QCOMPARE(qHash(QString(text), 12345), hash);
    }
};

int main(int argc, char** argv)
{
    penelope::system::keepVectorRegistersClean();
    const QCoreApplication application(argc, argv);
    VectorRegistersTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_vectorregisters.moc"
