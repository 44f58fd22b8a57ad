internal import Files

/// A picture in a PNG, JPEG or WebP file; its first bytes tell which, whatever its name says.
package struct EncodedPicture: EncodedRows {
  /// How many pixels a file may have: checked before any memory is taken for them.
  package static let pixelLimit = PNG.pixelLimit
  /// The endings of files that are pictures.
  package static let endings = ["png", "jpg", "jpeg", "webp"]

  private enum Rows {
    case png(PNGRows)
    case jpeg(JPEGRows)
    case webP(WebPRows)
  }

  private let rows: Rows

  /// Checks a file up to its pixels, of which it may have as many as the limit says; a WebP file may have
  /// fewer.
  package init(_ bytes: [UInt8], pixelLimit: Int = pixelLimit) throws(PictureError) {
    switch ForeignFormat(start: Array(bytes.prefix(512))) {
    case .jpeg:
      do { rows = .jpeg(try JPEGRows(bytes, pixelLimit: pixelLimit)) } catch { throw .jpeg(error) }
    case .webp:
      let limit = min(pixelLimit, WebPRows.pixelLimit)
      do { rows = .webP(try WebPRows(bytes, pixelLimit: limit)) } catch { throw .webP(error) }
    default:
      do {
        rows = .png(try PNGRows(bytes, pixelLimit: pixelLimit))
      } catch .notPNG(let found) {
        throw .unknownFormat(found: found)
      } catch {
        throw .png(error)
      }
    }
  }

  /// What the file lacks though its pixels are there.
  package var warnings: [PNGWarning] {
    if case .png(let rows) = rows { rows.warnings } else { [] }
  }

  package var width: Int {
    switch rows {
    case .png(let rows): rows.width
    case .jpeg(let rows): rows.width
    case .webP(let rows): rows.width
    }
  }

  package var height: Int {
    switch rows {
    case .png(let rows): rows.height
    case .jpeg(let rows): rows.height
    case .webP(let rows): rows.height
    }
  }

  package var hasAlpha: Bool {
    switch rows {
    case .png(let rows): rows.hasAlpha
    case .jpeg(let rows): rows.hasAlpha
    case .webP(let rows): rows.hasAlpha
    }
  }

  /// Passes on all rows from the top down.
  package func forEachRow(_ body: ([UInt8]) -> Void) throws(PictureError) {
    switch rows {
    case .png(let rows): do { try rows.forEachRow(body) } catch { throw .png(error) }
    case .jpeg(let rows): do { try rows.forEachRow(body) } catch { throw .jpeg(error) }
    case .webP(let rows): do { try rows.forEachRow(body) } catch { throw .webP(error) }
    }
  }
}
