import Cells
import Files
import Painting
import Units

/// The strokes and toggles of the picture, the newest first, or the units of one of them.
struct StrokePane: Sendable {
  let geometry: ListGeometry
  let session: Session
  let layer: LayerName
  /// The stroke whose units are listed, if they are.
  let openItem: PaintedItem?

  func draw(on grid: inout CellGrid, in rect: Rect) {
    grid.head(rect, title: openItem.map { "\($0.name) units" } ?? "strokes")
    for row in geometry.rows {
      let isSelected = row == geometry.selection
      let style = isSelected ? Style(bold: true, reversed: true) : Style()
      let area = geometry.rect(row: row)
      grid.fill(area, with: Cell(" ", style))
      let lines = openItem.map { unitLines(row, of: $0) } ?? strokeLines(row, width: area.width)
      for (offset, line) in lines.prefix(area.height).enumerated() {
        let mark = offset == 0 ? (isSelected ? "▸" : " ") : "  "
        let edge = area.column + area.width
        grid.write(
          mark + line.text, row: area.row + offset, column: area.column, style,
          limit: edge - (line.value.isEmpty ? 0 : line.value.cellWidth + 1))
        grid.write(
          line.value, row: area.row + offset, column: edge - line.value.cellWidth, style,
          limit: edge)
      }
    }
    if geometry.rows.isEmpty {
      grid.write(
        " nothing is painted", row: geometry.area.row, column: geometry.area.column,
        Style(dim: true), limit: geometry.area.column + geometry.area.width)
    }
    if geometry.countBelow > 0 {
      let more = " \(geometry.countBelow) more "
      grid.write(
        more, row: rect.row + rect.height - 1, column: rect.column + rect.width - more.count - 2,
        Style(dim: true))
    }
  }

  private func unitLines(_ row: Int, of item: PaintedItem) -> [(text: String, value: String)] {
    let edit = item.edits[row]
    return [("\(edit.isOn ? "●" : "–") unit \(edit.unit)", edit.isOn ? "" : "off")]
  }

  private func strokeLines(_ row: Int, width: Int) -> [(text: String, value: String)] {
    guard let item = session.item(inRow: row) else { return [] }
    let head = (text: "\(item.sign) \(item.name)", value: item.isMuted ? "muted" : item.strength)
    return [head, (text: place(of: item, width: width - 2), value: "")]
  }

  /// Where it is, in as many words as there is room for.
  private func place(of item: PaintedItem, width: Int) -> String {
    let layers = item.layers.map { "\(shown: $0)" }.joined(separator: " ")
    let isElsewhere = !item.layers.contains(layer)
    let place = item.place ?? ""
    let versions = [
      [layers, item.cells, place], isElsewhere ? [layers, place] : [item.cells, place],
      isElsewhere ? [layers] : [item.cells],
    ].map { $0.filter { !$0.isEmpty }.joined(separator: " · ") }
    return versions.first { $0.cellWidth <= width } ?? versions[2]
  }
}
