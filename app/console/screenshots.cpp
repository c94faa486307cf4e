#include "app/console/screenshots.h"

#include <QApplication>
#include <QDir>

#include <algorithm>

namespace penelope::console {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Time for the readers of a page to answer and for its layout to settle.
constexpr auto settling = 500ms;

} // namespace

Screenshots::Screenshots(QApplication& application, ui::MainWindow& window, Plan plan)
    : m_application(application)
    , m_window(window)
    , m_plan(std::move(plan))
{
    const QStringList pages = m_plan.pages.isEmpty() ? window.pageNames() : m_plan.pages;
    std::vector<ui::Scheme> schemes{ui::Scheme::Light, ui::Scheme::Dark};
    if (const auto wanted = ui::schemeFromWord(m_plan.theme))
        schemes = {*wanted};
    for (const ui::Scheme scheme : schemes) {
        for (const QString& page : pages)
            m_pictures.push_back({scheme, page});
    }
    std::reverse(m_pictures.begin(), m_pictures.end());
    m_settled.setSingleShot(true);
    m_settled.callOnTimeout(this, &Screenshots::take);
}

Status Screenshots::start()
{
    if (!QDir().mkpath(m_plan.folder))
        return failure(ErrorCode::Storage, u"the folder of the pictures could not be made"_s, m_plan.folder);
    m_window.resize(1440, 900);
    m_window.show();
    prepare();
    return {};
}

void Screenshots::prepare()
{
    if (m_pictures.empty()) {
        emit finished({});
        return;
    }
    const Picture& next = m_pictures.back();
    if (ui::Theme::of(&m_window).scheme() != next.scheme)
        ui::Theme::apply(m_application, ui::Theme(next.scheme, 1));
    m_window.openPage(next.page.section(u'/', 0, 0), next.page.section(u'/', 1));
    m_settled.start(settling);
}

void Screenshots::take()
{
    const Picture picture = m_pictures.back();
    m_pictures.pop_back();
    auto page = picture.page;
    const QString file =
        u"%1/%2-%3-%4.png"_s.arg(m_plan.folder, page.replace(u'/', u'-'), toWord(picture.scheme), m_plan.lang);
    if (!m_window.grab().save(file)) {
        emit finished(u"%1 could not be written"_s.arg(file));
        return;
    }
    prepare();
}

} // namespace penelope::console
