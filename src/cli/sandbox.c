/* sandbox.c: Landlock for files, a seccomp list for system calls, a limit for memory. */
#include "cli/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Debian 12's header knows rights up to ABI 2; later bits by number (landlock(7)). */
#define FS_ABI_1    ((1ULL << 13) - 1)
#define FS_REFER    (1ULL << 13)
#define FS_TRUNCATE (1ULL << 14)
#define FS_IOCTL    (1ULL << 15)

#define MAY_READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define MAY_CACHE                                                                                            \
  (MAY_READ | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE | \
   LANDLOCK_ACCESS_FS_MAKE_DIR)

struct ruleset_attr
{
  guint64 fs, net;
};

static void
allow_path (int rules, const char *path, guint64 access)
{
  struct landlock_path_beneath_attr below = {.allowed_access = access};
  below.parent_fd = open (path, O_PATH | O_CLOEXEC);
  if (below.parent_fd < 0)
    return; /* what is not there cannot be read either */
  struct
  {
    guint64 fs;
  } file = {access & ~(guint64)(LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_MAKE_REG |
                                LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR)};
  if (syscall (SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &below, 0) != 0 && errno == EINVAL)
    {
      below.allowed_access = file.fs; /* a plain file takes no directory rights */
      syscall (SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &below, 0);
    }
  close (below.parent_fd);
}

static gboolean
close_files (int abi, const char *const *read_paths, const char *const *write_paths)
{
  struct ruleset_attr attr = {FS_ABI_1, abi >= 4 ? 3 : 0}; /* ABI 4: no TCP bind, no TCP connect */
  if (abi >= 2)
    attr.fs |= FS_REFER;
  if (abi >= 3)
    attr.fs |= FS_TRUNCATE;
  if (abi >= 5)
    attr.fs |= FS_IOCTL;
  int rules = (int)syscall (SYS_landlock_create_ruleset, &attr, abi >= 4 ? 16 : 8, 0);
  if (rules < 0)
    return FALSE;
  for (int i = 0; read_paths && read_paths[i]; i++)
    allow_path (rules, read_paths[i], MAY_READ);
  for (int i = 0; write_paths && write_paths[i]; i++)
    allow_path (rules, write_paths[i], MAY_CACHE | (abi >= 3 ? FS_TRUNCATE : 0));
  gboolean closed = syscall (SYS_landlock_restrict_self, rules, 0) == 0;
  close (rules);
  return closed;
}

/* What reading a file, memory, threads and pipes need; everything else answers EPERM. */
static const G_GNUC_UNUSED int allowed_calls[] = {
    SYS_read,
    SYS_write,
    SYS_readv,
    SYS_writev,
    SYS_pread64,
    SYS_pwrite64,
    SYS_close,
    SYS_lseek,
    SYS_openat,
    SYS_newfstatat,
    SYS_fstat,
#ifdef SYS_open
    SYS_open,
    SYS_stat,
    SYS_lstat,
    SYS_access,
    SYS_readlink,
    SYS_poll,
    SYS_rename,
    SYS_unlink,
    SYS_mkdir,
    SYS_chmod,
    SYS_link,
    SYS_getdents,
    SYS_pipe,
    SYS_arch_prctl,
    SYS_time,
#endif
    SYS_statx,
    SYS_faccessat,
    SYS_faccessat2,
    SYS_readlinkat,
    SYS_getdents64,
    SYS_statfs,
    SYS_fstatfs,
    SYS_fcntl,
    SYS_dup,
    SYS_dup3,
    SYS_pipe2,
    SYS_ppoll,
    SYS_mmap,
    SYS_munmap,
    SYS_mprotect,
    SYS_mremap,
    SYS_madvise,
    SYS_brk,
    SYS_futex,
    SYS_clone3,
    SYS_rseq,
    SYS_set_robust_list,
    SYS_get_robust_list,
    SYS_set_tid_address,
    SYS_clone,
    SYS_sched_yield,
    SYS_sched_getaffinity,
    SYS_gettid,
    SYS_getpid,
    SYS_getppid,
    SYS_getuid,
    SYS_geteuid,
    SYS_getgid,
    SYS_getegid,
    SYS_exit,
    SYS_exit_group,
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_rt_sigreturn,
    SYS_sigaltstack,
    SYS_tgkill,
    SYS_clock_gettime,
    SYS_clock_getres,
    SYS_gettimeofday,
    SYS_clock_nanosleep,
    SYS_nanosleep,
    SYS_getrusage,
    SYS_getrandom,
    SYS_prlimit64,
    SYS_sysinfo,
    SYS_uname,
    SYS_getcwd,
    SYS_eventfd2,
    SYS_ftruncate,
    SYS_fsync,
    SYS_fdatasync,
    SYS_flock,
    SYS_renameat,
    SYS_renameat2,
    SYS_unlinkat,
    SYS_mkdirat,
    SYS_fchmod,
    SYS_fchmodat,
    SYS_utimensat,
    SYS_linkat,
    SYS_ioctl,
    SYS_prctl,
    SYS_membarrier,
    SYS_fadvise64,
    SYS_sched_getparam,
    SYS_sched_getscheduler,
    SYS_sched_setscheduler,
    SYS_restart_syscall,
};

#if defined(__x86_64__)
#define THIS_ARCH AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_ARCH AUDIT_ARCH_AARCH64
#endif

#if defined(__SANITIZE_ADDRESS__)
#define WITH_SANITIZER
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_SANITIZER
#endif
#endif

static gboolean
close_calls (void)
{
#if defined(THIS_ARCH) && !defined(WITH_SANITIZER)
  enum
  {
    N = G_N_ELEMENTS (allowed_calls)
  };
  struct sock_filter filter[N + 6];
  int n = 0;
  filter[n++] = (struct sock_filter)BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, arch));
  filter[n++] = (struct sock_filter)BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, THIS_ARCH, 1, 0);
  filter[n++] = (struct sock_filter)BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
  filter[n++] = (struct sock_filter)BPF_STMT (BPF_LD | BPF_W | BPF_ABS, offsetof (struct seccomp_data, nr));
  for (int i = 0; i < N; i++)
    filter[n++] = (struct sock_filter)BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K, (guint32)allowed_calls[i],
                                                (guint8)(N - i), 0);
  filter[n++] = (struct sock_filter)BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
  filter[n++] = (struct sock_filter)BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  G_STATIC_ASSERT (N < 250); /* jumps are eight bits */
  struct sock_fprog program = {(unsigned short)n, filter};
  return prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
#else
  return FALSE; /* sanitizers need calls of their own */
#endif
}

Sandbox
sandbox_enter (const char *const *read_paths, const char *const *write_paths)
{
  Sandbox sandbox = {0};
  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return sandbox;
  int abi = (int)syscall (SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
  sandbox.landlock_abi = MAX (abi, 0);
  sandbox.files = abi > 0 && close_files (abi, read_paths, write_paths);
  sandbox.calls = close_calls ();
  return sandbox;
}

gboolean
sandbox_limit (int mebibytes)
{
  const struct rlimit none = {0, 0};
  (void)setrlimit (RLIMIT_CORE, &none);
#ifdef WITH_SANITIZER
  return FALSE;
#else
  const struct rlimit data = {(rlim_t)mebibytes << 20, (rlim_t)mebibytes << 20};
  return mebibytes > 0 && setrlimit (RLIMIT_DATA, &data) == 0;
#endif
}
