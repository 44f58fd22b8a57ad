// The transforms of schemes: each turns a row or column of a square into another one.
//
// TileTransform.swift tells what each is for, its sizes, and what the taps of a kernel count.
typedef void line_transform(const vector *x, vector *result);

WRITTEN_OUT void doubling_of_one_components(const vector *x, vector *result) {
  result[0] = x[1];
  result[1] = x[0] - x[1];
  result[2] = x[1] - x[2];
}

WRITTEN_OUT void doubling_of_one_outputs(const vector *x, vector *result) {
  result[0] = x[0] + x[1];
  result[1] = x[0] + x[2];
}

WRITTEN_OUT void doubling_of_two_components(const vector *x, vector *result) {
  result[0] = x[0] - x[2];
  result[1] = x[1] + x[2];
  result[2] = x[2] - x[1];
  result[3] = x[3] - x[1];
}

WRITTEN_OUT void doubling_of_two_outputs(const vector *x, vector *result) {
  vector whole = x[1], outer = x[2], inner = x[3];
  result[0] = x[0] + whole + outer;
  result[1] = whole - inner;
  result[2] = whole - outer;
  result[3] = x[4] + whole + inner;
}

WRITTEN_OUT void transposed_of_two_components(const vector *x, vector *result) {
  result[0] = x[0] - x[1];
  result[1] = x[1];
  result[2] = x[1] - x[2];
  result[3] = x[2];
  result[4] = x[2] - x[3];
}

WRITTEN_OUT void transposed_of_two_outputs(const vector *x, vector *result) {
  vector even = x[1], odd = x[4];
  result[0] = x[0] + even;
  result[1] = x[3] + odd;
  result[2] = even - x[2];
  result[3] = odd - x[5];
}

WRITTEN_OUT void winograd_of_two_components(const vector *x, vector *result) {
  result[0] = x[0] - x[2];
  result[1] = x[1] + x[2];
  result[2] = x[2] - x[1];
  result[3] = x[1] - x[3];
}

WRITTEN_OUT void winograd_of_two_outputs(const vector *x, vector *result) {
  result[0] = x[0] + x[1] + x[2];
  result[1] = x[1] - x[2] - x[3];
}

WRITTEN_OUT void winograd_of_four_components(const vector *x, vector *result) {
  vector even_of_one = x[4] - 4 * x[2];
  vector odd_of_one = x[3] - 4 * x[1];
  vector even_of_two = x[4] - x[2];
  vector odd_of_two = 2 * (x[3] - x[1]);
  result[0] = 4 * x[0] - 5 * x[2] + x[4];
  result[1] = even_of_one + odd_of_one;
  result[2] = even_of_one - odd_of_one;
  result[3] = even_of_two + odd_of_two;
  result[4] = even_of_two - odd_of_two;
  result[5] = 4 * x[1] - 5 * x[3] + x[5];
}

WRITTEN_OUT void winograd_of_four_outputs(const vector *x, vector *result) {
  vector even_of_one = x[1] + x[2];
  vector odd_of_one = x[1] - x[2];
  vector even_of_two = x[3] + x[4];
  vector odd_of_two = x[3] - x[4];
  result[0] = x[0] + even_of_one + even_of_two;
  result[1] = odd_of_one + 2 * odd_of_two;
  result[2] = even_of_one + 4 * even_of_two;
  result[3] = odd_of_one + 8 * odd_of_two + x[5];
}
