// The first and the last step of a block of tiles: patches become components, and products outputs.
//
// Patches, components, products and outputs are squares of registers. A transform is applied to all
// columns of a square, then to all rows of what comes of them. Sizes are constants of a call, so that
// the compiler writes each transform out.
#include <stdbool.h>

#include "transforms.h"

// The largest side of a square, and the largest number of registers in one.
enum { largest_side = 6, largest_square = largest_side * largest_side };

// Which tile of which image a number stands for.
typedef struct {
  long image, row, column;
} tile_place;

WRITTEN_OUT tile_place place_of(long number, const tile_task *task) {
  const rectangle *area = &task->area;
  const long columns = area->right - area->left, tiles = (area->bottom - area->top) * columns;
  const long tile = number % tiles;
  return (tile_place){
      .image = number / tiles, .row = area->top + tile / columns, .column = area->left + tile % columns};
}

WRITTEN_OUT long index_of(const feature_pixels *map, long image, long row, long column) {
  return (image * map->height + row) * map->width + column;
}

// MARK: Patches

// A pixel of a patch: its features and what they are multiplied with.
typedef struct {
  const float *features;
  float factor;
} patch_pixel;

// A pixel of a tile's patch; outside the map there are zeros.
WRITTEN_OUT patch_pixel pixel_of_patch(
    const tile_task *task, tile_place place, long y, long x) {
  const feature_pixels *input = &task->input;
  const long row = place.row * task->patch_step + task->patch_origin + y;
  const long column = place.column * task->patch_step + task->patch_origin + x;
  if (row < 0 || column < 0 || row >= input->height || column >= input->width)
    return (patch_pixel){.features = task->zeros, .factor = 1};
  const long index = index_of(input, place.image, row, column);
  return (patch_pixel){
      .features = input->start + index * input->stride,
      .factor = task->scales ? task->scales[index] : 1};
}

WRITTEN_OUT void transform_patches(
    long side, long width, line_transform *transform, const tile_task *task, float *components) {
  const long distance = task->rows * task->row_stride;
  patch_pixel patch[largest_square];
  vector columns[largest_square] __attribute__((aligned(64)));
  for (long number = task->begin; number < task->end; number++) {
    const tile_place place = place_of(number, task);
    for (long y = 0; y < side; y++)
      for (long x = 0; x < side; x++) patch[y * side + x] = pixel_of_patch(task, place, y, x);
    float *target = components + (number - task->first) * task->row_stride;
    for (long unit = 0; unit < task->input.stride; unit += LANES) {
      vector from[largest_side], to[largest_side];
      for (long column = 0; column < side; column++) {
        UNROLLED for (long row = 0; row < side; row++) {
          const patch_pixel *pixel = patch + row * side + column;
          from[row] = pixel->factor * load(pixel->features + unit);
        }
        transform(from, to);
        UNROLLED for (long row = 0; row < width; row++) columns[row * side + column] = to[row];
      }
      for (long row = 0; row < width; row++) {
        UNROLLED for (long column = 0; column < side; column++)
          from[column] = columns[row * side + column];
        transform(from, to);
        UNROLLED for (long column = 0; column < width; column++)
          store(to[column], target + unit + (row * width + column) * distance);
      }
    }
  }
}

// The components of schemes without a transform: the inputs themselves.
static void copy_patches(const tile_task *task, float *components) {
  const long side = task->patch_side;
  for (long number = task->begin; number < task->end; number++) {
    const tile_place place = place_of(number, task);
    for (long y = 0; y < side; y++)
      for (long x = 0; x < side; x++) {
        const patch_pixel pixel = pixel_of_patch(task, place, y, x);
        float *restrict target =
            components + ((y * side + x) * task->rows + number - task->first) * task->row_stride;
        for (long unit = 0; unit < task->input.stride; unit++)
          target[unit] = pixel.factor * pixel.features[unit];
      }
  }
}

static void form_components(const tile_task *task, float *components) {
  switch (task->transform) {
    case transform_none: return copy_patches(task, components);
    case transform_doubling_of_one:
      return transform_patches(3, 3, doubling_of_one_components, task, components);
    case transform_doubling_of_two:
      return transform_patches(4, 4, doubling_of_two_components, task, components);
    case transform_transposed_of_two:
      return transform_patches(4, 5, transposed_of_two_components, task, components);
    case transform_winograd_of_two:
      return transform_patches(4, 4, winograd_of_two_components, task, components);
    case transform_winograd_of_four:
      return transform_patches(6, 6, winograd_of_four_components, task, components);
  }
}

// MARK: Tiles

