#include "ui/shell/banners.h"

#include "core/engine/approvers.h"
#include "core/engine/restraint.h"
#include "ui/shell/sourcebanners.h"
#include "ui/shell/statusstrip.h"
#include "ui/shell/unfreezedialog.h"
#include "ui/text/coresentences.h"
#include "ui/text/format.h"
#include "ui/text/words.h"
#include "ui/widgets/keybutton.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QVBoxLayout>

#include <algorithm>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

QString since(std::optional<Instant> at)
{
    return at ? format::utcTime(*at) : BannerStack::tr("an unknown time");
}

void addCore(std::vector<BannerText>& banners, const Session& session)
{
    if (coreFreshness(session) != Freshness::Lost)
        return;
    BannerText banner{u"core"_s, Banner::Mark::Hatch, {}, {}, {}, true, {}};
    banner.bold = BannerStack::tr("Decision core not responding since %1.")
                      .arg(format::utcTime(session.present().snapshot().live.heartbeat));
    banner.rest = BannerStack::tr("Decisions are disabled; audit and charts show data up to then.");
    banners.push_back(banner);
}

void addStorage(std::vector<BannerText>& banners, const Session& session)
{
    // Also over a replay: it is the present that cannot be written.
    const auto& live = session.present().snapshot().live;
    if (!live.storageTrouble.isEmpty())
        banners.push_back(
            {u"storage"_s,
             Banner::Mark::P0,
             BannerStack::tr("The journal cannot be written."),
             live.storageTrouble + u". "_s + BannerStack::tr("Watching and reading go on; nothing can be decided."),
             live.storageTrouble,
             true,
             {}});
    if (live.clockOffset && std::chrono::abs(*live.clockOffset) > std::chrono::seconds{30})
        banners.push_back(
            {u"clock"_s,
             Banner::Mark::P2,
             BannerStack::tr("The clock is off by %1.").arg(format::duration(std::chrono::abs(*live.clockOffset))),
             BannerStack::tr("Decisions wait until it is right; watching goes on."),
             {},
             false,
             {}});
}

/// What alarms everybody about requests: one decided alone, and one that too few people can decide.
void addApprovals(std::vector<BannerText>& banners, const Session& session)
{
    const auto& state = session.state();
    state.approvals.forEachOngoing([&](const ApprovalId& id, const auto& approval) {
        const auto service = approval->service.value();
        if (approval->isToReview()) {
            const auto by = words::actor(approval->decidedBy);
            banners.push_back(
                {u"alone:"_s + id.value(),
                 Banner::Mark::P0,
                 //: %1 is a service, %2 a person, %3 a time
                 BannerStack::tr("%1 was decided by %2 alone at %3.").arg(service, by, since(approval->decidedAt)),
                 BannerStack::tr("Another approver agrees or objects; until then it stays in the list."),
                 {},
                 false,
                 {}});
        }
        const int missing = approval->isPending() ? engine::approversMissing(state, *approval) : 0;
        if (missing > 0)
            banners.push_back(
                {u"missing:"_s + id.value(),
                 Banner::Mark::P1,
                 BannerStack::tr("%n approver(s) missing for %1.", nullptr, missing).arg(service),
                 //: %1 is a number of people
                 BannerStack::tr("It needs %1 different people with a key who did not propose it. An admin adds one.")
                     .arg(approval->need),
                 {},
                 false,
                 {}});
    });
}

/// What the file's own signatures and hashes say of it.
QString proofWords(const compliance::Verified& verified)
{
    if (!verified.trouble.isEmpty())
        //: %1 is why
        return BannerStack::tr("It could not be verified: %1.").arg(words::told(verified.trouble));
    if (verified.to == 0)
        return BannerStack::tr("It is being verified.");
    qint64 damaged = 0;
    for (const auto& range : verified.damaged)
        damaged += range.last - range.first + 1;
    const auto others = format::integer(verified.to - damaged);
    if (damaged == 0)
        //: %1 is the number of the last record
        return BannerStack::tr("Records 1 to %1 verify.").arg(others);
    const auto first = format::integer(verified.damaged.front().first);
    if (damaged == 1)
        //: %1 is the number of a record, %2 how many others there are
        return BannerStack::tr("Record %1 does not match its hash; the %2 others verify.").arg(first, others);
    //: %1 is how many records, %2 the number of the first of them, %3 how many others there are
    return BannerStack::tr("%1 records from %2 on do not match their hashes; the %3 others verify.")
        .arg(format::integer(damaged), first, others);
}

