#include <seccomp.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <linux/sched.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

/// penelope-confine SOCKET PROCESSES PROGRAM [ARGUMENT]...: inside of a sandbox that stands, limits the processes,
/// gives the socket a listener that hears each refused system call, waits for one byte of it, and becomes the program.
namespace {

constexpr int notStarted = 126;
constexpr int notFound = 127;

/// What a service, its tests and a generator have no need of, and what breaks out of sandboxes are made of.
constexpr std::array refusedCalls{
    // other file systems
    "mount", "umount2", "umount", "pivot_root", "chroot", "move_mount", "open_tree", "fsopen", "fsconfig", "fsmount",
    "fspick", "mount_setattr", "swapon", "swapoff", "quotactl", "quotactl_fd", "open_by_handle_at",
    // other processes
    "ptrace", "process_vm_readv", "process_vm_writev", "process_madvise", "pidfd_getfd", "kcmp", "setns",
    // the kernel
    "bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "keyctl", "add_key", "request_key", "init_module",
    "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot", "syslog", "acct", "iopl", "ioperm",
    "lookup_dcookie", "vhangup", "nfsservctl", "fanotify_init",
    // the machine
    "settimeofday", "clock_settime", "clock_adjtime", "stime", "sethostname", "setdomainname"};

struct Refused
{
    const char* call;
    std::vector<scmp_arg_cmp> when;
};

scmp_arg_cmp has(unsigned argument, scmp_datum_t mask, scmp_datum_t value)
{
    return {argument, SCMP_CMP_MASKED_EQ, mask, value};
}

constexpr scmp_datum_t word = 0xffffffff;

/// Calls that are refused for what they are asked to do.
std::vector<Refused> refusedUses()
{
    constexpr scmp_datum_t socketType = 0xf;
    constexpr scmp_datum_t negative = 0x80000000;
    constexpr scmp_datum_t timeSpace = 0x80;      // CLONE_NEWTIME; of clone these bits are a signal
    constexpr scmp_datum_t insertInput = 0x5412;  // TIOCSTI
    constexpr scmp_datum_t consoleInput = 0x541c; // TIOCLINUX
    std::vector<Refused> uses{
        {"unshare", {has(0, timeSpace, timeSpace)}},
        {"ioctl", {has(1, word, insertInput)}},
        {"ioctl", {has(1, word, consoleInput)}},
        {"socket", {has(0, word, AF_INET), has(1, socketType, SOCK_RAW)}},
        {"socket", {has(0, word, AF_INET6), has(1, socketType, SOCK_RAW)}},
        {"mknod", {has(1, S_IFMT, S_IFCHR)}},
        {"mknod", {has(1, S_IFMT, S_IFBLK)}},
        {"mknodat", {has(2, S_IFMT, S_IFCHR)}},
        {"mknodat", {has(2, S_IFMT, S_IFBLK)}},
        {"sched_setscheduler", {has(1, word, 1)}}, // SCHED_FIFO
        {"sched_setscheduler", {has(1, word, 2)}}, // SCHED_RR
        {"setpriority", {has(2, negative, negative)}},
        {"setuid", {has(0, word, 0)}},
        {"setresuid", {has(0, word, 0)}},
        {"setreuid", {has(0, word, 0)}}};
    constexpr std::array families{AF_PACKET, AF_VSOCK, AF_ALG, AF_BLUETOOTH, AF_CAN, AF_TIPC, AF_KEY, AF_RDS, AF_XDP};
    constexpr std::array<scmp_datum_t, 7> spaces{CLONE_NEWUSER, CLONE_NEWNS,  CLONE_NEWPID,   CLONE_NEWNET,
                                                 CLONE_NEWIPC,  CLONE_NEWUTS, CLONE_NEWCGROUP};
    uses.reserve(uses.size() + families.size() + 2 * spaces.size());
    for (const auto family : families)
        uses.push_back({"socket", {has(0, word, static_cast<scmp_datum_t>(family))}});
    for (const auto space : spaces) {
        uses.push_back({"unshare", {has(0, space, space)}});
        uses.push_back({"clone", {has(0, space, space)}});
    }
    return uses;
}

bool refuse(scmp_filter_ctx filter, std::uint32_t action, const char* call, const std::vector<scmp_arg_cmp>& when = {})
{
    const int number = seccomp_syscall_resolve_name(call);
    // What this machine's kind does not have needs no refusal.
    if (number == __NR_SCMP_ERROR)
        return true;
    const int code = seccomp_rule_add_array(filter, action, number, static_cast<unsigned>(when.size()), when.data());
    return code == 0 || code == -EDOM || code == -EEXIST;
}

bool fill(scmp_filter_ctx filter)
{
    // Its flags lie in memory, where a filter cannot look; a C library takes the answer as "try clone".
    bool whole = refuse(filter, SCMP_ACT_ERRNO(ENOSYS), "clone3");
    for (const auto* call : refusedCalls)
        whole = refuse(filter, SCMP_ACT_NOTIFY, call) && whole;
    for (const auto& use : refusedUses())
        whole = refuse(filter, SCMP_ACT_NOTIFY, use.call, use.when) && whole;
    return whole;
}

bool give(int socket, int descriptor)
{
    char byte = 'L';
    iovec text{&byte, 1};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> space{};
    msghdr message{};
    message.msg_iov = &text;
    message.msg_iovlen = 1;
    message.msg_control = space.data();
    message.msg_controllen = space.size();
    auto* head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof(int));
    std::memcpy(CMSG_DATA(head), &descriptor, sizeof(int));
    return ::sendmsg(socket, &message, 0) == 1;
}

/// Empty, or what failed.
const char* confine(int socket)
{
    auto* filter = seccomp_init(SCMP_ACT_ALLOW);
    if (!filter)
        return "no filter of system calls can be made";
    seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    constexpr std::uint32_t searchTree = 2;
    seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, searchTree);
    if (!fill(filter))
        return "the filter of system calls cannot be filled";
    if (seccomp_load(filter) != 0)
        return "the kernel does not take the filter of system calls";
    const int listener = seccomp_notify_fd(filter);
    if (listener < 0 || !give(socket, listener))
        return "nobody hears refused system calls";
    ::close(listener);
    seccomp_release(filter);
    char go = 0;
    return ::read(socket, &go, 1) == 1 ? nullptr : "nobody waits for it any more";
}

} // namespace

int main(int count, char** words)
{
    constexpr int first = 3;
    if (count <= first) {
        std::fprintf(stderr, "penelope-confine runs in the digital twin's sandbox only\n");
        return notStarted;
    }
    const int socket = std::atoi(words[1]);
    // Here, where the limit counts this sandbox's processes alone.
    const auto processes = static_cast<rlim_t>(std::strtoull(words[2], nullptr, 10));
    const rlimit most{processes, processes};
    ::fcntl(socket, F_SETFD, FD_CLOEXEC);
    const auto* trouble = ::setrlimit(RLIMIT_NPROC, &most) == 0 ? confine(socket) : "processes cannot be limited";
    if (trouble) {
        std::fprintf(stderr, "penelope-confine: %s: %s\n", trouble, std::strerror(errno));
        return notStarted;
    }
    ::close(socket);
    ::execvp(words[first], words + first);
    const int why = errno;
    std::fprintf(stderr, "%s: %s\n", words[first], std::strerror(why));
    return why == ENOENT ? notFound : notStarted;
}
