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

// Products of rows with a panel of weights; RowProduct.swift says what for.

// Floats of a vector: one register of AVX-512, two of AVX2, four of NEON. A panel of weights is two
// vectors wide.
enum { vector_width = 16, panel_width = 32 };
typedef float vector __attribute__((vector_size(64), aligned(4), may_alias));

// What rows are multiplied with: the first row, which others follow at the row stride, and a panel.
typedef struct {
  const float *_Nonnull rows;
  const float *_Nonnull weights;
} row_product_term;

// How rows and results lie, in floats, and how much of another panel is fetched at each step.
typedef struct {
  long row_stride, depth, result_stride, pace;
} row_product_layout;

// Which weights are asked for while others are used: none; those that come soon in the same panel, by
// what twelve rows take long enough for; or a part of a panel that has to be brought from memory.
#define FETCH_NONE
#define FETCH_WITHIN fetch_step(weights + 16 * panel_width);
#define FETCH_AHEAD fetch_step(ahead), ahead += at.pace;
static inline void fetch_step(const float *_Nonnull weights) {
  prefetch_line(weights), prefetch_line(weights + vector_width);
}

// Defines the product of some rows with one or both halves of a panel. While a vector of weights is in
// a register it is multiplied with every row, and all sums stay in registers: the loops over rows and
// halves have constant bounds, so that the compiler writes them out. `half` is the first half.
#define DEFINE_ROW_PRODUCT(NAME, ROWS, HALVES, FETCH)                                             \
  static inline void NAME(                                                                        \
      const row_product_term *_Nonnull terms, long count, long skipped, long half,                \
      row_product_layout at, const float *_Nullable ahead, float *_Nonnull result) {              \
    vector sums[ROWS][HALVES] = {};                                                               \
    for (long term = 0; term < count; term++) {                                                   \
      const float *row = terms[term].rows + skipped;                                              \
      const float *weights = terms[term].weights + half * vector_width;                           \
      for (long input = 0; input < at.depth; input++, row++, weights += panel_width) {            \
        FETCH                                                                                     \
        _Pragma("clang loop unroll(full)") for (int r = 0; r < ROWS; r++)                         \
          _Pragma("clang loop unroll(full)") for (int h = 0; h < HALVES; h++)                     \
            sums[r][h] += row[r * at.row_stride] * ((const vector *)weights)[h];                  \
      }                                                                                           \
    }                                                                                             \
    _Pragma("clang loop unroll(full)") for (int r = 0; r < ROWS; r++)                             \
      _Pragma("clang loop unroll(full)") for (int h = 0; h < HALVES; h++)                         \
        ((vector *)(result + r * at.result_stride))[h] = sums[r][h];                              \
  }

DEFINE_ROW_PRODUCT(twelve_rows, 12, 2, FETCH_WITHIN)
DEFINE_ROW_PRODUCT(twelve_rows_ahead, 12, 2, FETCH_AHEAD)
DEFINE_ROW_PRODUCT(eight_rows, 8, 2, FETCH_NONE)
DEFINE_ROW_PRODUCT(four_rows, 4, 2, FETCH_NONE)
DEFINE_ROW_PRODUCT(twelve_half_rows, 12, 1, FETCH_NONE)
DEFINE_ROW_PRODUCT(four_half_rows, 4, 1, FETCH_NONE)