QString readingWords(const Session::Reading& reading)
{
    if (reading.trouble.isEmpty())
        return BannerStack::tr("The other pages open when all of its events are read.");
    //: %1 is a sentence that says why
    return BannerStack::tr("The other pages stay closed: %1.").arg(words::told(reading.trouble));
}

BannerText offlineBanner(const Session& session)
{
    const auto& verified = session.present().snapshot().live.verified;
    const auto reading = session.reading();
    const bool goesOn = reading && reading->trouble.isEmpty();
    const bool isSound = verified.damaged.empty() && (!reading || goesOn);
    const auto why = reading ? readingWords(*reading) : session.readOnlyReason();
    return {
        u"mode"_s,
        isSound ? Banner::Mark::Review : Banner::Mark::P0,
        BannerStack::tr("Offline file, as of %1.").arg(format::utcDateTime(session.now())),
        goesOn ? readingWords(*reading) : why + u' ' + proofWords(verified),
        {},
        false,
        {}};
}

void addMode(std::vector<BannerText>& banners, const Session& session)
{
    const QString reason = session.readOnlyReason();
    switch (session.mode()) {
    case Session::Mode::Live:
        if (!reason.isEmpty() && coreFreshness(session) != Freshness::Lost)
            banners.push_back(
                {u"mode"_s, Banner::Mark::User, BannerStack::tr("Decisions are not possible."), reason, {}, false, {}});
        return;
    case Session::Mode::ReadOnly:
        banners.push_back({u"mode"_s, Banner::Mark::User, BannerStack::tr("Read-only."), reason, {}, false, {}});
        return;
    case Session::Mode::Replay: // the frame around the page says it
        if (const auto& state = session.state(); !state.coreRunning && state.epoch > 1)
            banners.push_back(
                {u"off"_s,
                 Banner::Mark::Hatch,
                 BannerStack::tr("The core was stopped at this moment."),
                 //: %1 is a time
                 BannerStack::tr("Shown is what it knew last, at %1; what happened since is not known.")
                     .arg(format::utcDateTime(state.at)),
                 {},
                 false,
                 {}});
        return;
    case Session::Mode::Demo: // said above everything
        return;
    case Session::Mode::Offline: banners.push_back(offlineBanner(session)); return;
    }
    Q_UNREACHABLE();
}

/// Above everything else, on every page and over a replay too: nobody may take it for the truth.
void addDemo(std::vector<BannerText>& banners, const Session& session)
{
    if (session.present().mode() != Session::Mode::Demo)
        return;
    BannerText banner{u"demo"_s, Banner::Mark::Play, {}, {}, {}, false, {}};
    banner.bold = BannerStack::tr("DEMO — invented data, nothing is sent.");
    //: %1 is the moment of an invented story
    banner.rest = BannerStack::tr("An evening of six hours, now %1; decide as if it were yours.")
                      .arg(format::utcDateTime(session.present().now()));
    banners.push_back(std::move(banner));
}

