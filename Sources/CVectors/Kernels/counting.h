// Counting of one unit's activations, which a dissection does for thousands of units and pictures.

// What two cells make of each pixel. Every product is rounded, so that all machines count alike.
static void sample_row(
    const float *cells, const int *first, const int *second,
    const float *first_share, const float *second_share, long count,
    float *restrict pixels) {
#pragma clang fp contract(off)
  for (long pixel = 0; pixel < count; pixel++)
    pixels[pixel] =
        cells[first[pixel]] * first_share[pixel] + cells[second[pixel]] * second_share[pixel];
}

// The same of whole rows.
static void blend_rows(
    const float *first, const float *second, float first_share,
    float second_share, long count, float *restrict pixels) {
#pragma clang fp contract(off)
  for (long pixel = 0; pixel < count; pixel++)
    pixels[pixel] = first[pixel] * first_share + second[pixel] * second_share;
}

// The largest of some values, of which there is at least one.
static float largest_value(const float *values, long count) {
  float lanes[16];
  for (int lane = 0; lane < 16; lane++) lanes[lane] = values[0];
  long index = 0;
  for (; index + 16 <= count; index += 16)
    for (int lane = 0; lane < 16; lane++) {
      float value = values[index + lane];
      lanes[lane] = value > lanes[lane] ? value : lanes[lane];
    }
  for (; index < count; index++) lanes[0] = values[index] > lanes[0] ? values[index] : lanes[0];
  for (int lane = 1; lane < 16; lane++) lanes[0] = lanes[lane] > lanes[0] ? lanes[lane] : lanes[0];
  return lanes[0];
}

#if LANES == 16
// The same as in number_bins, of sixteen values at a time. Every eighth level finds the eight that a
// value lies among. Both these and the levels between are in registers, from which each value takes
// its own: reading them from memory takes twice as long.
static inline long number_vectors(
    const float *values, long count, const float *levels,
    unsigned char *bins) {
  float sorted[8][32];
  for (int number = 0; number < 256; number++)
    sorted[number % 8][number / 8] = number < 255 ? levels[number] : __builtin_inff();
  __m512 table[8][2];
  for (int row = 0; row < 8; row++)
    for (int half = 0; half < 2; half++) table[row][half] = _mm512_loadu_ps(sorted[row] + 16 * half);
  long index = 0;
  for (; index + 16 <= count; index += 16) {
    __m512 value = _mm512_loadu_ps(values + index);
    __m512i eight = _mm512_setzero_si512();
#pragma clang loop unroll(full)
    for (int step = 16; step > 0; step /= 2) {
      __m512i next = _mm512_add_epi32(eight, _mm512_set1_epi32(step));
      __m512i place = _mm512_sub_epi32(next, _mm512_set1_epi32(1));
      __m512 level = _mm512_permutex2var_ps(table[7][0], place, table[7][1]);
      eight = _mm512_mask_mov_epi32(eight, _mm512_cmp_ps_mask(level, value, _CMP_LT_OQ), next);
    }
    __m512i bin = _mm512_slli_epi32(eight, 3);
#pragma clang loop unroll(full)
    for (int row = 0; row < 7; row++) {
      __m512 level = _mm512_permutex2var_ps(table[row][0], eight, table[row][1]);
      bin = _mm512_mask_add_epi32(
          bin, _mm512_cmp_ps_mask(level, value, _CMP_LT_OQ), bin, _mm512_set1_epi32(1));
    }
    _mm_storeu_si128((__m128i *)(bins + index), _mm512_cvtepi32_epi8(bin));
  }
  return index;
}
#endif

// The number of the bin of each value: how many of the 255 levels, which rise, lie below it.
static void number_bins(
    const float *values, long count, const float *levels,
    unsigned char *bins) {
  long index = 0;
#if LANES == 16
  index = number_vectors(values, count, levels, bins);
#endif
  for (; index < count; index++) {
    float value = values[index];
    int bin = 0;
#pragma clang loop unroll(full)
    for (int step = 128; step > 0; step /= 2) bin += levels[bin + step - 1] < value ? step : 0;
    bins[index] = (unsigned char)bin;
  }
}

// Counts pixels by label and bin, and lists those whose bin is above `top`, for which there is room.
// Neighbours are counted in different tables: one that was just written takes long to read again.
static long count_pixels(
    const unsigned char *bins, const unsigned short *labels, long count, int top,
    unsigned *restrict even, unsigned *restrict odd,
    unsigned *restrict above) {
  long found = 0;
  for (long pixel = 0; pixel < count; pixel++) {
    (pixel % 2 ? odd : even)[labels[pixel] * 256 + bins[pixel]]++;
    above[found] = (unsigned)pixel;
    found += bins[pixel] > top;
  }
  return found;
}

// Counts some pixels by their label.
static void count_labels(
    const unsigned *pixels, long count, const unsigned short *labels,
    unsigned *restrict counts) {
  for (long index = 0; index < count; index++) counts[labels[pixels[index]]]++;
}

static void add_counts(
    const unsigned *counts, long count, unsigned *restrict sums) {
  for (long index = 0; index < count; index++) sums[index] += counts[index];
}
