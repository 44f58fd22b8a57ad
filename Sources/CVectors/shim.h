// What the compiler knows of the machine's vector registers.
static inline int vector_register_count(void) {
#ifdef __AVX512F__
  return 32;
#else
  return 16;
#endif
}

// Asks for the cache line at an address, which need not be one that may be read.
static inline void prefetch_line(const void *address) { __builtin_prefetch(address, 0, 3); }

// Tells the core that a loop waits for another one.
static inline void pause_core(void) {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}
