#define NCURSES_WIDECHAR 1
#define _XOPEN_SOURCE_EXTENDED 1
#include <ncurses.h>
#include <wchar.h>

// Macros, globals and variadic functions of curses do not reach Swift: these accessors do.

static inline WINDOW *cn_stdscr(void) { return stdscr; }
static inline WINDOW *cn_curscr(void) { return curscr; }

static inline attr_t cn_attributes(bool bold, bool dim, bool reversed) {
  return (bold ? A_BOLD : 0) | (dim ? A_DIM : 0) | (reversed ? A_REVERSE : 0);
}

static inline attr_t cn_invisible(void) { return A_INVIS; }

static inline int cn_put(int row, int column, const wchar_t *text, attr_t attributes) {
  cchar_t cell;
  if (setcchar(&cell, text, attributes, 0, NULL) == ERR) return ERR;
  return mvadd_wch(row, column, &cell);
}

// From term.h, which would bring termios.h with it and take that away from the Glibc module.
extern struct term *cur_term;
extern int setupterm(const char *type, int descriptor, int *problem);
extern int del_curterm(struct term *terminal);
extern struct term *set_curterm(struct term *terminal);

// The number of colours of a terminal type, or -2 for an unknown type.
static inline int cn_colours_of(const char *type, int descriptor) {
  struct term *former = set_curterm(0);
  int problem;
  int colours = -2;
  if (setupterm(type, descriptor, &problem) == OK) {
    colours = tigetnum("colors");
    del_curterm(cur_term);
  }
  set_curterm(former);
  return colours;
}

// wchar.h and sys/mman.h hide these two behind feature macros that a module cannot set.
extern int wcwidth(wchar_t character);
extern int memfd_create(const char *name, unsigned int flags);

static inline int cn_width(wchar_t character) { return wcwidth(character); }
static inline int cn_memory_file(void) { return memfd_create("curses", 1 /* close on exec */); }
