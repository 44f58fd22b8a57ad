// Products of rows with a panel of weights; RowProduct.swift says what for.

// Which weights are asked for while others are used: none; those that come soon in the same panel, by
// what twelve rows take long enough for; or a part of a panel that has to be brought from memory.
#define FETCH_NONE
#define FETCH_WITHIN fetch_step(weights + 16 * panel_width);
#define FETCH_AHEAD fetch_step(ahead), ahead += pace;
// The address need not be one that may be read.
WRITTEN_OUT void fetch_step(const float *weights) {
  __builtin_prefetch(weights, 0, 3), __builtin_prefetch(weights + vector_width, 0, 3);
}

// Defines the product of some rows with some registers of a panel's columns, from `column` on. While a
// register has weights they are multiplied with every row, and all sums stay in registers: the loops
// over rows and registers have constant bounds, so that the compiler writes them out. `pace` is how
// many floats of another panel are fetched at each step.
#define DEFINE_ROW_PRODUCT(NAME, ROWS, VECTORS, FETCH)                                              \
  static void NAME(                                                                                 \
      const row_product_term *terms, long count, long skipped, long column, row_product_layout at,  \
      const float *ahead, long pace, float *result) {                                               \
    (void)ahead, (void)pace;                                                                        \
    vector sums[ROWS][VECTORS] = {};                                                                \
    for (long term = 0; term < count; term++) {                                                     \
      const float *row = terms[term].rows + skipped;                                                \
      const float *weights = terms[term].weights + column;                                          \
      for (long input = 0; input < at.depth; input++, row++, weights += panel_width) {              \
        FETCH                                                                                       \
        UNROLLED for (int r = 0; r < ROWS; r++)                                                     \
          UNROLLED for (int v = 0; v < VECTORS; v++)                                                \
            sums[r][v] += row[r * at.row_stride] * ((const vector *)weights)[v];                    \
      }                                                                                             \
    }                                                                                               \
    UNROLLED for (int r = 0; r < ROWS; r++)                                                         \
      UNROLLED for (int v = 0; v < VECTORS; v++)                                                    \
        ((vector *)(result + r * at.result_stride + column))[v] = sums[r][v];                       \
  }

DEFINE_ROW_PRODUCT(many_rows_ahead, PRODUCT_ROWS, PRODUCT_VECTORS, FETCH_AHEAD)
DEFINE_ROW_PRODUCT(four_rows, 4, PRODUCT_VECTORS, FETCH_NONE)
#if LANES < 16
DEFINE_ROW_PRODUCT(many_rows, PRODUCT_ROWS, PRODUCT_VECTORS, FETCH_NONE)
#else
DEFINE_ROW_PRODUCT(many_rows, PRODUCT_ROWS, PRODUCT_VECTORS, FETCH_WITHIN)
DEFINE_ROW_PRODUCT(eight_rows, 8, PRODUCT_VECTORS, FETCH_NONE)
DEFINE_ROW_PRODUCT(many_half_rows, PRODUCT_ROWS, 1, FETCH_NONE)
DEFINE_ROW_PRODUCT(four_half_rows, 4, 1, FETCH_NONE)
#endif

static void multiply_rows(
    const row_product_term *terms, long count, row_product_layout at, const float *upcoming,
    float *result) {
  const long groups = (at.row_count + largest_row_group - 1) / largest_row_group;
  // Each group of rows asks for its share of the panel to come.
  const long pace = panel_width / groups > 1 ? panel_width / groups : 1;
  for (long row = 0; row < at.row_count;) {
    const long left = at.row_count - row, skipped = row * at.row_stride;
    float *target = result + row * at.result_stride;
    const float *ahead = upcoming && row % largest_row_group == 0 && left >= largest_row_group
        ? upcoming + row / largest_row_group * at.depth * panel_width / groups
        : 0;
#define MULTIPLY(NAME) NAME(terms, count, skipped, column, at, ahead, pace, target)
#if LANES == 16
    const long column = 0;
    if (left >= PRODUCT_ROWS) {
      if (at.halves == 1)
        MULTIPLY(many_half_rows);
      else if (ahead)
        MULTIPLY(many_rows_ahead);
      else
        MULTIPLY(many_rows);
      row += PRODUCT_ROWS;
    } else if (at.halves == 1) {
      MULTIPLY(four_half_rows);
      row += 4;
    } else if (left >= 8) {
      MULTIPLY(eight_rows);
      row += 8;
    } else {
      MULTIPLY(four_rows);
      row += 4;
    }
#else
    const int many = left >= largest_row_group || left % 4 == 2 || PRODUCT_ROWS <= 4;
    for (long column = 0; column < at.halves * vector_width; column += PRODUCT_VECTORS * LANES)
      if (!many)
        MULTIPLY(four_rows);
      else if (ahead && column == 0)
        MULTIPLY(many_rows_ahead);
      else
        MULTIPLY(many_rows);
    row += many ? PRODUCT_ROWS : 4;
#endif
#undef MULTIPLY
  }
}
