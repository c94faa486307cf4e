#include "ui/welcome/welcomewindow.h"

#include "ui/settings/appearancetab.h"
#include "ui/settings/connectionform.h"
#include "ui/settings/languagetab.h"
#include "ui/settings/preferences.h"
#include "ui/text/coresentences.h"
#include "ui/widgets/filedialogs.h"
#include "ui/widgets/keybutton.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScreen>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace penelope::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

enum WelcomePage { UsePage, ConnectionPage, LookPage, PageCount };

} // namespace

WelcomeWindow::WelcomeWindow(
    SettingsDesk& desk, Preferences& preferences, std::function<void(const Theme&)> applyTheme, QWidget* sound,
    QWidget* parent)
    : QDialog(parent)
    , m_desk(desk)
    , m_preferences(preferences)
    , m_applyTheme(std::move(applyTheme))
    , m_pages(new QStackedWidget(this))
    , m_uses(new QButtonGroup(this))
    , m_step(new Label({}, Type::Body, Tone::Muted, this))
    , m_trouble(new Label({}, Type::Body, Tone::Text, this))
    , m_skip(new KeyButton(tr("Skip"), tr("Esc"), ButtonSize::Main, this))
    , m_back(new KeyButton(tr("Back"), {}, ButtonSize::Main, this))
    , m_next(new KeyButton(tr("Next"), tr("Ctrl+Enter"), ButtonSize::Main, this))
{
    const auto theme = Theme::of(this);
    setWindowTitle(tr("Welcome to Penelope"));
    const QSize wanted(theme.px(820), theme.px(640));
    resize(screen() ? wanted.boundedTo(screen()->availableSize()) : wanted);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_pages, 1);
    m_pages->addWidget(buildUse());
    m_pages->addWidget(buildConnection());
    m_pages->addWidget(buildLook(sound));
    column->addWidget(new HairLine(Qt::Horizontal, this));
    m_trouble->setWordWrap(true);
    m_trouble->setContentsMargins(16, 8, 16, 0);
    column->addWidget(m_trouble);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(16, 12, 16, 12);
    row->setSpacing(8);
    row->addWidget(m_step);
    row->addStretch(1);
    for (auto* button : {m_skip, m_back, m_next}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    column->addLayout(row);
    connect(m_skip, &KeyButton::clicked, this, &WelcomeWindow::skip);
    connect(m_back, &KeyButton::clicked, this, &WelcomeWindow::back);
    connect(m_next, &KeyButton::clicked, this, &WelcomeWindow::next);
    showPage(UsePage);
}

QWidget* WelcomeWindow::pageOf(const QString& title, const QString& sentence, QWidget* content)
{
    auto* page = new QWidget(m_pages);
    setSurface(page, Surface::Panel);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 32, 0, 0);
    column->setSpacing(8);
    auto* head = new Label(title, Type::Calm, Tone::Text, page);
    head->setContentsMargins(16, 0, 16, 0);
    head->setWordWrap(true);
    auto* below = new Label(sentence, Type::Lead, Tone::Muted, page);
    below->setContentsMargins(16, 0, 16, 8);
    below->setWordWrap(true);
    column->addWidget(head);
    column->addWidget(below);
    column->addWidget(content, 1);
    return page;
}

QWidget* WelcomeWindow::buildUse()
{
    struct Choice
    {
        Use use;
        QString name;
        QString sentence;
    };
    const Choice choices[] = {
        {Use::OnCall, tr("On call"), tr("A core runs here, watches Prometheus and asks you before a patch ships.")},
        {Use::Review, tr("Review"), tr("You look back at what happened: replay, what-if, reports.")},
        {Use::Audit, tr("Audit a file"), tr("You have a journal and no network. Nothing is written; all is verified.")},
        {Use::Demo, tr("Demonstration"),
         tr("An invented evening to try everything on. Nothing is sent, nothing of yours is touched.")}};
    // With large text on a small screen the four do not fit.
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* box = new QWidget(scroll);
    setSurface(box, Surface::Panel);
    scroll->setWidget(box);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(16, 8, 16, 16);
    column->setSpacing(4);
    for (const auto& choice : choices) {
        const int number = static_cast<int>(choice.use) + 1;
        auto* button = new KeyButton(choice.name, QString::number(number), ButtonSize::Main, box);
        button->setCheckable(true);
        button->setAutoDefault(false);
        button->setAccessibleDescription(choice.sentence);
        button->setFixedWidth(Theme::of(this).px(280));
        m_uses->addButton(button, static_cast<int>(choice.use));
        column->addWidget(button);
        auto* below = new Label(choice.sentence, Type::Body, Tone::Muted, box);
        below->setWordWrap(true);
        below->setContentsMargins(0, 0, 0, 12);
        column->addWidget(below);
    }
    column->addStretch(1);
    m_uses->setExclusive(true);
    m_uses->button(static_cast<int>(m_use))->setChecked(true);
    connect(m_uses, &QButtonGroup::idClicked, this, [this](int id) { m_use = static_cast<Use>(id); });
    return pageOf(
        tr("How will you use it?"), tr("Press 1 to 4, then Ctrl+Enter. Everything can be changed later."), scroll);
}

