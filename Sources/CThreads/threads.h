#ifndef CTHREADS_H
#define CTHREADS_H

#include <sys/prctl.h>

// Names the calling thread, by its first 15 bytes: `prctl` takes any number of arguments, which Swift cannot pass.
static inline void cthreads_name(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }

#endif
