"""A program that means harm: `hostile.py NAME [ARGUMENT]` tries one thing that the sandbox must refuse.

Exit code 0 and "ESCAPED": it worked. Exit code 3 and "REFUSED": it did not, and why."""
import ctypes
import fcntl
import glob
import mmap
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time

libc = ctypes.CDLL(None, use_errno=True)
ATTEMPTS = {}
ARGUMENTS = sys.argv[2:]
MIB = 1024 * 1024


def attempt(function):
    ATTEMPTS[function.__name__] = function
    return function


def refused(why):
    print("REFUSED:", why, file=sys.stderr, flush=True)
    os._exit(3)


def call(function, *arguments):
    """A function of the C library, or the number of a system call."""
    ctypes.set_errno(0)
    if isinstance(function, int):
        result = libc.syscall(ctypes.c_long(function), *arguments)
    else:
        result = getattr(libc, function)(*arguments)
    if result == -1:
        refused(os.strerror(ctypes.get_errno()))
    return result


def reads(path):
    with open(path, "rb") as file:
        return file.read(64)


def hold(seconds=0.6):
    """Long enough to be seen from outside."""
    time.sleep(seconds)


# Too much of something

@attempt
def fork_without_end():
    for _ in range(2000):
        try:
            if os.fork() == 0:
                time.sleep(600)
        except OSError as error:
            hold()
            refused(error)


@attempt
def threads_without_end():
    for _ in range(2000):
        try:
            threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
        except RuntimeError as error:
            hold()
            refused(error)


@attempt
def fill_the_disk():
    for number in range(2000):
        with open(f"filler-{number}", "wb") as file:
            file.write(os.urandom(MIB))
    hold(30)


@attempt
def one_huge_file():
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    with open("huge", "wb") as file:
        for _ in range(2000):
            file.write(b"x" * MIB)


def fill(path):
    with open(path, "wb") as file:
        for _ in range(64):
            file.write(b"x" * MIB)


@attempt
def fill_tmp():
    fill("/tmp/filler")


@attempt
def fill_shared_memory():
    fill("/dev/shm/filler")


@attempt
def fill_the_root():
    fill("/filler")


@attempt
def fill_the_devices():
    fill("/dev/filler")


@attempt
def fill_a_file_without_a_name():
    held = []
    while True:
        held.append(open("nameless", "wb"))
        os.unlink("nameless")
        held[-1].write(b"x" * 4 * MIB)
        held[-1].flush()
        time.sleep(0.02)


@attempt
def fill_files_of_memory():
    while True:
        os.write(os.memfd_create("filler"), b"x" * 4 * MIB)
        time.sleep(0.02)


@attempt
def names_without_end():
    for number in range(2_000_000):
        os.close(os.open(f"/tmp/{number}", os.O_CREAT | os.O_WRONLY))


@attempt
def print_a_gibibyte():
    for _ in range(1024):
        os.write(1, b"x" * MIB)


@attempt
def complain_a_gibibyte():
    for _ in range(1024):
        os.write(2, b"x" * MIB)


@attempt
def take_memory():
    try:
        held = [bytearray(8 * MIB) for _ in range(1000)]
        print(len(held))
    except MemoryError as error:
        refused(repr(error))


@attempt
def take_memory_together():
    for _ in range(12):
        if os.fork() == 0:
            held = bytearray(os.urandom(MIB)) * 24
            time.sleep(600)
            print(len(held))
    time.sleep(600)


@attempt
def take_the_processor():
    while True:
        pass


@attempt
def open_files_without_end():
    held = []
    while len(held) < 100_000:
        held.append(os.open("/dev/null", os.O_RDONLY))


@attempt
def watch_files_without_end():
    for _ in range(100_000):
        call("inotify_init1", 0)


# Not ending

@attempt
def ignore_every_signal():
    for number in range(1, signal.NSIG):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    time.sleep(600)


@attempt
def sleep_for_ever():
    time.sleep(10_000_000)


@attempt
def become_a_daemon():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for number in range(3):
                os.close(number)
            time.sleep(600)
        os._exit(0)
    os.wait()
    refused("it can only leave a daemon, and end")


