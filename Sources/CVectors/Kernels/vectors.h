// Registers of a level, and what is done with one of them.
#include "../levels.h"

// What a register holds. Floats in memory lie at any address that is one of floats.
typedef float vector __attribute__((vector_size(4 * LANES), aligned(4), may_alias));
typedef int integers __attribute__((vector_size(4 * LANES), aligned(4), may_alias));
// Four floats, as many as the smallest register holds.
typedef float quarter __attribute__((vector_size(16), aligned(4), may_alias));

// A function whose arguments are constants is written out for each of them.
#define WRITTEN_OUT static inline __attribute__((always_inline))
#define UNROLLED _Pragma("clang loop unroll(full)")

WRITTEN_OUT vector load(const float *address) { return *(const vector *)address; }
WRITTEN_OUT void store(vector value, float *address) { *(vector *)address = value; }
WRITTEN_OUT vector spread(float value) { return value - (vector){}; }

// Lanes of `first` where the mask is set, else of `second`.
WRITTEN_OUT vector choose(integers mask, vector first, vector second) {
  return (vector)((mask & (integers)first) | (~mask & (integers)second));
}

WRITTEN_OUT float sum_of(vector values) {
  float sum = 0;
  UNROLLED for (int lane = 0; lane < LANES; lane++) sum += values[lane];
  return sum;
}

// eˣ for |x| of at most 20: a power of two, times the series of the rest.
WRITTEN_OUT vector exponential(vector x) {
  // Adding 1.5 · 2²³ leaves the nearest whole number in the lowest bits.
  const float magic = 12582912;
  vector shifted = x * 1.44269504f + magic;
  vector whole = shifted - magic;
  // ln 2 in two parts; the first has so few digits that its product is exact.
  vector rest = x - whole * 0.693359375f + whole * 2.1219444e-4f;
  static const float factors[] = {1.f / 720, 1.f / 120, 1.f / 24, 1.f / 6, 1.f / 2, 1, 1};
  vector series = spread(1.f / 5040);
  UNROLLED for (int term = 0; term < 7; term++) series = factors[term] + series * rest;
  return (vector)((integers)series + ((integers)shifted << 23));
}

// tanh x = 1 − 2 / (e²ˣ + 1), within 2·10⁻⁷, in place; a call, so that the others stay short.
static __attribute__((noinline)) void hyperbolic_tangent(vector *values) {
  vector x = *values;
  // Beyond 10, tanh differs from ±1 by less than a float can tell.
  vector bounded = choose(x > 10, spread(10), choose(x < -10, spread(-10), x));
  vector result = 1 - 2 / (exponential(2 * bounded) + 1);
  // The difference is 0 unless x is infinite or no number.
  *values = choose(x - x == 0, result, x);
}

// What becomes of sums; a NaN stays a NaN, and tanh keeps infinities: they are no colours.
WRITTEN_OUT vector activated(vector sums, activation_kind activation) {
  switch (activation) {
    case activation_none: return sums;
    case activation_relu: return choose(sums < 0, (vector){}, sums);
    case activation_leaky_relu: return choose(sums < 0, 0.2f * sums, sums);
    case activation_tanh: hyperbolic_tangent(&sums); return sums;
  }
  return sums;
}
