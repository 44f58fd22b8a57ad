import Cells

/// Turns the bytes of a terminal into keys, mouse reports and answers.
///
/// One grammar for all of them: an answer that comes late, or in pieces, is never taken for typing.
/// Unknown sequences are swallowed whole.
package struct InputParser: Equatable, Sendable {
  private enum State: Equatable {
    case ground
    case escape
    /// After `ESC [`.
    case control
    /// After `ESC [ [`, the Linux console's F1 to F5.
    case linuxFunction
    /// After `ESC [ M`: three bytes of an X10 mouse report follow.
    case mouse
    /// After `ESC O`.
    case singleShift
    /// Inside DCS, OSC, APC, PM or SOS, named by its second byte.
    case string(UInt8)
    /// After an `ESC` inside such a string.
    case stringEscape(UInt8)
    /// Inside a UTF-8 character of this many bytes.
    case character(length: Int)
    /// Between the marks of pasted text, with so many bytes of the last one seen.
    case paste(matched: Int)
  }

  /// A longer sequence is still swallowed, but not kept: hostile input cannot grow memory.
  package static let limit = 65_536
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  private var state = State.ground
  private var collected: [UInt8] = []
  private var isOverlong = false

  package init() {}

  /// Whether a sequence has begun that later bytes may end.
  package var isUnfinished: Bool { state != .ground }

  /// Takes the next bytes; sequences may be split anywhere between calls.
  package mutating func feed(_ bytes: some Sequence<UInt8>) -> [Input] {
    var inputs: [Input] = []
    for byte in bytes { consume(byte, &inputs) }
    return inputs
  }

  /// Whether the sequence is a key by itself if nothing follows.
  var mayBeWhole: Bool {
    state == .escape || state == .control && collected.last == UInt8(ascii: "$")
  }

  /// Whether pasted text has begun and its end is still to come.
  var isInPaste: Bool { if case .paste = state { true } else { false } }

  /// Decides that nothing follows a lone `ESC`.
  ///
  /// Other unfinished sequences stay: their beginnings are no keys.
  package mutating func flush() -> [Input] {
    switch state {
    case .escape:
      reset()
      return [.key(.escape)]
    case .control where collected.last == UInt8(ascii: "$"):
      // rxvt ends keys with shift by `$`, which elsewhere announces one more byte.
      collected.removeLast()
      let sequence = ControlSequence(collected, final: UInt8(ascii: "~"))
      reset()
      return sequence?.input.map { [$0] } ?? []
    default:
      return []
    }
  }

  /// Drops an unfinished sequence, and takes pasted text as far as it came.
  ///
  /// Alt+P looks like the start of an endless answer, and must not mute the keyboard.
  package mutating func abandon() -> [Input] {
    defer { reset() }
    return isInPaste ? [pasted] : []
  }

  /// The text between the marks; what was too long, or is no UTF-8, is left out or replaced.
  private var pasted: Input { .key(.pasted(String(decoding: collected, as: UTF8.self))) }

  private mutating func reset() {
    state = .ground
    collected.removeAll()
    isOverlong = false
  }

  private mutating func begin(_ next: State) {
    reset()
    state = next
  }

  private mutating func collect(_ byte: UInt8) {
    if collected.count < Self.limit { collected.append(byte) } else { isOverlong = true }
  }

  /// Forgets the sequence and reads the byte as if nothing had come before.
  private mutating func restart(_ byte: UInt8, _ inputs: inout [Input]) {
    reset()
    consume(byte, &inputs)
  }

  private mutating func consume(_ byte: UInt8, _ inputs: inout [Input]) {
    switch state {
    case .ground: consumePlain(byte, &inputs)
    case .escape: consumeAfterEscape(byte, &inputs)
    case .control: consumeControl(byte, &inputs)
    case .linuxFunction:
      guard byte != 0x1B else { return begin(.escape) }
      if (0x41...0x45).contains(byte) { inputs.append(.key(.function(Int(byte) - 0x40))) }
      reset()
    case .mouse:
      collect(byte)
      guard collected.count == 3 else { return }
      let report = collected.map(Int.init)
      reset()
      if let event = MouseEvent(x10: report[0], column: report[1], row: report[2]) {
        inputs.append(.key(.mouse(event)))
      }
    case .singleShift:
      switch byte {
      case 0x30...0x3B: break  // a modifier, dropped
      case 0x1B: begin(.escape)
      case 0x40...0x7E:
        reset()
        if let key = Key(singleShift: byte) { inputs.append(.key(key)) }
      default: restart(byte, &inputs)
      }
    case .string(let kind): consumeString(kind, byte, &inputs)
    case .stringEscape(let kind):
      if byte == UInt8(ascii: "\\") { return finishString(kind, &inputs) }
      begin(.escape)
      consumeAfterEscape(byte, &inputs, isInterrupting: true)
    case .paste(let matched): consumePasted(byte, matched, &inputs)
    case .character(let length):
      guard (0x80...0xBF).contains(byte) else { return restart(byte, &inputs) }
      collect(byte)
      guard collected.count == length else { return }
      if let character = Character(utf8: collected) { inputs.append(.key(.character(character))) }
      reset()
    }
  }

  private mutating func consumePlain(_ byte: UInt8, _ inputs: inout [Input]) {
    switch byte {
    case 0x1B: begin(.escape)
    case 0xC2...0xDF: begin(.character(length: 2))
    case 0xE0...0xEF: begin(.character(length: 3))
    case 0xF0...0xF4: begin(.character(length: 4))
    default: if let key = Key(ascii: byte) { inputs.append(.key(key)) }
    }
    if state != .ground, byte != 0x1B { collect(byte) }
  }

  /// An `ESC` that interrupts a string ends it, and so is no key.
  private mutating func consumeAfterEscape(
    _ byte: UInt8, _ inputs: inout [Input], isInterrupting: Bool = false
  ) {
    switch byte {
    case UInt8(ascii: "["): begin(.control)
    case UInt8(ascii: "O"): begin(.singleShift)
    case UInt8(ascii: "P"), UInt8(ascii: "]"), UInt8(ascii: "_"), UInt8(ascii: "^"),
      UInt8(ascii: "X"):
      begin(.string(byte))
    case UInt8(ascii: "\\"): reset()  // the end of a string that was broken off
    case 0x20...0x7F where !isInterrupting:
      reset()
      inputs.append(.key(.alt(Character(Unicode.Scalar(byte)))))
    default:
      if !isInterrupting { inputs.append(.key(.escape)) }
      restart(byte, &inputs)
    }
  }

  private mutating func consumeControl(_ byte: UInt8, _ inputs: inout [Input]) {
    switch byte {
    case UInt8(ascii: "[") where collected.isEmpty: begin(.linuxFunction)
    case UInt8(ascii: "M") where collected.isEmpty: begin(.mouse)
    case 0x20...0x3F: collect(byte)
    case UInt8(ascii: "~") where collected.elementsEqual("200".utf8):
      begin(.paste(matched: 0))
    case 0x40...0x7E:
      let sequence = isOverlong ? nil : ControlSequence(collected, final: byte)
      reset()
      if let input = sequence?.input { inputs.append(input) }
    case 0x1B: begin(.escape)
    default: restart(byte, &inputs)
    }
  }

  /// Everything up to the end mark is text, other sequences too.
  private mutating func consumePasted(_ byte: UInt8, _ matched: Int, _ inputs: inout [Input]) {
    if byte == Self.pasteEnd[matched] {
      state = .paste(matched: matched + 1)
      guard matched + 1 == Self.pasteEnd.count else { return }
      inputs.append(pasted)
      return reset()
    }
    for former in Self.pasteEnd.prefix(matched) { collect(former) }
    // Only the mark's first byte can begin it again.
    state = .paste(matched: byte == 0x1B ? 1 : 0)
    if byte != 0x1B { collect(byte) }
  }

  private mutating func consumeString(_ kind: UInt8, _ byte: UInt8, _ inputs: inout [Input]) {
    switch byte {
    case 0x1B: state = .stringEscape(kind)
    case 0x07 where kind == UInt8(ascii: "]"): finishString(kind, &inputs)
    case 0x18, 0x1A: reset()
    default: collect(byte)
    }
  }

  private mutating func finishString(_ kind: UInt8, _ inputs: inout [Input]) {
    let reply = isOverlong ? nil : Reply(string: kind, collected)
    reset()
    if let reply { inputs.append(.reply(reply)) }
  }
}

extension Character {
  /// The one scalar that the bytes encode, unless they are overlong, a surrogate or a control.
  fileprivate init?(utf8 bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self), text.unicodeScalars.count == 1,
      let scalar = text.unicodeScalars.first, !(0x80..<0xA0).contains(scalar.value)
    else { return nil }
    self.init(scalar)
  }
}
