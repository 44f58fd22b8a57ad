// The loops in which the engine and dissections spend their time. Each is written once, in the folder
// Kernels, and compiled once for every level of processors: baseline.c, avx2.c, avx512.c.
#pragma once
#include "processor.h"

#pragma clang assume_nonnull begin

enum {
  // Floats of a vector in memory, whatever a register holds.
  vector_width = 16,
  // Units that are computed together where there are few, such as the colours of a picture.
  narrow_width = 4,
  // Columns of weights that lie side by side.
  panel_width = 32,
  // Rows that are multiplied with a panel together: at most, and at least.
  largest_row_group = 12,
  smallest_row_group = 4,
};

// What becomes of a sum.
typedef enum {
  activation_none,
  activation_relu,
  activation_leaky_relu,
  activation_tanh,
} activation_kind;

// What rows are multiplied with: the first row, which others follow at the row stride, and weights.
typedef struct {
  const float *rows;
  const float *weights;
} row_product_term;

// The sizes of a product, in rows and floats; halves are those of a panel that are not empty.
typedef struct {
  long row_count, row_stride, depth, halves, result_stride;
} row_product_layout;

// Where the features of maps lie, of one image after another; the stride leads to the next pixel.
typedef struct {
  float *start;
  long height, width, stride;
} feature_pixels;

// The first row and column, and those behind the last.
typedef struct {
  long top, left, bottom, right;
} rectangle;

// How patches become components, and products outputs; tiles.h says how.
typedef enum {
  transform_none,
  transform_doubling_of_one,
  transform_doubling_of_two,
  transform_transposed_of_two,
  transform_winograd_of_two,
  transform_winograd_of_four,
} transform_kind;

// The part of a convolution that a worker does at a time.
typedef struct {
  // The tile that is the block's first row, and the tiles to do: all images' one after another.
  long first, begin, end;
  // The rows and columns of tiles that an image has.
  rectangle area;
  // The pixels of the output that are wanted; all exist.
  rectangle region;
  // Rows of each component and product, and the floats from one row to the next.
  long rows, row_stride, columns;
  transform_kind transform;
  // Pixels along a side of a patch and of a tile; where patches begin, and how far apart.
  long patch_side, tile_side, patch_origin, patch_step;
  feature_pixels input;
  // A factor for each pixel of the input.
  const float *_Nullable scales;
  // A pixel outside the map.
  const float *zeros;
  feature_pixels output;
  // Units of the output.
  long units;
  const float *bias;
  activation_kind activation;
  // Where the factors of the outputs' pixels go, if the next layer normalizes.
  float *_Nullable measured;
} tile_task;

// How a row of pixels becomes one of few units, each pixel by itself; steps lead to the next pixel.
typedef struct {
  const float *input;
  long input_stride;
  const float *_Nullable scales;
  const float *weights;
  const float *bias;
  activation_kind activation;
  float *output;
  long output_stride;
  long count;
} pixel_row;

// What a tap of a kernel counts in a matrix.
typedef struct {
  long tap;
  float factor;
} tap_factor;

// How the kernels of a checkpoint become a panel of each matrix.
typedef struct {
  const float *kernels;
  // The distance between the kernels of neighbours, in floats, and the taps of one.
  long output_stride, input_stride, taps;
  // The panel's first output, and how many outputs there are.
  long first_output, outputs;
  long depth;
  // The factors of all matrices, one matrix after another, and where those of each end.
  const tap_factor *factors;
  const long *ends;
  long matrices;
  // Floats from one matrix to the next.
  long matrix_stride;
} panel_order;

// All counts of floats are multiples of `vector_width`, unless a comment says something else.
typedef struct {
  // Multiplies rows with a panel, and adds the terms up. The row count is a multiple of the smallest
  // group; `upcoming` is the panel that comes next, if it has to be brought from memory.
  void (*multiply_rows)(
      const row_product_term *terms, long count, row_product_layout at,
      const float *_Nullable upcoming, float *result);
  // Multiplies any number of rows with the weights of few outputs; zeros fill the result's vector.
  void (*multiply_narrow_rows)(
      const row_product_term *terms, long count, row_product_layout at, float *result);
  // The first and the last step of a block of tiles.
  void (*form_components)(const tile_task *task, float *components);
  void (*form_outputs)(const tile_task *task, const float *products);
  void (*write_pixels)(const pixel_row *row);
  void (*arrange_panel)(const panel_order *order, float *panel);

  void (*add)(float *sums, const float *addends, long count);
  void (*add_product)(float *sums, float factor, const float *addends, long count);
  // Keeps the larger of two values; of a value and none, the value before.
  void (*keep_larger)(float *values, const float *others, long count);
  void (*activate)(float *values, activation_kind activation, long count);
  void (*multiply_add)(
      const float *values, const float *factors, const float *addends, float *result, long count);
  // The factor that brings a pixel of some units to unit mean square.
  float (*pixel_factor)(const float *pixel, long count, long units);
  // Turns the gradient of a scaled pixel into that of the pixel.
  void (*scale_gradient)(
      float *gradient, const float *pixel, float factor, long count, long units);
  // Multiplies the gradient of any number of outputs with the slope of their activation.
  void (*multiply_slopes)(
      const float *outputs, activation_kind activation, const float *gradient, float *result,
      long count);

  // Counting of one unit's activations, of any number; counting.h says how.
  void (*sample_row)(
      const float *cells, const int *first, const int *second, const float *first_share,
      const float *second_share, long count, float *pixels);
  void (*blend_rows)(
      const float *first, const float *second, float first_share, float second_share, long count,
      float *pixels);
  float (*largest_value)(const float *values, long count);
  void (*number_bins)(
      const float *values, long count, const float *levels, unsigned char *bins);
  long (*count_pixels)(
      const unsigned char *bins, const unsigned short *labels, long count, int top, unsigned *even,
      unsigned *odd, unsigned *above);
  void (*count_labels)(
      const unsigned *pixels, long count, const unsigned short *labels, unsigned *counts);
  void (*add_counts)(const unsigned *counts, long count, unsigned *sums);
} vector_kernels;

// The kernels of a level that the processor has.
const vector_kernels *kernels_of(processor_level level);

#pragma clang assume_nonnull end
