#include "ui/settings/connectionform.h"

#include "ui/settings/probewords.h"
#include "ui/text/format.h"
#include "ui/widgets/keybutton.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QTimer>
#include <QVBoxLayout>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

QComboBox* spanChoice(QWidget* parent, std::initializer_list<Milliseconds> spans)
{
    auto* choice = new QComboBox(parent);
    for (const auto span : spans)
        choice->addItem(format::duration(span), static_cast<qlonglong>(span.count()));
    return choice;
}

/// A span that is not among the usual ones stays what it is.
void chooseSpan(QComboBox& choice, Milliseconds span)
{
    const QSignalBlocker quiet(&choice);
    const auto value = static_cast<qlonglong>(span.count());
    if (choice.findData(value) < 0)
        choice.addItem(format::duration(span), value);
    choice.setCurrentIndex(choice.findData(value));
}

Milliseconds spanOf(const QComboBox& choice)
{
    return Milliseconds{choice.currentData().toLongLong()};
}

QString variableOf(const QString& key)
{
    return u"PENELOPE_PROMETHEUS_NAME_"_s + key.toUpper();
}

} // namespace

ConnectionForm::ConnectionForm(SettingsDesk& desk, QWidget* parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_form(new SettingsForm(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(m_form);
    addFields();
    addTest();
    show(Connection{});
}

QLineEdit* ConnectionForm::field(const QString& name, const QString& help, const QString& key)
{
    auto* edit = new QLineEdit(this);
    m_form->addRow(
        name, edit, help,
        //: %1 is a key of the configuration, %2 a variable of the environment
        tr("prometheus.NAME.%1 in the configuration; %2").arg(key, variableOf(key)));
    connect(edit, &QLineEdit::editingFinished, this, &ConnectionForm::edited);
    return edit;
}

void ConnectionForm::addFields()
{
    m_url = field(
        tr("Address"), tr("Of Prometheus, such as https://prom.internal:9090, with the path it is served under."),
        u"url"_s);
    m_auth = new QComboBox(this);
    for (const auto& word : {tr("No sign-in"), tr("User and password"), tr("Bearer token"), tr("Client certificate")})
        m_auth->addItem(word);
    m_form->addRow(tr("Sign-in"), m_auth, {}, tr("prometheus.NAME.auth in the configuration"));
    m_user = field(tr("User"), {}, u"auth"_s);
    m_secret = field(
        tr("Secret"), tr("Password or token. Kept in a file that only you can read, and never shown again."),
        u"auth"_s);
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setContextMenuPolicy(Qt::NoContextMenu);
    m_cert = field(tr("Certificate"), tr("A PEM file."), u"auth"_s);
    m_key = field(tr("Its key"), tr("A PEM file."), u"auth"_s);
    m_ca = field(
        tr("Authority (CA)"), tr("\"system\", or a PEM file of the authority that signed the server's certificate."),
        u"ca"_s);
    m_poll = spanChoice(this, {5s, 10s, 15s, 30s, 60s});
    m_form->addRow(
        tr("Read every"), m_poll, tr("A source is late after 2 such spans and stale after 4."),
        tr("prometheus.NAME.poll in the configuration; %1").arg(variableOf(u"poll"_s)));
    m_timeout = spanChoice(this, {2s, 5s, 10s, 30s});
    m_form->addRow(
        tr("Time-out"), m_timeout, {},
        tr("prometheus.NAME.timeout in the configuration; %1").arg(variableOf(u"timeout"_s)));
    connect(m_auth, &QComboBox::currentIndexChanged, this, [this] {
        showAuth();
        emit edited();
    });
    for (auto* choice : {m_poll, m_timeout})
        connect(choice, &QComboBox::currentIndexChanged, this, &ConnectionForm::edited);
}

void ConnectionForm::addTest()
{
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 8, 0, 8);
    column->setSpacing(4);
    auto* row = new QHBoxLayout;
    row->setSpacing(12);
    m_test = new KeyButton(tr("Test"), {}, ButtonSize::Tool, box);
    m_test->setAccessibleName(tr("Test the connection"));
    m_line = new Label({}, Type::Body, Tone::Text, box);
    m_line->setWordWrap(true);
    m_said = new Label({}, Type::Body, Tone::Muted, box);
    m_said->setWordWrap(true);
    row->addWidget(m_test, 0, Qt::AlignTop);
    row->addWidget(m_line, 1);
    column->addLayout(row);
    column->addWidget(m_said);
    connect(m_test, &KeyButton::clicked, this, &ConnectionForm::test);
    m_form->addWide(box, tr("Test the connection") + u" DNS TCP TLS"_s);
}

bool ConnectionForm::wantsSecret() const
{
    const auto auth = static_cast<Connection::Auth>(m_auth->currentIndex());
    return auth == Connection::Auth::Basic || auth == Connection::Auth::Bearer;
}

void ConnectionForm::showAuth()
{
    const auto auth = static_cast<Connection::Auth>(m_auth->currentIndex());
    m_form->setRowWanted(m_user, auth == Connection::Auth::Basic);
    m_form->setRowWanted(m_secret, wantsSecret());
    m_form->setRowWanted(m_cert, auth == Connection::Auth::Mtls);
    m_form->setRowWanted(m_key, auth == Connection::Auth::Mtls);
    //: stands in the empty field of a secret that is kept
    m_secret->setPlaceholderText(m_shown.secret.isEmpty() ? QString() : tr("kept, not shown"));
}

void ConnectionForm::show(const Connection& connection)
{
    m_probe.reset();
    m_steps.clear();
    m_shown = connection;
    const QSignalBlocker quiet(this);
    m_url->setText(connection.url);
    m_auth->setCurrentIndex(static_cast<int>(connection.auth));
    m_user->setText(connection.user);
    m_secret->clear();
    m_cert->setText(connection.cert);
    m_key->setText(connection.key);
    m_ca->setText(connection.ca);
    chooseSpan(*m_poll, connection.poll);
    chooseSpan(*m_timeout, connection.timeout);
    showAuth();
    showSteps();
}

Connection ConnectionForm::connection() const
{
    auto connection = m_shown;
    connection.url = m_url->text().trimmed();
    connection.auth = static_cast<Connection::Auth>(m_auth->currentIndex());
    connection.user = m_user->text();
    connection.cert = m_cert->text().trimmed();
    connection.key = m_key->text().trimmed();
    connection.ca = m_ca->text().trimmed().isEmpty() ? u"system"_s : m_ca->text().trimmed();
    connection.poll = spanOf(*m_poll);
    connection.timeout = spanOf(*m_timeout);
    return connection;
}

QByteArray ConnectionForm::typedSecret() const
{
    return wantsSecret() ? m_secret->text().toUtf8() : QByteArray();
}

void ConnectionForm::forgetTypedSecret()
{
    m_secret->clear();
    showAuth();
}

void ConnectionForm::test()
{
    // The button stays as it is: switched off, it would hand the keyboard to another. Pressed again it begins anew.
    m_steps.clear();
    m_line->show(tr("Testing…"));
    m_said->show({});
    m_probe = m_desk.probe(connection(), typedSecret());
    m_probe->start(
        [this](const ProbeStep& step) {
            m_steps.push_back(step);
            showSteps();
        },
        [this] { emit tested(); });
}

void ConnectionForm::showSteps()
{
    m_line->show(probewords::line(m_steps));
    QStringList said;
    for (const auto& step : m_steps) {
        const bool tells = step.outcome == ProbeStep::Outcome::Failed || step.kind == ProbeStep::Kind::Tls ||
                           step.kind == ProbeStep::Kind::Series;
        if (const auto words = probewords::sentence(step); tells && !words.isEmpty())
            said << probewords::kind(step.kind) + u": "_s + words;
    }
    m_said->show(said.join(u'\n'));
}

void ConnectionForm::takeFocus()
{
    m_url->setFocus(Qt::ShortcutFocusReason);
}

} // namespace penelope::ui
