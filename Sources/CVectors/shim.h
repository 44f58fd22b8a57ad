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