QWidget* WelcomeWindow::buildConnection()
{
    m_connection = new ConnectionForm(m_desk, this);
    return pageOf(
        tr("Which Prometheus?"),
        tr("Penelope only asks it. Without one, approvals work and canaries cannot be judged."), m_connection);
}

QWidget* WelcomeWindow::buildLook(QWidget* sound)
{
    auto* box = new QWidget(this);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    auto* form = new SettingsForm(box);
    m_language = languageChoice(box);
    m_language->setCurrentIndex(m_language->findData(m_preferences.language()));
    form->addRow(tr("Language"), m_language, tr("Holds as soon as the console opens."), {});
    m_scheme = schemeChoice(box);
    m_scheme->setCurrentIndex(m_scheme->findData(toWord(Theme::of(this).scheme())));
    form->addRow(tr("Theme"), m_scheme, {}, {});
    connect(m_scheme, &QComboBox::currentIndexChanged, this, [this] {
        const auto scheme = schemeFromWord(m_scheme->currentData().toString()).value_or(Scheme::Light);
        m_applyTheme(Theme(scheme, Theme::of(this).zoom()));
    });
    column->addWidget(form, 1);
    if (sound)
        column->addWidget(sound);
    const auto title = sound ? tr("How should it look and sound?") : tr("How should it look?");
    return pageOf(title, tr("The settings have the rest."), box);
}

int WelcomeWindow::page() const
{
    return m_pages->currentIndex();
}

void WelcomeWindow::choose(Use use)
{
    m_use = use;
    m_uses->button(static_cast<int>(use))->setChecked(true);
}

void WelcomeWindow::showPage(int page)
{
    m_pages->setCurrentIndex(page);
    //: %1 and %2 are numbers of pages
    m_step->show(tr("Page %1 of %2").arg(page + 1).arg(int(PageCount)));
    m_trouble->show({});
    m_trouble->setVisible(false);
    m_back->setEnabled(page > UsePage);
    m_next->setText(page == LookPage ? tr("Open Penelope") : tr("Next"));
    if (page == UsePage)
        m_uses->button(static_cast<int>(m_use))->setFocus(Qt::OtherFocusReason);
    else if (page == ConnectionPage)
        m_connection->takeFocus();
    else
        m_language->setFocus(Qt::OtherFocusReason);
}

bool WelcomeWindow::keepConnection()
{
    auto connection = m_connection->connection();
    if (connection.url.isEmpty())
        return true; // it goes without
    Status kept;
    if (const auto typed = m_connection->typedSecret(); !typed.isEmpty()) {
        const auto place = m_desk.keepSecret(connection.name, typed);
        if (place)
            connection.secret = *place;
        else
            kept = Failure{place.error()};
    }
    if (kept)
        kept = m_desk.keep({connection});
    if (kept)
        return true;
    m_trouble->setVisible(true);
    m_trouble->show(tr("Not kept: %1").arg(words::told(kept.error())));
    return false;
}

void WelcomeWindow::next()
{
    if (page() == UsePage && m_use == Use::Audit && m_file.isEmpty())
        return askForFile();
    // Whoever looks at a file or at the demonstration needs no connection.
    const bool connects = m_use == Use::OnCall || m_use == Use::Review;
    if (page() == UsePage)
        return showPage(connects ? ConnectionPage : LookPage);
    if (page() == ConnectionPage)
        return keepConnection() ? showPage(LookPage) : void();
    finish();
}

void WelcomeWindow::back()
{
    const bool connects = m_use == Use::OnCall || m_use == Use::Review;
    showPage(page() == LookPage && connects ? ConnectionPage : UsePage);
}

void WelcomeWindow::askForFile()
{
    auto* dialog =
        openDialog(this, tr("The journal to look at"), {tr("Journals (*.db *.penelope-audit)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &WelcomeWindow::takeFile);
    dialog->open();
    emit fileWanted();
}

void WelcomeWindow::takeFile(const QString& path)
{
    m_file = path;
    choose(Use::Audit);
    showPage(LookPage);
}

void WelcomeWindow::finish()
{
    m_preferences.setLanguage(m_language->currentData().toString());
    m_preferences.setTheme(Theme::of(this));
    m_preferences.setStartPage(m_use == Use::Review ? u"review"_s : u"approvals"_s);
    accept();
}

void WelcomeWindow::skip()
{
    // What was already chosen on this page counts; a file that was not chosen cannot be looked at.
    if (m_use == Use::Audit && m_file.isEmpty())
        m_use = Use::OnCall;
    finish();
}

void WelcomeWindow::keyPressEvent(QKeyEvent* event)
{
    const int number = event->key() - Qt::Key_1;
    const bool commits = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (commits && event->modifiers().testFlag(Qt::ControlModifier))
        next();
    else if (event->key() == Qt::Key_Escape)
        skip();
    else if (page() == UsePage && number >= 0 && number < 4 && event->modifiers() == Qt::NoModifier)
        choose(static_cast<Use>(number));
    else if (!commits) // Enter alone never commits
        QDialog::keyPressEvent(event);
}

} // namespace penelope::ui
