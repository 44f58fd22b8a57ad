/// The pieces that charts are drawn with.
package enum Drawing {
  /// An `svg` element as large as its content, in the colour of the text around it.
  package static func svg(
    width: Double, height: Double, title: String, _ content: [Markup]
  ) -> Markup {
    let (width, height) = (width.rounded(.up).place, height.rounded(.up).place)
    return .element(
      "svg",
      [
        ("xmlns", "http://www.w3.org/2000/svg"), ("width", width), ("height", height),
        ("viewBox", "0 0 \(width) \(height)"), ("role", "img"), ("font-family", "sans-serif"),
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

  /// A word; `anchor` is SVG's `start`, `middle` or `end`.
  package static func word(
    _ text: String, x: Double, y: Double, anchor: String = "start"
  ) -> Markup {
    .element("text", [("x", x.place), ("y", y.place), ("text-anchor", anchor)], text)
  }
}
