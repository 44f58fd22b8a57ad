// What the machine's processor is able to do.
#pragma once

// The sets of vector instructions that there are kernels for, from the least to the most.
typedef enum { level_baseline, level_avx2, level_avx512 } processor_level;

// The most that this processor, and the system that runs on it, support.
processor_level highest_level(void);

// Tells the core that a loop waits for another one.
static inline void pause_core(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}
