#include "levels.h"

processor_level highest_level(void) {
#ifdef __x86_64__
  // These ask the system, too, whether it keeps the registers of all threads.
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))
    return level_avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return level_avx2;
#endif
  return level_baseline;
}

const vector_kernels *kernels_of(processor_level level) {
  switch (level) {
#ifdef __x86_64__
    case level_avx512: return &avx512_kernels;
    case level_avx2: return &avx2_kernels;
#endif
    default: return &baseline_kernels;
  }
}
