#pragma once

#include "ui/shell/session.h"

#include <QWidget>

#include <functional>

namespace penelope::ui {

/// One screen of the navigation. Answers one question, written as its subtitle (ux.md 0).
class Page : public QWidget
{
    Q_OBJECT

public:
    struct Attention
    {
        int count = 0;                    ///< shown at the right of the navigation row; 0 = nothing
        std::optional<Severity> severity; ///< shape beside it; absent = normal
        QString word;                     ///< for the accessible name: "3 waiting, 1 critical"
        bool unknown = false;             ///< a muted "?" in place of both: nobody can say yet
        bool operator==(const Attention&) const = default;
    };

    explicit Page(Session& session, QWidget* parent = nullptr)
        : QWidget(parent)
        , m_session(session)
    {}

    virtual QString name() const = 0; ///< for --page and file names: "approvals"
    virtual QString title() const = 0;
    virtual QString question() const = 0;
    /// In replay it has no head of its own: the bar of the frame is it.
    virtual bool headIsBar() const { return false; }
    virtual Attention attention() const { return {}; }
    /// What a permalink to the row that is chosen here names; empty = nothing chosen, or rows that have no links.
    virtual QString selectedItem() const { return {}; }
    /// Gives the keyboard to what matters most on this page.
    virtual void takeFocus() = 0;

signals:
    void attentionChanged();
    /// Asks the shell for another page, perhaps at one item ("audit", "10000413").
    void openRequested(const QString& page, const QString& item);

public slots:
    /// Selects the item a permalink, a strip button or another page names.
    virtual void open(const QString& item) { Q_UNUSED(item) }

protected:
    Session& session() const { return m_session; }

private:
    Session& m_session;
};

/// A page as the window knows it before it is built.
struct PagePlan
{
    /// `make` is called once, when the page is first needed. The window becomes its parent.
    PagePlan(QString pageName, QString pageTitle, std::function<Page*()> makePage)
        : name(std::move(pageName))
        , title(std::move(pageTitle))
        , make(std::move(makePage))
    {}
    /// A page that is there already.
    PagePlan(Page* built)
        : name(built->name())
        , title(built->title())
        , make([built] { return built; })
        , isReady(true)
    {}

    /// It shows something while the state is not there (Session::reading).
    PagePlan withoutState() &&
    {
        needsState = false;
        return std::move(*this);
    }

    QString name;  ///< Page::name
    QString title; ///< Page::title
    std::function<Page*()> make;
    bool isReady = false; ///< `make` builds nothing
    bool needsState = true;
    Page* page = nullptr; ///< once the window has it
};

/// With the words of the page's class.
template <typename Kind> PagePlan planOf(std::function<Page*()> make)
{
    return {Kind::ownName(), Kind::ownTitle(), std::move(make)};
}

} // namespace penelope::ui
