// What every processor of the architecture has: SSE2 on x86-64, NEON on arm64.
#define LANES 4
#ifdef __aarch64__
// NEON has 32 registers: 16 sums, 4 of weights.
#define PRODUCT_ROWS 4
#else
// SSE2 has 16, and copies what it multiplies: 8 sums.
#define PRODUCT_ROWS 2
#endif
#define PRODUCT_VECTORS 4
#define LEVEL_KERNELS baseline_kernels

#include "Kernels/all.h"
