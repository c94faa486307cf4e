#include "ui/shell/permalink.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

class PermalinkWords
{
    Q_DECLARE_TR_FUNCTIONS(Permalink)
};

constexpr qsizetype longestLink = 400;
constexpr qsizetype repeated = 60;

struct KindForm
{
    Permalink::Kind kind;
    QLatin1StringView word;
    QLatin1StringView page;
    const char* item; ///< what the last part may be
};

constexpr std::array<KindForm, 4> kindForms{{
    {Permalink::Kind::Approval, QLatin1StringView("approval"), QLatin1StringView("approvals"), "^[0-9a-f]{8,16}\\z"},
    {Permalink::Kind::Canary, QLatin1StringView("canary"), QLatin1StringView("canaries"), "^[0-9a-f]{8,16}\\z"},
    {Permalink::Kind::Event, QLatin1StringView("event"), QLatin1StringView("audit"), "^[1-9][0-9]{0,17}\\z"},
    {Permalink::Kind::Breaker, QLatin1StringView("breaker"), QLatin1StringView("breakers"),
     "^[A-Za-z0-9][A-Za-z0-9._-]{0,127}\\z"},
}};

const KindForm& formOf(Permalink::Kind kind)
{
    return *std::find_if(
        kindForms.begin(), kindForms.end(), [kind](const KindForm& form) { return form.kind == kind; });
}

/// Only what can be seen, and not much of it: the text comes from anybody.
QString shown(const QString& text)
{
    QString safe = text.left(repeated);
    for (QChar& c : safe) {
        if (!c.isPrint() || c.category() == QChar::Other_Format)
            c = QChar::ReplacementCharacter;
    }
    return text.size() > repeated ? safe + u'…' : safe;
}

Failure refused(const QString& text, const QString& why)
{
    //: %1 is what was given, %2 a sentence that says why
    return failure(ErrorCode::Malformed, PermalinkWords::tr("“%1” is no link of Penelope: %2").arg(shown(text), why));
}

} // namespace

Result<Permalink> parsePermalink(const QString& text)
{
    if (text.size() > longestLink)
        return refused(text, PermalinkWords::tr("it is too long."));
    static const QRegularExpression form(u"^penelope://([a-z]+)/([^/?#]+)(?:\\?at=([0-9TZ:.+-]+))?\\z"_s);
    const auto match = form.match(text);
    if (!match.hasMatch())
        return refused(
            text, PermalinkWords::tr("it has to read penelope://approval/ID, canary/ID, event/NUMBER or "
                                     "breaker/SERVICE, perhaps with ?at=TIME behind."));
    const auto kind = std::find_if(kindForms.begin(), kindForms.end(), [&match](const KindForm& each) {
        return match.capturedView(1) == each.word;
    });
    if (kind == kindForms.end())
        return refused(text, PermalinkWords::tr("there are links to approval, canary, event and breaker only."));
    Permalink link{kind->kind, match.captured(2)};
    if (!QRegularExpression(QString::fromLatin1(kind->item)).match(link.item).hasMatch())
        return refused(text, PermalinkWords::tr("its last part names nothing that could be there."));
    if (match.hasCaptured(3)) {
        link.at = instantFromIso(match.captured(3));
        if (!link.at)
            return refused(text, PermalinkWords::tr("its time has to read as 2026-08-22T03:41:20Z."));
    }
    return link;
}

QString toText(const Permalink& link)
{
    const QString at = link.at ? u"?at="_s + toIso(*link.at) : QString{};
    return u"penelope://"_s + formOf(link.kind).word + u'/' + link.item + at;
}

QString pageOf(Permalink::Kind kind)
{
    return formOf(kind).page;
}

std::optional<Permalink> permalinkTo(const QString& page, const QString& item)
{
    const auto form =
        std::find_if(kindForms.begin(), kindForms.end(), [&page](const KindForm& each) { return page == each.page; });
    if (form == kindForms.end() || item.isEmpty())
        return std::nullopt;
    return Permalink{form->kind, item};
}

} // namespace penelope::ui