# The network

@attempt
def reach_the_loopback_of_the_machine():
    socket.create_connection(("127.0.0.1", int(ARGUMENTS[0])), 2)


@attempt
def reach_an_address_outside():
    socket.create_connection(("192.0.2.1", 80), 2)


@attempt
def reach_an_address_outside_by_ipv6():
    socket.create_connection(("2001:db8::1", 80), 2)


@attempt
def send_a_datagram():
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"secret", ("192.0.2.1", 53))


@attempt
def reach_an_abstract_socket():
    socket.socket(socket.AF_UNIX).connect("\0" + ARGUMENTS[0])


@attempt
def reach_a_socket_by_its_path():
    socket.socket(socket.AF_UNIX).connect(ARGUMENTS[0])


@attempt
def open_a_raw_socket():
    socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP)


@attempt
def open_a_packet_socket():
    socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)


# Files of the machine

@attempt
def read_a_file():
    reads(ARGUMENTS[0])


@attempt
def read_up_and_out():
    reads("../" * 20 + ARGUMENTS[0])


@attempt
def follow_a_link_out():
    os.symlink(ARGUMENTS[0], "link")
    reads("link")


@attempt
def follow_a_link_of_the_tree_out():
    reads("link-in-tree")


@attempt
def write_a_file():
    with open(ARGUMENTS[0], "wb") as file:
        file.write(b"changed")


@attempt
def find_other_sandboxes():
    found = glob.glob("/tmp/penelope-sandbox-*") + glob.glob("/var/tmp/*")
    if not found:
        refused("there is no other sandbox in sight")


@attempt
def read_the_environment():
    text = b"\0".join(reads_all(path) for path in ("/proc/1/environ", "/proc/self/environ"))
    if b"PENELOPE_SECRET" not in text and "PENELOPE_SECRET" not in "".join(os.environ):
        refused("no secret in any environment")


def reads_all(path):
    with open(path, "rb") as file:
        return file.read()


@attempt
def use_an_inherited_descriptor():
    # 0, 1 and 2 are its own; one more is the listing's.
    open_now = [name for name in os.listdir("/proc/self/fd") if int(name) > 2]
    if len(open_now) <= 1:
        refused("nothing else is open")
    print(open_now, [os.readlink(f"/proc/self/fd/{name}") for name in open_now if os.path.lexists(f"/proc/self/fd/{name}")])


# Other processes

@attempt
def read_other_processes():
    names = [name for name in os.listdir("/proc") if name.isdigit()]
    if ARGUMENTS[0].encode() not in [reads_all(f"/proc/{name}/comm").strip() for name in names]:
        refused(f"{len(names)} processes, none of the machine's")


@attempt
def kill_a_process_of_the_machine():
    os.kill(int(ARGUMENTS[0]), signal.SIGKILL)


@attempt
def kill_everybody():
    try:
        os.kill(-1, signal.SIGKILL)
    except OSError as error:
        refused(error)
    refused("whoever was reached was in here")


def sibling():
    child = os.fork()
    if child == 0:
        time.sleep(600)
    return child


@attempt
def trace_a_sibling():
    call("ptrace", 16, sibling(), None, None)  # PTRACE_ATTACH


@attempt
def read_a_siblings_memory():
    call("process_vm_readv", sibling(), None, 0, None, 0, 0)


# The sandbox itself

@attempt
def mount_something():
    call("mount", b"none", b"/tmp", b"tmpfs", 0, None)


@attempt
def unmount_something():
    call("umount2", b"/tmp", 2)


@attempt
def change_the_root():
    call("chroot", b"/tmp")


@attempt
def pivot_the_root():
    call(155, b"/tmp", b"/tmp")  # pivot_root


@attempt
def make_a_user_namespace():
    call("unshare", 0x10000000)


@attempt
def clone_into_a_user_namespace():
    call(56, 0x10000000 | signal.SIGCHLD, None, None, None, None)  # clone


@attempt
def enter_a_namespace():
    call("setns", os.open("/proc/1/ns/user", os.O_RDONLY), 0)


