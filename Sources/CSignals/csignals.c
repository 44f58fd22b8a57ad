#define _GNU_SOURCE
#include "csignals.h"

#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <termios.h>
#include <unistd.h>

// MARK: The terminal

static struct {
  int descriptor;
  struct termios modes;
  char ending[512];
  size_t count;
} terminal;
static atomic_bool is_taken;

void csignals_take_terminal(int descriptor, const void *modes, const void *ending, size_t count) {
  atomic_store(&is_taken, false);
  terminal.descriptor = descriptor;
  memcpy(&terminal.modes, modes, sizeof terminal.modes);
  terminal.count = count < sizeof terminal.ending ? count : sizeof terminal.ending;
  memcpy(terminal.ending, ending, terminal.count);
  atomic_store(&is_taken, true);
}

void csignals_release_terminal(void) { atomic_store(&is_taken, false); }

/// Takes in answers until none comes for a moment: they would be typed into the shell.
static void swallow_answers(void) {
  char answers[4096];
  for (int tries = 0; tries < 10; tries++) {
    struct pollfd state = {.fd = terminal.descriptor, .events = POLLIN};
    if (poll(&state, 1, 50) <= 0 || read(terminal.descriptor, answers, sizeof answers) <= 0) return;
  }
}

bool csignals_restore_terminal(void) {
  if (!atomic_exchange(&is_taken, false)) return false;
  // A job in the background has lost the terminal to the shell, which has set it up for itself.
  pid_t group = tcgetpgrp(terminal.descriptor);
  if (group >= 0 && group != getpgrp()) return true;
  size_t written = 0;
  for (int tries = 0; written < terminal.count && tries < 5; tries++) {
    ssize_t count = write(terminal.descriptor, terminal.ending + written, terminal.count - written);
    if (count > 0) {
      written += (size_t)count;
      continue;
    }
    if (count == 0 || (errno != EAGAIN && errno != EINTR)) break;
    struct pollfd state = {.fd = terminal.descriptor, .events = POLLOUT};
    poll(&state, 1, 100);
  }
  if (written == terminal.count) swallow_answers();
  tcflush(terminal.descriptor, TCIFLUSH);
  tcsetattr(terminal.descriptor, TCSANOW, &terminal.modes);
  return true;
}

// The threads that write to a terminal and that have crashed; 0 for none. Each is set before the other is
// read, so that one of both sees the other.
static atomic_int writing;
static atomic_int crashing;

void csignals_begin_output(void) {
  atomic_store(&writing, (int)gettid());
  if (atomic_load(&crashing) == 0) return;
  atomic_store(&writing, 0);
  for (;;) pause();
}

void csignals_end_output(void) { atomic_store(&writing, 0); }

/// Waits until no other thread writes, a second at most: a write takes what there is room for.
static void await_output(int me) {
  for (int tries = 0; tries < 1000; tries++) {
    int thread = atomic_load(&writing);
    if (thread == 0 || thread == me) return;
    poll(NULL, 0, 1);
  }
}

// MARK: Signals that end the program

static atomic_int writer = -1;
static atomic_int first_reported;
static struct sigaction saved[_NSIG];

static void end_by(int number) {
  struct sigaction standard = {.sa_handler = SIG_DFL};
  sigaction(number, &standard, NULL);
  // Held back until the handler returns, then fatal.
  raise(number);
}

static void report(int number) {
  int former = errno;
  int none = 0;
  // What only concerns the screen ends nothing.
  if (number != SIGWINCH && number != SIGTSTP && number != SIGCONT)
    atomic_compare_exchange_strong(&first_reported, &none, number);
  int pipe = atomic_load(&writer);
  if (pipe < 0) {
    csignals_restore_terminal();
    end_by(number);
  } else {
    unsigned char cause = (unsigned char)number;
    // A full pipe holds enough causes.
    ssize_t written = write(pipe, &cause, 1);
    (void)written;
  }
  errno = former;
}

int csignals_first_reported(void) { return atomic_load(&first_reported); }

int csignals_report_to(int pipe) { return atomic_exchange(&writer, pipe); }

void csignals_watch(int number) {
  struct sigaction action = {.sa_handler = report, .sa_flags = SA_RESTART};
  sigaction(number, &action, NULL);
}

