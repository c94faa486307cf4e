#include "app/console/livesession.h"

#include "core/approval/signing.h"

#include <algorithm>
#include <utility>

namespace penelope::console {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

LiveSession::LiveSession(const Clock& clock, const OperatorName& who, const QString& journal)
    : m_clock(clock)
    , m_who(who)
    , m_keys(journal)
    , m_worker(u"keys"_s)
{
    m_snapshot.state = std::make_shared<const engine::ConsoleState>();
    m_second.callOnTimeout(this, &Session::ticked);
    m_second.start(1s);
}

void LiveSession::publish(const engine::Snapshot& snapshot)
{
    m_snapshot = snapshot;
    const bool completes = !std::exchange(m_whole, true);
    emit changed();
    emit ticked();
    if (completes)
        emit completed();
}

void LiveSession::showFront(engine::ConsoleState front)
{
    m_snapshot.state = std::make_shared<const engine::ConsoleState>(std::move(front));
    m_snapshot.live.heartbeat = m_clock.now(); // from now on it is waited for
    m_whole = false;
    emit changed();
}

void LiveSession::setReadOnly(const QString& reason)
{
    if (m_reason == reason)
        return;
    m_reason = reason;
    emit changed();
}

QString LiveSession::readOnlyReason() const
{
    if (!m_reason.isEmpty())
        return m_reason;
    // Three heart-beats missed: what is decided now might not be what the core sees. A core that starts has not begun.
    if (m_clock.now() - m_snapshot.live.heartbeat > 3s)
        return m_whole ? tr("The decision core does not answer.") : tr("The journal is still being read.");
    return m_snapshot.live.storageTrouble;
}

void LiveSession::send(const QString& command, Json args, engine::Answer answer)
{
    if (!m_link) {
        answer(failure(ErrorCode::Unavailable, tr("The decision core does not answer.")));
        return;
    }
    if (approval::isSignedCommand(command)) {
        auto made = signedArgs(command, std::move(args));
        if (!made) {
            answer(Failure{made.error()});
            return;
        }
        args = std::move(*made);
    }
    m_link->send({command, u"operator/"_s + m_who.value(), m_clock.now(), std::move(args)}, std::move(answer));
}

/// decided_at is now: the hold is over when a decision is sent.
Result<Json> LiveSession::signedArgs(const QString& command, Json args) const
{
    const auto person = state().operators.find(m_who);
    if (person == state().operators.end() || person->second.publicKey.isEmpty())
        return args;
    if (!m_key)
        return failure(
            ErrorCode::NotPermitted,
            m_kind == KeyKind::Sealed
                ? tr("The key of %1 is sealed: choose the operator again and type the passphrase").arg(m_who.value())
                : tr("The key of %1 is not at this desk").arg(m_who.value()));
    return approval::signedArgs(command, std::move(args), state().journalId, m_who.value(), *m_key, m_clock.now());
}

ui::Session::KeyKind LiveSession::kindOf(const OperatorName& name) const
{
    const auto form = m_keys.form(name.value());
    if (!form || !*form)
        return KeyKind::None;
    return **form == system::KeyForm::Sealed ? KeyKind::Sealed : KeyKind::Plain;
}

void LiveSession::openOwnKey()
{
    m_kind = kindOf(m_who);
    if (m_kind == KeyKind::Plain) {
        if (auto key = m_keys.load(m_who.value()); key && *key)
            m_key = **key;
    }
    readKeyring(*this, state().journalId, m_who.value(), [this, who = m_who](keyring::Answer answer) {
        if (who == m_who)
            takeFromKeyring(std::move(answer));
    });
}

/// Where the session's keyring holds the key, that is the one; where the user says no, no file goes around it.
void LiveSession::takeFromKeyring(keyring::Answer answer)
{
    if (answer.found == keyring::Found::Key) {
        // A key that the journal does not know leaves the file's in place.
        [[maybe_unused]] const auto taken = take(m_who, *answer.key, KeyKind::Keyring);
    } else if (answer.found == keyring::Found::Refused) {
        m_key.reset();
        m_kind = KeyKind::None;
        m_keyTrouble = tr("The keyring did not give the key of %1: nothing can be signed.").arg(m_who.value());
        emit changed();
    }
}

std::vector<ui::Session::OperatorChoice> LiveSession::operatorChoices() const
{
    std::vector<OperatorChoice> choices;
    if (!m_reason.isEmpty())
        return choices;
    for (const auto& [name, person] : state().operators) {
        if (person.active && person.role > Role::Viewer)
            choices.push_back({name, person.role, name == m_who ? m_kind : kindOf(name)});
    }
    // Those whose key is here first; the others' may be in the keyring, which is only asked when somebody is chosen.
    std::stable_partition(
        choices.begin(), choices.end(), [](const auto& choice) { return choice.key != KeyKind::None; });
    return choices;
}

void LiveSession::switchOperator(const OperatorName& name, Secret passphrase, std::function<void(Status)> answer)
{
    const auto secret = std::make_shared<Secret>(std::move(passphrase));
    readKeyring(
        *this, state().journalId, name.value(),
        [this, name, secret, answer = std::move(answer)](keyring::Answer given) mutable {
            if (given.found == keyring::Found::Key)
                answer(take(name, *given.key, KeyKind::Keyring));
            else if (given.found == keyring::Found::Refused)
                answer(
                    failure(ErrorCode::NotPermitted, tr("The keyring did not give the key of %1").arg(name.value())));
            else
                openFile(name, std::move(*secret), std::move(answer));
        });
}

void LiveSession::openFile(const OperatorName& name, Secret passphrase, std::function<void(Status)> answer)
{
    // Shared, because a job is copied; the last copy wipes it.
    const auto secret = std::make_shared<Secret>(std::move(passphrase));
    m_opening = m_worker.run(
        m_mailbox, [keys = m_keys, name, secret](const std::stop_token&) { return keys.unseal(name.value(), *secret); },
        [this, name, answer = std::move(answer)](Result<ed25519::SigningKey> key) {
            answer(take(name, std::move(key), kindOf(name)));
        });
}

Status LiveSession::take(const OperatorName& name, Result<ed25519::SigningKey> key, KeyKind kind)
{
    if (!key)
        return Failure{key.error()};
    const auto person = state().operators.find(name);
    const QByteArray publicKey(reinterpret_cast<const char*>(key->publicKey().data()), 32);
    if (person == state().operators.end() || !person->second.active || person->second.publicKey != publicKey)
        return failure(
            ErrorCode::NotPermitted, tr("The key here is not the one that the journal knows of %1").arg(name.value()));
    m_key = std::move(*key);
    m_who = name;
    m_kind = kind;
    m_keyTrouble.clear();
    emit changed();
    return {};
}

QString LiveSession::keyNotice() const
{
    const auto name = m_who.value();
    switch (m_kind) {
    case KeyKind::None: return m_keyTrouble;
    case KeyKind::Plain:
        //: %1 is an operator's name, %2 a file
        return tr("The key of %1 lies without a passphrase in %2: whoever reads that file can decide in this name. "
                  "penelopectl keys seal %1 closes it.")
            .arg(name, m_keys.path(name));
    case KeyKind::Sealed:
        return m_key ? tr("The key of %1 is sealed with a passphrase; it is open until this window closes.").arg(name)
                     : tr("The key of %1 is sealed with a passphrase; Switch operator… opens it.").arg(name);
    case KeyKind::Keyring: return tr("The key of %1 is in the keyring of this session.").arg(name);
    }
    Q_UNREACHABLE();
}

void LiveSession::refresh()
{
    // Who asks sees the answer in the next snapshots; a core that is gone says so by its silence.
    if (m_link)
        send(u"poll"_s, Json{}, [](const Result<engine::Outcome>&) {});
}

} // namespace penelope::console
