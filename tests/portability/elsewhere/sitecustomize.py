"""Make this interpreter look to `pipeline` as one on Windows does; loaded at start from PYTHONPATH.

The standard library's own insides need their POSIX modules on this system, so what is missing on Windows is
hidden from all other code: the modules cannot be imported, and our modules get an ``os`` and a ``signal``
without the names that Windows lacks, which say ``nt``. Files are as strict as there: a folder cannot be opened.
filelock keeps its modules: it has a Windows part of its own, which cannot run here.
Text without an encoding is an error in our code, as Windows would read it in its code page.
"""

import builtins
import os
import signal
import sys
import warnings
from collections.abc import Mapping, Sequence
from types import ModuleType

MODULES = frozenset(
    {
        *("crypt", "fcntl", "grp", "nis", "posix", "pty", "pwd", "resource", "spwd", "syslog", "termios", "tty"),
    }
)
OS = frozenset({
    *("chown", "chroot", "confstr", "copy_file_range", "ctermid", "eventfd", "fchdir", "fchown", "fdatasync", "fork"),
    *("forkpty", "fpathconf", "getegid", "geteuid", "getgid", "getgroups", "getloadavg", "getpgid", "getpgrp"),
    *("getpriority", "getresuid", "getsid", "getuid", "initgroups", "killpg", "lchown", "lockf", "major", "makedev"),
    *("memfd_create", "minor", "mkfifo", "mknod", "nice", "openpty", "pathconf", "pipe2", "posix_fadvise"),
    *("posix_fallocate", "posix_spawn", "posix_spawnp", "pread", "preadv", "pwrite", "pwritev", "readv"),
    *("register_at_fork",),
    *("sched_getaffinity", "sched_setaffinity", "sched_yield", "sendfile", "setegid", "seteuid", "setgid", "setgroups"),
    *("setpgid", "setpriority", "setregid", "setreuid", "setsid", "setuid", "splice", "statvfs", "sync", "sysconf"),
    *("tcgetpgrp", "tcsetpgrp", "ttyname", "uname", "wait", "wait3", "wait4", "waitid", "writev"),
    *("O_CLOEXEC", "O_DIRECTORY", "O_DSYNC", "O_NOATIME", "O_NOCTTY", "O_NOFOLLOW", "O_NONBLOCK", "O_PATH", "O_SYNC"),
    *("O_TMPFILE", "WNOHANG", "WIFEXITED", "WEXITSTATUS", "WIFSIGNALED", "WTERMSIG"),
})  # fmt: skip
SIGNAL = frozenset({
    *("SIGALRM", "SIGCHLD", "SIGCONT", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGQUIT", "SIGSTOP", "SIGTSTP", "SIGUSR1"),
    *("SIGUSR2", "SIGWINCH", "alarm", "pause", "pthread_kill", "pthread_sigmask", "setitimer", "sigpending"),
    *("sigtimedwait", "sigwait", "sigwaitinfo"),
})  # fmt: skip
KEEPS = frozenset({*sys.stdlib_module_names, "filelock"})
_import, _open = builtins.__import__, os.open


def _open_files_only(path: str, flags: int, *arguments: int, **options: int) -> int:
    if os.path.isdir(path):  # noqa: PTH112 - before anything else is imported
        raise PermissionError(13, "Permission denied", path)
    return _open(path, flags, *arguments, **options)


def _without(module: ModuleType, names: frozenset[str], **instead: object) -> ModuleType:
    copy = ModuleType(module.__name__)
    copy.__dict__.update({name: value for name, value in vars(module).items() if name not in names}, **instead)
    return copy


SEEN_BY_US = {
    "os": _without(os, OS, name="nt", open=_open_files_only),
    "signal": _without(signal, SIGNAL),
}


def _elsewhere(
    name: str,
    globals: Mapping[str, object] | None = None,  # noqa: A002 - the name that importlib passes
    locals: Mapping[str, object] | None = None,  # noqa: A002
    fromlist: Sequence[str] | None = (),
    level: int = 0,
) -> ModuleType:
    importer = str((globals or {}).get("__name__", "")).partition(".")[0]
    if level == 0 and name in MODULES and importer not in KEEPS:
        raise ModuleNotFoundError(f"No module named {name!r} on this system", name=name)
    if level == 0 and name in SEEN_BY_US and importer == "pipeline":
        return SEEN_BY_US[name]
    return _import(name, globals, locals, fromlist or (), level)


builtins.__import__ = _elsewhere
warnings.filterwarnings("ignore", category=EncodingWarning)
warnings.filterwarnings("error", category=EncodingWarning, module=r"pipeline\b")
