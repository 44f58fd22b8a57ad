package import Cells

/// What the terminal can show, as the program last found it.
package struct Display: Sendable {
  /// The size of the screen, which tells where the mouse is.
  package var size: (width: Int, height: Int) = (80, 24)
  package var cellShape = CellShape()
  /// How many colours cells have, and the characters that stand for them where there are none.
  package var colours = ColourDepth.truecolor
  package var shades = ShadeRamp.blocks
  /// How the terminal shows pictures, for the header.
  package var pictureTitle = ""
  /// The pixels that there is room for in the place of the picture.
  package var pictureExtent: (width: Int, height: Int) = (24, 24)
  /// The cells that the picture covers, when it is on the screen.
  package var pictureRect: Rect?
}
