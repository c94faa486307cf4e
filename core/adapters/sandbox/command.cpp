#include "core/adapters/sandbox/command.h"

namespace penelope::sandbox {

using namespace Qt::Literals::StringLiterals;

namespace {

const auto confinerInside = u"/run/penelope-confine"_s;

QStringList environment()
{
    return {u"--clearenv"_s, u"--setenv"_s, u"PATH"_s,    u"/usr/bin:/bin"_s, u"--setenv"_s, u"HOME"_s, u"/work"_s,
            u"--setenv"_s,   u"LANG"_s,     u"C.UTF-8"_s, u"--setenv"_s,      u"TMPDIR"_s,   u"/tmp"_s};
}

QStringList isolation()
{
    return {
        u"--unshare-all"_s,
        u"--unshare-user"_s,
        u"--disable-userns"_s,
        u"--die-with-parent"_s,
        u"--new-session"_s,
        u"--hostname"_s,
        u"twin"_s,
        u"--cap-drop"_s,
        u"ALL"_s};
}

QStringList filesOf(const Machine& machine, const Sandbox::Job& job, const Copies& copies)
{
    QStringList arguments{u"--ro-bind"_s, u"/usr"_s, u"/usr"_s};
    for (const auto& folder : machine.systemFolders)
        arguments << u"--ro-bind"_s << folder << folder;
    for (qsizetype at = 0; at + 1 < machine.systemLinks.size(); at += 2)
        arguments << u"--symlink"_s << machine.systemLinks[at] << machine.systemLinks[at + 1];
    const auto most = QString::number(job.limits.temporaryBytes);
    arguments << u"--proc"_s << u"/proc"_s << u"--dev"_s << u"/dev"_s;
    for (const auto& place : {u"/dev/shm"_s, u"/tmp"_s})
        arguments << u"--size"_s << most << u"--tmpfs"_s << place;
    arguments << u"--bind"_s << copies.work << u"/work"_s << u"--chdir"_s << u"/work"_s;
    // After the copy: a folder of the machine may lie below a folder of this name.
    if (job.network) {
        for (const auto& path :
             {u"/etc/resolv.conf"_s, u"/etc/hosts"_s, u"/etc/nsswitch.conf"_s, u"/etc/ssl/certs"_s, u"/etc/services"_s})
            arguments << u"--ro-bind-try"_s << path << path;
    }
    for (const auto& folder : job.readable)
        arguments << u"--ro-bind"_s << folder << folder;
    for (std::size_t at = 0; at < job.others.size(); ++at)
        arguments << (job.others[at].of.isEmpty() ? u"--bind"_s : u"--ro-bind"_s)
                  << copies.others[static_cast<qsizetype>(at)] << job.others[at].at;
    for (const auto& tool : copies.tools)
        arguments << u"--ro-bind"_s << tool << u"/tools/"_s + tool.section(u'/', -1);
    arguments << u"--ro-bind"_s << copies.confiner << confinerInside;
    // What holds the others up is memory too, and nothing would bound it.
    for (const auto& place : {u"/dev"_s, u"/"_s})
        arguments << u"--remount-ro"_s << place;
    return arguments;
}

} // namespace

QStringList commandLine(const Machine& machine, const Sandbox::Job& job, const Copies& copies)
{
    QStringList line{machine.bubblewrap};
    line += isolation();
    if (job.network)
        line << u"--share-net"_s;
    line += environment();
    line += filesOf(machine, job, copies);
    line << u"--json-status-fd"_s << QString::number(machine.statusDescriptor);
    line << u"--"_s << confinerInside << QString::number(machine.socketDescriptor)
         << QString::number(job.limits.processes);
    line += job.argv;
    return line;
}

} // namespace penelope::sandbox
