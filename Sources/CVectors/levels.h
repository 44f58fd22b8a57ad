// The tables that baseline.c, avx2.c and avx512.c make of the same kernels.
#include "kernels.h"

extern const vector_kernels baseline_kernels;
#ifdef __x86_64__
extern const vector_kernels avx2_kernels;
extern const vector_kernels avx512_kernels;
#endif