// A pixel of a tile: where its features and its factor go, and sums of their squares.
typedef struct {
  vector squares;
  float *features;
  // Nothing unless it is wanted and the next layer normalizes.
  float *factor;
} tile_pixel;

// A pixel of a tile; features of one that is not of the wanted region go into the bin.
WRITTEN_OUT tile_pixel pixel_of_tile(
    const tile_task *task, tile_place place, long width, long y, long x, float *bin) {
  const rectangle *region = &task->region;
  const long row = place.row * width + y, column = place.column * width + x;
  if (row < region->top || row >= region->bottom || column < region->left ||
      column >= region->right)
    return (tile_pixel){.features = bin};
  const long index = index_of(&task->output, place.image, row, column);
  return (tile_pixel){
      .features = task->output.start + index * task->output.stride,
      .factor = task->measured ? task->measured + index : 0};
}

// Stores outputs, or what a map of few units has room for.
WRITTEN_OUT void store_outputs(vector outputs, float *target, bool is_narrow) {
  if (is_narrow)
    UNROLLED for (int lane = 0; lane < narrow_width; lane++) target[lane] = outputs[lane];
  else
    store(outputs, target);
}

WRITTEN_OUT void transform_products(
    long side, long width, line_transform *transform, const tile_task *task,
    const float *products) {
  const long distance = task->rows * task->columns;
  const bool is_narrow = task->output.stride < LANES, is_measured = task->measured != 0;
  tile_pixel tile[largest_square];
  vector columns[largest_square] __attribute__((aligned(64)));
  float bin[task->output.stride + vector_width];
  for (long number = task->begin; number < task->end; number++) {
    const tile_place place = place_of(number, task);
    for (long y = 0; y < width; y++)
      for (long x = 0; x < width; x++)
        tile[y * width + x] = pixel_of_tile(task, place, width, y, x, bin);
    const float *source = products + (number - task->first) * task->columns;
    for (long unit = 0; unit < task->output.stride; unit += LANES) {
      vector from[largest_side], to[largest_side];
      for (long column = 0; column < side; column++) {
        UNROLLED for (long row = 0; row < side; row++)
          from[row] = load(source + unit + (row * side + column) * distance);
        transform(from, to);
        UNROLLED for (long row = 0; row < width; row++) columns[row * side + column] = to[row];
      }
      const vector shift = load(task->bias + unit);
      for (long row = 0; row < width; row++) {
        UNROLLED for (long column = 0; column < side; column++)
          from[column] = columns[row * side + column];
        transform(from, to);
        UNROLLED for (long column = 0; column < width; column++) {
          tile_pixel *pixel = tile + row * width + column;
          vector outputs = activated(to[column] + shift, task->activation);
          store_outputs(outputs, pixel->features + unit, is_narrow);
          if (is_measured) pixel->squares += outputs * outputs;
        }
      }
    }
    for (long index = 0; is_measured && index < width * width; index++)
      if (tile[index].factor) *tile[index].factor = factor_of(tile[index].squares, task->units);
  }
}

// The outputs of schemes without a transform: the products themselves.
static void copy_products(const tile_task *task, const float *products) {
  const long side = task->tile_side;
  const bool is_narrow = task->output.stride < LANES;
  float bin[task->output.stride + vector_width];
  for (long number = task->begin; number < task->end; number++) {
    const tile_place place = place_of(number, task);
    for (long y = 0; y < side; y++)
      for (long x = 0; x < side; x++) {
        tile_pixel pixel = pixel_of_tile(task, place, side, y, x, bin);
        if (pixel.features == bin) continue;
        const float *source =
            products + ((y * side + x) * task->rows + number - task->first) * task->columns;
        for (long unit = 0; unit < task->output.stride; unit += LANES) {
          vector outputs =
              activated(load(source + unit) + load(task->bias + unit), task->activation);
          store_outputs(outputs, pixel.features + unit, is_narrow);
          pixel.squares += outputs * outputs;
        }
        if (pixel.factor) *pixel.factor = factor_of(pixel.squares, task->units);
      }
  }
}

static void form_outputs(const tile_task *task, const float *products) {
  switch (task->transform) {
    case transform_none: return copy_products(task, products);
    case transform_doubling_of_one:
      return transform_products(3, 2, doubling_of_one_outputs, task, products);
    case transform_doubling_of_two:
      return transform_products(5, 4, doubling_of_two_outputs, task, products);
    case transform_transposed_of_two:
      return transform_products(6, 4, transposed_of_two_outputs, task, products);
    case transform_winograd_of_two:
      return transform_products(4, 2, winograd_of_two_outputs, task, products);
    case transform_winograd_of_four:
      return transform_products(6, 4, winograd_of_four_outputs, task, products);
  }
}