bool csignals_is_ignored(int number) {
  struct sigaction action;
  return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

void csignals_save(int number) { sigaction(number, NULL, &saved[number]); }

void csignals_put_back(int number) { sigaction(number, &saved[number], NULL); }

// MARK: Crashes

enum { frame_limit = 128, folder_limit = 8 };
static const int crashes[] = {SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT};

static struct {
  char *folders[folder_limit];
  char *path;
  char *shown_path;
  char *head;
  bool isChained;
  /// Held for the report, in case that no more files can be opened.
  int spare;
  struct sigaction former[_NSIG];
} crash_report;
/// A stack overflow leaves no stack to handle it on.
static char crash_stack[1 << 16];

static void put(int file, const char *text) {
  // Nothing can be done where a report cannot be written.
  if (write(file, text, strlen(text)) < 0) return;
}

static void put_number(int file, unsigned long number, unsigned base) {
  char digits[24];
  char *first = digits + sizeof digits - 1;
  *first = 0;
  do {
    *--first = "0123456789abcdef"[number % base];
    number /= base;
  } while (number > 0);
  put(file, first);
}

static const char *name_of(int number) {
  switch (number) {
  case SIGILL: return "illegal instruction, Swift's trap";
  case SIGTRAP: return "breakpoint, Swift's trap";
  case SIGSEGV: return "access to no memory";
  case SIGBUS: return "access beyond a file's end";
  case SIGFPE: return "arithmetic error";
  default: return "abort";
  }
}

/// Writes the report; says whether there is one.
static bool write_report(int number, const siginfo_t *cause) {
  close(crash_report.spare);
  for (char **folder = crash_report.folders; *folder; folder++) mkdir(*folder, 0700);
  int file =
      open(crash_report.path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (file < 0) return false;
  put(file, crash_report.head);
  put(file, "signal ");
  put_number(file, (unsigned long)number, 10);
  put(file, ": ");
  put(file, name_of(number));
  if (cause && cause->si_code > 0) {
    put(file, " at 0x");
    put_number(file, (unsigned long)cause->si_addr, 16);
  }
  put(file, "\n\n");
  void *frames[frame_limit];
  backtrace_symbols_fd(frames, backtrace(frames, frame_limit), file);
  fsync(file);
  close(file);
  return true;
}

static void crash(int number, siginfo_t *cause, void *context) {
  int me = (int)gettid();
  int none = 0;
  if (!atomic_compare_exchange_strong(&crashing, &none, me)) {
    // The report itself has crashed, or another thread writes one.
    if (none == me) return end_by(number);
    for (;;) pause();
  }
  await_output(me);
  csignals_restore_terminal();
  // Whatever the report waits for, the program ends.
  struct sigaction standard = {.sa_handler = SIG_DFL};
  sigaction(SIGALRM, &standard, NULL);
  alarm(10);
  bool isWritten = write_report(number, cause);
  put(STDERR_FILENO, "ganbrush: crashed by signal ");
  put_number(STDERR_FILENO, (unsigned long)number, 10);
  put(STDERR_FILENO, isWritten ? "; the report is " : "; no report could be written to ");
  put(STDERR_FILENO, crash_report.shown_path);
  put(STDERR_FILENO, "\n");
  const struct sigaction *former = &crash_report.former[number];
  if (crash_report.isChained && former->sa_flags & SA_SIGINFO) {
    alarm(0);
    former->sa_sigaction(number, cause, context);
  }
  end_by(number);
}

void csignals_watch_crashes(
    const char *const *folders, const char *path, const char *shown_path, const char *head, bool isChained) {
  for (int index = 0; index < folder_limit - 1 && folders[index]; index++)
    crash_report.folders[index] = strdup(folders[index]);
  crash_report.path = strdup(path);
  crash_report.shown_path = strdup(shown_path);
  crash_report.head = strdup(head);
  crash_report.isChained = isChained;
  crash_report.spare = open("/dev/null", O_RDONLY | O_CLOEXEC);
  // The first call loads a library.
  void *frame[1];
  backtrace(frame, 1);

  stack_t stack = {.ss_sp = crash_stack, .ss_size = sizeof crash_stack};
  sigaltstack(&stack, NULL);
  struct sigaction action = {.sa_sigaction = crash, .sa_flags = SA_ONSTACK | SA_SIGINFO};
  for (size_t index = 0; index < sizeof crashes / sizeof *crashes; index++)
    sigaction(crashes[index], &action, &crash_report.former[crashes[index]]);
}

// MARK: The end

static int end_status;

static void end_now(int number) {
  (void)number;
  _exit(end_status);
}

void csignals_end_after(unsigned milliseconds, int status) {
  end_status = status;
  struct sigaction action = {.sa_handler = end_now};
  sigaction(SIGALRM, &action, NULL);
  struct itimerval time = {
      .it_value = {.tv_sec = milliseconds / 1000, .tv_usec = milliseconds % 1000 * 1000}};
  setitimer(ITIMER_REAL, &time, NULL);
}
