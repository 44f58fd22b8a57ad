/// The pieces that charts are drawn with.
package enum Drawing {
  /// An `svg` element in the colour of the text around it, `scale` times as large as its content.
  package static func svg(
    width: Double, height: Double, scale: Double = 1, title: String, _ content: [Markup]
  ) -> Markup {
    let (width, height) = (width.rounded(.up), height.rounded(.up))
    return .element(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("width", (scale * width).place),
        ("height", (scale * height).place), ("viewBox", "0 0 \(width.place) \(height.place)"),
        ("role", "img"), ("font-family", "sans-serif"),
        ("font-size", "12"), ("fill", "currentColor"),
      ], [.element("title", [], title)] + content)
  }

  /// A filled rectangle.
  package static func rectangle(
    x: Double, y: Double, width: Double, height: Double, fill: String
  ) -> Markup {
    .element(
      "rect",
      [
        ("x", x.place), ("y", y.place), ("width", width.place), ("height", height.place),
        ("fill", fill),
      ], [])
  }

  /// A line through points, in the colour of the text; `dash` is that of SVG, empty for a whole line.
  package static func line(
    _ points: [(x: Double, y: Double)], colour: String = "currentColor", dash: String = ""
  ) -> Markup {
    let path = points.map { "\($0.x.place) \($0.y.place)" }.joined(separator: "L")
    let dashes: [Markup.Attribute] = dash.isEmpty ? [] : [("stroke-dasharray", dash)]
    return .element(
      "path",
      [("d", "M\(path)"), ("fill", "none"), ("stroke", colour), ("stroke-width", "1.5")] + dashes,
      [])
  }

  /// A word that is turned around its place, clockwise where `degrees` is positive.
  package static func turnedWord(
    _ text: String, x: Double, y: Double, degrees: Int, anchor: String
  ) -> Markup {
    .element(
      "text",
      [
        ("text-anchor", anchor),
        ("transform", "translate(\(x.place) \(y.place)) rotate(\(degrees))"),
      ], text)
  }

  /// A word; `anchor` is SVG's `start`, `middle` or `end`.
  package static func word(
    _ text: String, x: Double, y: Double, anchor: String = "start"
  ) -> Markup {
    .element("text", [("x", x.place), ("y", y.place), ("text-anchor", anchor)], text)
  }
}
