// links: penelope-desktop
#include "app/desktop/canberrasound.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QtEndian>

#include <cmath>
#include <set>

using namespace penelope::ui::attention;
using namespace Qt::Literals::StringLiterals;
using penelope::desktop::CanberraSound;

namespace {

QByteArray waveOf(Sound sound)
{
    QFile file(u":/penelope/sounds/%1.wav"_s.arg(toWord(sound)));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

std::vector<double> samplesOf(const QByteArray& wave)
{
    std::vector<double> samples;
    for (qsizetype at = 44; at + 1 < wave.size(); at += 2)
        samples.push_back(qFromLittleEndian<qint16>(wave.constData() + at) / 32768.0);
    return samples;
}

} // namespace

class TestSound : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        // ALSA's own device that swallows everything: the real library plays on it.
        QFile file(m_folder.filePath(u"asound.conf"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("pcm.!default { type null }\nctl.!default { type null }\n");
        qputenv("ALSA_CONFIG_PATH", QFile::encodeName(file.fileName()));
    }

    void everyToneIsAShortWaveThatDoesNotClip()
    {
        std::set<QByteArray> different;
        for (const auto sound : allSounds) {
            const auto wave = waveOf(sound);
            QVERIFY2(wave.startsWith("RIFF") && wave.mid(8, 4) == "WAVE", qPrintable(toWord(sound)));
            const auto samples = samplesOf(wave);
            const double seconds = static_cast<double>(samples.size()) / 22050;
            QVERIFY2(seconds > 0.3 && seconds < 1.5, qPrintable(toWord(sound)));
            double peak = 0;
            for (const double sample : samples)
                peak = std::max(peak, std::abs(sample));
            QVERIFY2(peak > 0.2 && peak < 0.9, qPrintable(QString::number(peak)));
            QVERIFY(std::abs(samples.front()) < 0.01 && std::abs(samples.back()) < 0.01); // no click at the edges
            different.insert(wave);
        }
        QCOMPARE(different.size(), std::size(allSounds));
    }

    void aToneIsPlayedWhereThereIsADevice()
    {
        useDevice(true);
        CanberraSound sound;
        sound.play(Sound::New, 0.5);
        QTRY_COMPARE(sound.state(), SoundPlayer::State::Works);
    }

    void noDeviceIsAStateAndNoError()
    {
        useDevice(false);
        CanberraSound sound;
        QSignalSpy changed(&sound, &SoundPlayer::stateChanged);
        sound.play(Sound::New, 0.5);
        QTRY_COMPARE(sound.state(), SoundPlayer::State::NoDevice);
        sound.play(Sound::FeedLost, 0.5);
        QTest::qWait(50);
        QCOMPARE(changed.size(), 1);
        useDevice(true); // plugged in
        sound.play(Sound::New, 0.5);
        QTRY_COMPARE(sound.state(), SoundPlayer::State::Works);
    }

private:
    static void useDevice(bool there) { qputenv("CANBERRA_DRIVER", there ? "alsa" : "no-such-driver"); }

    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestSound)
#include "tst_sound.moc"