/// "Waiting: payments, search." of what is held back for that reason; empty = nothing.
QString waitingFor(const Session& session, const QString& reason, const freeze::Freeze* freeze = nullptr)
{
    QStringList starts;
    QStringList canaries;
    const auto& state = session.state();
    for (const auto& held : engine::restraint::heldBack(state)) {
        const auto patch = state.patches.find(held.patch);
        const auto subject = engine::restraint::subjectOf(state, held.service, patch ? patch->anomaly : AnomalyId{});
        if (held.reason != reason || (freeze && !freeze::covers(freeze->scope, subject)))
            continue;
        if (held.act == "start"_L1)
            starts << held.service.value();
        else
            //: %1 is a service, %2 the share of traffic its canary keeps
            canaries << BannerStack::tr("%1 at %2 %").arg(held.service.value()).arg(held.percent);
    }
    QStringList sentences;
    if (!starts.isEmpty())
        //: %1 lists services whose patches wait
        sentences << BannerStack::tr("Waiting to start: %1.").arg(starts.join(u", "_s));
    if (!canaries.isEmpty())
        //: %1 lists canaries and the shares they keep
        sentences << BannerStack::tr("Canaries that keep their share: %1.").arg(canaries.join(u", "_s));
    return sentences.join(u' ');
}

void addFreezes(std::vector<BannerText>& banners, const Session& session)
{
    for (const auto& freeze : session.state().freeze.freezes) {
        BannerText banner{u"freeze:"_s + freeze.id, Banner::Mark::P2, {}, {}, {}, false, {}};
        const auto scope = scopeText(freeze.scope);
        //: %1 what is frozen, %2 until when
        banner.bold =
            freeze.until
                ? BannerStack::tr("Healing is frozen: %1, until %2.").arg(scope, format::utcDateTime(*freeze.until))
                //: %1 what is frozen
                : BannerStack::tr("Healing is frozen: %1, until a person ends it.").arg(scope);
        const auto held = waitingFor(session, u"freeze"_s, &freeze);
        //: %1 who froze it, %2 why
        banner.rest = BannerStack::tr("By %1: %2.").arg(words::actor(freeze.actor), freeze.reason) + u' ' +
                      (held.isEmpty() ? BannerStack::tr("It holds nothing back now.") : held);
        banner.details = banner.bold + u'\n' + banner.rest;
        if (session.canDecide() && session.role() >= Role::Approver)
            banner.unfreeze = freeze.id;
        banners.push_back(std::move(banner));
    }
}

void addRest(std::vector<BannerText>& banners, const Session& session)
{
    if (!session.state().restDay)
        return;
    BannerText banner{u"rest"_s, Banner::Mark::Clock, {}, {}, {}, false, {}};
    //: %1 a moment, %2 a time zone
    banner.bold =
        BannerStack::tr("Rest day until %1 (%2).")
            .arg(format::utcDateTime(session.state().restDayEndsAt), session.state().policy.text(u"rest.zone"_s));
    banner.rest = BannerStack::tr("Watching, judging and approving go on; deployments start a minute after it.");
    if (const auto waiting = waitingFor(session, u"rest_day"_s); !waiting.isEmpty())
        banner.rest += u' ' + waiting;
    banners.push_back(std::move(banner));
}

void addBudget(std::vector<BannerText>& banners, const Session& session)
{
    const auto wait = engine::restraint::usedUpBudget(session.state(), session.now());
    if (!wait)
        return;
    BannerText banner{u"budget"_s, Banner::Mark::Clock, {}, {}, {}, false, {}};
    //: %1 a moment
    banner.bold = BannerStack::tr("The budget of canaries is used up until %1.").arg(format::utcDateTime(wait->until));
    const auto waiting = waitingFor(session, u"budget"_s);
    banner.rest = waiting.isEmpty() ? BannerStack::tr("Nothing waits for it now.") : waiting;
    banners.push_back(std::move(banner));
}

} // namespace

std::vector<BannerText> bannersOf(const Session& session)
{
    std::vector<BannerText> banners;
    addDemo(banners, session);
    addCore(banners, session);
    addStorage(banners, session);
    addApprovals(banners, session);
    addSourceBanners(banners, session);
    addMode(banners, session);
    addFreezes(banners, session);
    addRest(banners, session);
    addBudget(banners, session);
    const QStringList& unassigned = session.snapshot().live.unassignedAlerts;
    if (!unassigned.isEmpty())
        banners.push_back(
            {u"unassigned"_s,
             Banner::Mark::P3,
             BannerStack::tr("%n alert(s) name no registered service.", nullptr, static_cast<int>(unassigned.size())),
             unassigned.join(u", "_s),
             unassigned.join(u'\n'),
             false,
             {}});
    return banners;
}