@attempt
def raise_its_limits():
    resource.setrlimit(resource.RLIMIT_NOFILE, (1_000_000, 1_000_000))


@attempt
def change_the_confiner():
    with open("/run/penelope-confine", "r+b") as file:
        file.write(b"x")


@attempt
def call_as_another_machine():
    code = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    code.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")  # getpid by int 0x80
    ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(code)))()


# More rights

@attempt
def become_root():
    call("setuid", 0)


@attempt
def run_a_setuid_program():
    for program in ("/usr/bin/su", "/usr/bin/passwd", "/usr/bin/mount", "/usr/bin/newgrp", "/usr/bin/chsh"):
        if os.path.exists(program) and os.stat(program).st_mode & 0o4000:
            done = subprocess.run(
                [program, "-c", "id -u"], stdin=subprocess.DEVNULL, capture_output=True, timeout=20, check=False)
            if done.returncode != 0:
                refused(f"{program}: {done.stderr.decode(errors='replace').strip()}")
            return
    refused("there is no such program")


@attempt
def make_a_device():
    os.mknod("/tmp/disk", 0o600 | 0o060000, os.makedev(8, 0))


@attempt
def type_into_the_terminal():
    master, slave = os.openpty()
    print(master)
    fcntl.ioctl(slave, 0x5412, b"x")


@attempt
def take_realtime_priority():
    os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))


@attempt
def take_a_higher_priority():
    os.setpriority(os.PRIO_PROCESS, 0, -10)


# The kernel and the machine

@attempt
def read_the_keyring():
    call(250, 0, -3, 1)  # keyctl


@attempt
def add_a_key():
    call(248, b"user", b"penelope", b"x", 1, -3)  # add_key


@attempt
def load_a_bpf_program():
    call(321, 0, None, 0)


@attempt
def watch_the_processor():
    call(298, None, 0, -1, -1, 0)  # perf_event_open


@attempt
def handle_page_faults():
    call(323, 0)  # userfaultfd


@attempt
def make_a_ring():
    call(425, 8, None)  # io_uring_setup


@attempt
def load_a_module():
    call(313, 0, b"", 0)  # finit_module


@attempt
def restart_the_machine():
    call(169, 0xfee1dead, 0x28121969, 0x1234567, None)  # reboot


@attempt
def read_the_kernels_log():
    call("klogctl", 3, ctypes.create_string_buffer(4096), 4096)


@attempt
def set_the_clock():
    time.clock_settime(time.CLOCK_REALTIME, 0)


@attempt
def change_the_hosts_name():
    socket.sethostname("taken")


# Leaving something behind

@attempt
def dump_core():
    resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
    os.abort()


@attempt
def go_too_deep():
    for _ in range(400):
        os.mkdir("d" * 100)
        os.chdir("d" * 100)
    with open("bottom", "wb") as file:
        file.write(b"x")
    hold(30)


@attempt
def lock_its_folders():
    os.makedirs("locked/deep")
    with open("locked/deep/file", "wb") as file:
        file.write(b"x")
    os.chmod("locked/deep", 0)
    os.chmod("locked", 0)
    refused("it can only leave them, and end")


@attempt
def name_a_file_with_newlines():
    with open("a\nremoved service.toml\x1b[2J", "wb") as file:
        file.write(b"x")
    refused("it can only leave it, and end")


@attempt
def answer_half_a_json():
    print('{"diff": "diff --git a/x b/x', end="", flush=True)
    os._exit(0)


@attempt
def answer_with_escape_sequences():
    print('{"diff": "diff --git a/service.toml b/service.toml\\n--- a/service.toml\\n+++ b/service.toml\\n'
          '@@ -1 +1 @@\\n-pool = 4\\n+pool = 32 \\u001b[2K\\u202e\\n", "intent": "more", "rollback": "revert", '
          '"confidence": 0.9}', flush=True)
    os._exit(0)


def main():
    try:
        ATTEMPTS[sys.argv[1]]()
    except (OSError, ValueError) as error:
        refused(error)
    print("ESCAPED", flush=True)


main()
