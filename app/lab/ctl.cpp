#include "app/lab/ctl.h"

#include "core/base/json.h"

#include <QDir>
#include <QLocalSocket>

#include <cstdio>

namespace penelope::lab {

using namespace Qt::Literals::StringLiterals;

int runCtl(const QString& socket, const QStringList& words)
{
    constexpr int limitMs = 50000;
    auto absolute = words;
    if (absolute.size() == 4)
        absolute[3] = QDir{absolute.at(3)}.absolutePath();
    QLocalSocket lab;
    lab.connectToServer(socket);
    if (!lab.waitForConnected(5000)) {
        std::fprintf(stderr, "no lab answers on %s: %s\n", qUtf8Printable(socket), qUtf8Printable(lab.errorString()));
        return 3;
    }
    lab.write(toJsonText(Json::object({{u"words"_s, jsonList(absolute)}})) + '\n');
    while (!lab.canReadLine()) {
        if (!lab.waitForReadyRead(limitMs))
            break;
    }
    const auto answer = parseForeign(lab.readLine());
    if (answer && (*answer)[u"ok"].toBool())
        return 0;
    std::fprintf(stderr, "%s\n", qUtf8Printable(answer ? (*answer)[u"message"].toString() : u"the lab fell silent"_s));
    return answer ? 1 : 3;
}

} // namespace penelope::lab
