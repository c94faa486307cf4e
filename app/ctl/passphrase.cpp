#include "app/ctl/passphrase.h"

#include <QFile>

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace penelope::ctl {
namespace {

using namespace Qt::Literals::StringLiterals;

constexpr char controlC = 3;
constexpr char controlD = 4;
constexpr char backspace = 8;
constexpr char del = 127;

/// The terminal without echo and without signals, put back as it was even where reading fails: a Ctrl+C that ended the
/// process here would leave the shell without echo.
class QuietTerminal
{
public:
    QuietTerminal()
        : m_descriptor(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY))
    {
        if (m_descriptor < 0 || ::tcgetattr(m_descriptor, &m_before) != 0)
            return;
        auto quiet = m_before;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO | ICANON | ISIG);
        m_ready = ::tcsetattr(m_descriptor, TCSAFLUSH, &quiet) == 0;
    }
    ~QuietTerminal()
    {
        if (m_ready)
            ::tcsetattr(m_descriptor, TCSAFLUSH, &m_before);
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    QuietTerminal(const QuietTerminal&) = delete;
    QuietTerminal& operator=(const QuietTerminal&) = delete;

    bool isReady() const { return m_ready; }
    void say(const QByteArray& text) const
    {
        [[maybe_unused]] const auto written =
            ::write(m_descriptor, text.constData(), static_cast<std::size_t>(text.size()));
    }
    bool read(char& letter) const { return ::read(m_descriptor, &letter, 1) == 1; }

private:
    int m_descriptor = -1;
    bool m_ready = false;
    termios m_before{};
};

} // namespace

PassphraseSource::PassphraseSource(QString file)
    : m_file(std::move(file))
{}

PassphraseSource::~PassphraseSource()
{
    if (m_descriptor > STDIN_FILENO)
        ::close(m_descriptor);
}

Result<Secret> PassphraseSource::ask(const QString& prompt)
{
    auto secret = m_file.isEmpty() ? fromTerminal(prompt) : fromFile();
    if (secret && secret->isEmpty())
        return failure(ErrorCode::Refused, u"the passphrase is empty"_s, u"passphrase"_s);
    return secret;
}

Result<Secret> PassphraseSource::askNew(const QString& prompt)
{
    auto first = ask(prompt);
    if (!first || !m_file.isEmpty())
        return first;
    const auto again = ask(u"The same again"_s);
    if (!again)
        return Failure{again.error()};
    if (!(*again == *first))
        return failure(ErrorCode::Refused, u"the two passphrases differ"_s, u"passphrase"_s);
    return first;
}

Result<Secret> PassphraseSource::fromTerminal(const QString& prompt)
{
    const QuietTerminal terminal;
    if (!terminal.isReady())
        return failure(
            ErrorCode::Unavailable, u"there is no terminal to ask for the passphrase; give --passphrase-file"_s,
            u"passphrase"_s);
    terminal.say(prompt.toUtf8() + ": ");
    Secret secret;
    char letter = 0;
    while (terminal.read(letter) && letter != '\n' && letter != '\r' && letter != controlD) {
        if (letter == controlC) {
            terminal.say("\n");
            return failure(ErrorCode::Refused, u"no passphrase was given"_s, u"passphrase"_s);
        }
        if (letter == backspace || letter == del)
            secret.removeLast();
        else
            secret.append(letter);
    }
    terminal.say("\n");
    return secret;
}

/// Byte by byte: what a library buffered could not be wiped, and the next line belongs to the next question.
Result<Secret> PassphraseSource::fromFile()
{
    if (m_descriptor < 0)
        m_descriptor =
            m_file == "-"_L1 ? STDIN_FILENO : ::open(QFile::encodeName(m_file).constData(), O_RDONLY | O_CLOEXEC);
    if (m_descriptor < 0)
        return failure(ErrorCode::Unavailable, u"%1 cannot be read: %2"_s.arg(m_file, qt_error_string()), m_file);
    Secret secret;
    char letter = 0;
    while (::read(m_descriptor, &letter, 1) == 1 && letter != '\n')
        secret.append(letter);
    return secret;
}

} // namespace penelope::ctl
