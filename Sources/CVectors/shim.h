// What the compiler knows of the machine's vector registers.
static inline int vector_register_count(void) {
#ifdef __AVX512F__
  return 32;
#else
  return 16;
#endif
}