BannerStack::BannerStack(Session& session, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&session, &Session::changed, this, &BannerStack::refresh);
    connect(&session, &Session::ticked, this, &BannerStack::refresh);
    refresh();
}

Banner* BannerStack::make(const BannerText& text)
{
    auto* banner = new Banner(this);
    if (auto* pace = text.key == "demo"_L1 ? m_session.pace() : nullptr)
        addPace(*banner, *pace);
    if (!text.details.isEmpty()) {
        auto* copy = new KeyButton(tr("Copy details"), {}, ButtonSize::Tool, banner);
        connect(copy, &QPushButton::clicked, banner, [banner] {
            QGuiApplication::clipboard()->setText(banner->sentence() + u'\n' + banner->accessibleDescription());
        });
        banner->addAction(copy);
    }
    if (!text.unfreeze.isEmpty()) {
        auto* end = new KeyButton(tr("End the freeze…"), {}, ButtonSize::Tool, banner);
        connect(end, &QPushButton::clicked, this, [this, id = text.unfreeze] { emit unfreezeRequested(id); });
        banner->addAction(end);
    }
    if (text.canReconnect) {
        auto* reconnect = new KeyButton(tr("Reconnect"), u"Ctrl+R"_s, ButtonSize::Tool, banner);
        connect(reconnect, &QPushButton::clicked, &m_session, &Session::refresh);
        banner->addAction(reconnect);
    }
    m_layout->addWidget(banner);
    return banner;
}

void BannerStack::addPace(Banner& banner, Pace& pace)
{
    const std::pair<int, QString> speeds[] = {{0, tr("Pause")}, {1, tr("1×")}, {10, tr("10×")}, {60, tr("60×")}};
    for (const auto& [times, words] : speeds) {
        auto* button = new KeyButton(words, {}, ButtonSize::Strip, &banner);
        button->setCheckable(true);
        button->setAccessibleName(times == 0 ? tr("Pause the demonstration") : tr("%1 times as fast").arg(times));
        button->setProperty("penelopeSpeed", times);
        connect(button, &QPushButton::clicked, this, [this, &pace, speed = times] {
            pace.setSpeed(speed);
            refresh();
        });
        banner.addAction(button);
    }
    auto* next = new KeyButton(tr("Next event"), {}, ButtonSize::Strip, &banner);
    connect(next, &QPushButton::clicked, this, [&pace] { pace.skip(); });
    banner.addAction(next);
}

void BannerStack::showPace()
{
    const auto* pace = m_session.pace();
    if (!pace)
        return;
    for (auto* button : findChildren<KeyButton*>()) {
        const auto speed = button->property("penelopeSpeed");
        if (speed.isValid())
            button->setChecked(speed.toInt() == pace->speed());
        if (speed.isValid() && speed.toInt() > 0)
            button->setEnabled(!pace->isOver());
    }
}

void BannerStack::refresh()
{
    const auto wanted = bannersOf(m_session);
    // Another operator may have another button.
    const auto key = [](const BannerText& text) { return text.key + (text.unfreeze.isEmpty() ? u""_s : u"+"_s); };
    const bool same = std::equal(
        wanted.begin(), wanted.end(), m_shown.begin(), m_shown.end(),
        [&](const BannerText& left, const Shown& right) { return key(left) == right.key; });
    if (!same) {
        for (const Shown& shown : m_shown)
            shown.banner->deleteLater();
        m_shown.clear();
        for (const BannerText& text : wanted)
            m_shown.push_back({key(text), make(text)});
        setVisible(!wanted.empty());
    }
    for (std::size_t i = 0; i < wanted.size(); ++i)
        m_shown[i].banner->show(wanted[i].mark, wanted[i].bold, wanted[i].rest);
    showPace();
}

} // namespace penelope::ui
