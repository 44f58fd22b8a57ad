// The transformed kernels of a panel: for each matrix and input a row of the panel.
static void arrange_panel(const panel_order *order, float *panel) {
  const long taps = order->taps;
  float kernels[taps][panel_width];
  for (long tap = 0; tap < taps; tap++)
    for (long lane = 0; lane < panel_width; lane++) kernels[tap][lane] = 0;
  const long left = order->outputs - order->first_output;
  const long lanes = left < panel_width ? left : panel_width;
  for (long input = 0; input < order->depth; input++, panel += panel_width) {
    const float *kernel =
        order->kernels + order->first_output * order->output_stride + input * order->input_stride;
    for (long lane = 0; lane < lanes; lane++, kernel += order->output_stride)
      for (long tap = 0; tap < taps; tap++) kernels[tap][lane] = kernel[tap];
    const tap_factor *factor = order->factors;
    for (long matrix = 0; matrix < order->matrices; matrix++) {
      float *row = panel + matrix * order->matrix_stride;
      vector sums[panel_width / LANES] = {};
      for (; factor < order->factors + order->ends[matrix]; factor++)
        UNROLLED for (int part = 0; part < panel_width / LANES; part++)
          sums[part] += load(kernels[factor->tap] + part * LANES) * factor->factor;
      UNROLLED for (int part = 0; part < panel_width / LANES; part++)
        store(sums[part], row + part * LANES);
    }
  }
}
