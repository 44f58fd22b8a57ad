// Products of rows with at most four outputs, such as the colours of a picture.
//
// A panel would be nearly empty: here inputs and outputs fill a register together. Of sixteen inputs each
// register of sums takes every fourth part; the order of summands depends on nothing but their number.

typedef struct {
  vector sums[4];
} narrow_sums;

// A part of the inputs in a register, each as often as there are outputs.
#define FOUR_TIMES(FIRST) (FIRST), (FIRST), (FIRST), (FIRST)
#if LANES == 16
#define SPREAD(X, PART)                                                                  \
  __builtin_shufflevector(                                                               \
      X, X, FOUR_TIMES(4 * PART), FOUR_TIMES(4 * PART + 1), FOUR_TIMES(4 * PART + 2),    \
      FOUR_TIMES(4 * PART + 3))
#elif LANES == 8
#define SPREAD(X, PART) \
  __builtin_shufflevector(X, X, FOUR_TIMES(2 * PART), FOUR_TIMES(2 * PART + 1))
#else
#define SPREAD(X, PART) __builtin_shufflevector(X, X, FOUR_TIMES(PART))
#endif

// Multiplies a row with the weights of four outputs; `scale` is a factor of the row.
WRITTEN_OUT void add_narrow(
    narrow_sums *total, const float *inputs, const float *weights, long depth, float scale) {
  for (long input = 0; input < depth; input += LANES, weights += narrow_width * LANES) {
    vector x = scale * load(inputs + input);
    total->sums[0] += SPREAD(x, 0) * load(weights);
    total->sums[1] += SPREAD(x, 1) * load(weights + LANES);
    total->sums[2] += SPREAD(x, 2) * load(weights + 2 * LANES);
    total->sums[3] += SPREAD(x, 3) * load(weights + 3 * LANES);
  }
}

// The four outputs.
WRITTEN_OUT quarter total_of(const narrow_sums *total) {
  vector sums = (total->sums[0] + total->sums[1]) + (total->sums[2] + total->sums[3]);
  quarter result = {};
  UNROLLED for (int part = 0; part < LANES / 4; part++)
    UNROLLED for (int lane = 0; lane < 4; lane++) result[lane] += sums[4 * part + lane];
  return result;
}

static void multiply_narrow_rows(
    const row_product_term *terms, long count, row_product_layout at, float *result) {
  for (long row = 0; row < at.row_count; row++) {
    narrow_sums total = {};
    for (long term = 0; term < count; term++)
      add_narrow(
          &total, terms[term].rows + row * at.row_stride, terms[term].weights, at.depth, 1);
    float *target = result + row * at.result_stride;
    for (int lane = 0; lane < vector_width; lane++) target[lane] = 0;
    *(quarter *)target = total_of(&total);
  }
}

static void write_pixels(const pixel_row *row) {
  for (long pixel = 0; pixel < row->count; pixel++) {
    narrow_sums total = {};
    add_narrow(
        &total, row->input + pixel * row->input_stride, row->weights, row->input_stride,
        row->scales ? row->scales[pixel] : 1);
    float sums[LANES] = {};
    *(quarter *)sums = total_of(&total) + *(const quarter *)row->bias;
    vector outputs = activated(load(sums), row->activation);
    float *target = row->output + pixel * row->output_stride;
    // A map that is read has room for a whole vector, whose rest stays zero.
    UNROLLED for (int lane = 0; lane < narrow_width; lane++) target[lane] = outputs[lane];
  }
}
