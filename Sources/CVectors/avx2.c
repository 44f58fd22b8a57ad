// AVX2 and FMA, which x86-64-v3 has: sixteen registers of eight floats.
#ifdef __x86_64__
#define LANES 8
#define PRODUCT_ROWS 6
#define PRODUCT_VECTORS 2
#define LEVEL_KERNELS avx2_kernels

#include <immintrin.h>
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "Kernels/all.h"
#pragma clang attribute pop
#endif
