// AVX-512, as all processors with it since Skylake have it: 32 registers of sixteen floats.
#ifdef __x86_64__
#define LANES 16
#define PRODUCT_ROWS 12
#define PRODUCT_VECTORS 2
#define LEVEL_KERNELS avx512_kernels

#include <immintrin.h>
#pragma clang attribute push( \
    __attribute__((target("avx2,fma,avx512f,avx512bw,avx512dq,avx512vl"))), apply_to = function)
#include "Kernels/all.h"
#pragma clang attribute pop
#endif
