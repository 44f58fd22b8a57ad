// All kernels of a level. Who includes this says how many floats a register holds (LANES), by how many
// rows and registers products go, and what the table is called.
#include "vectors.h"
// The others need those above.
#include "counting.h"
#include "maps.h"
#include "narrow_product.h"
#include "row_product.h"
#include "tiles.h"
#include "weights.h"

const vector_kernels LEVEL_KERNELS = {
    .multiply_rows = multiply_rows,
    .multiply_narrow_rows = multiply_narrow_rows,
    .form_components = form_components,
    .form_outputs = form_outputs,
    .write_pixels = write_pixels,
    .arrange_panel = arrange_panel,
    .add = add,
    .add_product = add_product,
    .keep_larger = keep_larger,
    .activate = activate,
    .multiply_add = multiply_add,
    .pixel_factor = pixel_factor,
    .scale_gradient = scale_gradient,
    .multiply_slopes = multiply_slopes,
    .sample_row = sample_row,
    .blend_rows = blend_rows,
    .largest_value = largest_value,
    .number_bins = number_bins,
    .count_pixels = count_pixels,
    .count_labels = count_labels,
    .add_counts = add_counts,
};
