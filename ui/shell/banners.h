#pragma once

#include "ui/shell/session.h"
#include "ui/widgets/parts.h"

#include <vector>

class QVBoxLayout;

namespace penelope::ui {

/// What stands under the strip, most grave first. Pure, so that a test can ask it.
struct BannerText
{
    QString key; ///< one banner a key: "core", "source:prometheus/main", "mode" …
    Banner::Mark mark = Banner::Mark::Hatch;
    QString bold;
    QString rest;
    QString details; ///< for Copy details; empty = no such button
    bool canReconnect = false;
    QString unfreeze; ///< id of the freeze that a button ends; empty = no such button
};
std::vector<BannerText> bannersOf(const Session& session);

/// The stack of banners under the attention strip.
class BannerStack : public QWidget
{
    Q_OBJECT

public:
    explicit BannerStack(Session& session, QWidget* parent = nullptr);

signals:
    void unfreezeRequested(const QString& id);

private:
    void refresh();
    Banner* make(const BannerText& text);
    void addPace(Banner& banner, Pace& pace);
    void showPace();

    struct Shown
    {
        QString key;
        Banner* banner = nullptr;
    };
    Session& m_session;
    QVBoxLayout* m_layout;
    std::vector<Shown> m_shown;
};

} // namespace penelope::ui
