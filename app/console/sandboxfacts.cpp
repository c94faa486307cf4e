#include "app/console/sandboxfacts.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <sys/xattr.h>

namespace penelope::console {

using namespace Qt::Literals::StringLiterals;

namespace {

struct SandboxWords
{
    Q_DECLARE_TR_FUNCTIONS(SandboxWords)
};

QByteArray firstLine(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readLine(256).trimmed() : QByteArray{};
}

/// A kernel that says nothing of a switch has not switched it off.
bool areUserNamespacesOn()
{
    const auto most = firstLine(u"/proc/sys/user/max_user_namespaces"_s);
    return firstLine(u"/proc/sys/kernel/unprivileged_userns_clone"_s) != "0" && !most.isEmpty() && most != "0";
}

/// As sandbox::findDelegatedGroup sees it, which is part of the core's module and not of this program.
bool isControlGroupDelegated()
{
    QFile own(u"/proc/self/cgroup"_s);
    if (!own.open(QIODevice::ReadOnly))
        return false;
    for (const auto& line : own.readAll().split('\n')) {
        if (!line.startsWith("0::/") || line.size() == 4)
            continue;
        auto group = u"/sys/fs/cgroup"_s + QFile::decodeName(line.mid(3));
        if (group.endsWith("/penelope-core"_L1))
            group.truncate(group.lastIndexOf(u'/'));
        const auto offered = firstLine(group + u"/cgroup.controllers"_s).split(' ');
        char mark = 0;
        const auto path = QFile::encodeName(group);
        if (QFile::exists(u"/run/systemd/system"_s) &&
            (::getxattr(path.constData(), "user.delegate", &mark, 1) != 1 || mark != '1'))
            return false;
        return offered.contains("memory") && offered.contains("pids") && offered.contains("cpu") &&
               QFileInfo(group).isWritable() && QFileInfo(group + u"/cgroup.subtree_control"_s).isWritable();
    }
    return false;
}

} // namespace

std::vector<ui::DeskFact> sandboxFacts()
{
    const auto missing = SandboxWords::tr("missing");
    const auto offered = SandboxWords::tr("offered");
    const auto bubblewrap = QStandardPaths::findExecutable(u"bwrap"_s);
    const auto confiner = QCoreApplication::applicationDirPath() + u"/penelope-confine"_s;
    const bool filters = QFileInfo(confiner).isExecutable();
    const bool spaces = areUserNamespacesOn();
    const bool groups = isControlGroupDelegated();
    return {
        {SandboxWords::tr("Twin: bubblewrap"), bubblewrap.isEmpty() ? missing : bubblewrap,
         bubblewrap.isEmpty() ? SandboxWords::tr("No patch is tried without it: apt install bubblewrap.") : QString()},
        {SandboxWords::tr("Twin: filter of system calls"), filters ? offered : missing,
         filters ? QString()
                 : SandboxWords::tr("penelope-confine does not lie beside the program; no patch is tried.")},
        {SandboxWords::tr("Twin: user namespaces"), spaces ? offered : missing,
         spaces ? QString() : SandboxWords::tr("The kernel has them switched off; no patch is tried unless as root.")},
        {SandboxWords::tr("Twin: control groups"), groups ? offered : missing,
         groups ? QString()
                : SandboxWords::tr("None is delegated: limits are the kernel's on each process, and memory of all "
                                   "together is watched ten times a second.")}};
}

} // namespace penelope::console
