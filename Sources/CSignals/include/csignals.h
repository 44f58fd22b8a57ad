#pragma once

#include <stdbool.h>
#include <stddef.h>

// What runs while a signal is handled. Handlers may neither allocate nor lock, so everything that they
// need is prepared before, and everything that they call is in the list of signal-safety(7), but for
// backtrace(), which is safe after its first call.
//
// The state belongs to the process, as signals do. One thread prepares it.

// MARK: The terminal

/// Remembers what gives the terminal back to the shell; the descriptor stays the caller's.
///
/// `modes` is a struct termios: its header would take that type away from Swift's module of the C library.
void csignals_take_terminal(int descriptor, const void *modes, const void *ending, size_t count);

/// Forgets it: the terminal is given back.
void csignals_release_terminal(void);

/// Gives the terminal back, once; says whether it was taken. Waits for a slow terminal for half a
/// second at most, and takes in answers that are under way. Handlers may call it.
bool csignals_restore_terminal(void);

/// Stands around what the screen's thread writes to a terminal, around changes of its modes, and around
/// giving it back; only one thread does any of these at a time. A crash in another thread waits for the
/// end of it, a second at most, and lets nothing begin any more: what came after the terminal was given
/// back would be the shell's.
void csignals_begin_output(void);
void csignals_end_output(void);

// MARK: Signals that end the program

/// Lets the numbers of signals be written into a pipe; -1 for none. Returns the former one.
int csignals_report_to(int pipe);

/// The first signal to end the program that was reported; 0 for none.
int csignals_first_reported(void);

/// Reports a signal from now on. Where nobody listens, it ends the program, and the terminal is the
/// shell's before.
void csignals_watch(int number);

/// Whether whoever started the program ignores the signal.
bool csignals_is_ignored(int number);

/// Keeps what is done at a signal, to be put back.
void csignals_save(int number);
void csignals_put_back(int number);

// MARK: Crashes

/// Lets a crash give the terminal back, write a report and say where it is, before the signal ends the
/// program. What was installed before, such as Swift's own backtrace, is called too if `isChained`.
///
/// `folders` are made if they are missing, outermost first; a null ends them. `head` begins the report.
void csignals_watch_crashes(
    const char *const *folders, const char *path, const char *shown_path, const char *head, bool isChained);

// MARK: The end

/// Ends the program with a status after so many milliseconds, whatever hangs.
void csignals_end_after(unsigned milliseconds, int status);
