// What operations without weights do with the features of pixels.

static void add(float *restrict sums, const float *restrict addends, long count) {
  for (long index = 0; index < count; index++) sums[index] += addends[index];
}

static void add_product(
    float *restrict sums, float factor, const float *restrict addends, long count) {
  for (long index = 0; index < count; index++) sums[index] += factor * addends[index];
}

// What is no number is larger than all numbers, as for PyTorch.
static void keep_larger(float *restrict values, const float *restrict others, long count) {
  for (long index = 0; index < count; index++) {
    int is_taken = others[index] > values[index] || others[index] != others[index];
    values[index] = is_taken ? others[index] : values[index];
  }
}

static void activate(float *values, activation_kind activation, long count) {
  for (long index = 0; index < count; index += LANES)
    store(activated(load(values + index), activation), values + index);
}

static void multiply_add(
    const float *restrict values, const float *restrict factors, const float *restrict addends,
    float *restrict result, long count) {
  for (long index = 0; index < count; index++)
    result[index] = values[index] * factors[index] + addends[index];
}

// Progressive GAN's PixelNorm: 1 / √(mean of squares + 10⁻⁸), from the sums of squares.
WRITTEN_OUT float factor_of(vector squares, long units) {
  return 1 / __builtin_elementwise_sqrt(sum_of(squares) / (float)units + 1e-8f);
}

static float pixel_factor(const float *pixel, long count, long units) {
  vector squares = {};
  for (long index = 0; index < count; index += LANES) {
    vector features = load(pixel + index);
    squares += features * features;
  }
  return factor_of(squares, units);
}

// Each feature counts in its own product, and in the factor of its pixel: for a factor s and N units,
// s·g − s³·x·(Σ g·x)/N.
static void scale_gradient(
    float *restrict gradient, const float *restrict pixel, float factor, long count, long units) {
  vector products = {};
  for (long index = 0; index < count; index += LANES)
    products += load(gradient + index) * load(pixel + index);
  float share = factor * factor * sum_of(products) / (float)units;
  for (long index = 0; index < count; index++)
    gradient[index] = factor * (gradient[index] - share * pixel[index]);
}

// The slope is told by the output itself; at 0 a ReLU has that of negative sums, as in PyTorch.
WRITTEN_OUT float slope(float output, activation_kind activation) {
  switch (activation) {
    case activation_none: return 1;
    case activation_relu: return output > 0 ? 1 : 0;
    case activation_leaky_relu: return output > 0 ? 1 : 0.2f;
    case activation_tanh: return 1 - output * output;
  }
  return 1;
}

static void multiply_slopes(
    const float *restrict outputs, activation_kind activation, const float *restrict gradient,
    float *restrict result, long count) {
  for (long index = 0; index < count; index++)
    result[index] = slope(outputs[index], activation) * gradient[index];
}
