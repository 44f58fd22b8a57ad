import Cells
import Painting

/// The open dialogue: a line for the path, and small pictures of the files that it may mean.
extension PaintState {
  /// Asks which file is to be opened.
  mutating func askForFile() -> [Effect] {
    thumbnails.forgetFiles()
    files = nil
    ask(.openPath, suggestion: document.recovery ?? "")
    return listFiles()
  }

  /// The open line that names a file; nil while something else is open.
  var filePrompt: Prompt? {
    guard case .prompt(let prompt) = mode, prompt.question == .openPath else { return nil }
    return prompt
  }

  /// The files that the line may mean.
  package var foundFiles: [String] { filePrompt == nil ? [] : files?.found ?? [] }

  /// Those whose pictures have room: the page with the named one.
  var filesInSight: [String] {
    let found = foundFiles
    let side = sheetPicture(of: found.count).side
    let index = filePrompt.flatMap { found.firstIndex(of: $0.text) } ?? 0
    return Array(found.dropFirst(index - index % (side * side)).prefix(side * side))
  }

  /// Follows what was typed; another folder has to be looked at.
  mutating func listFiles() -> [Effect] {
    guard let prompt = filePrompt else { return [] }
    let folder = PathCompletion.folder(of: prompt.text)
    guard files?.folder != folder else {
      files?.typed = prompt.text
      return []
    }
    files = FileSheet(folder: folder, names: [], typed: prompt.text)
    return [.listFiles(folder)]
  }

  /// Takes over what is in the folder of the line; folders end in a slash.
  package mutating func receive(_ names: [String], of folder: String) {
    guard let prompt = filePrompt, PathCompletion.folder(of: prompt.text) == folder else { return }
    files = FileSheet(
      folder: folder, names: names, typed: prompt.text, without: thumbnails.failures)
  }

  /// Puts the file so many places on into the line.
  mutating func step(by offset: Int, in prompt: Prompt) {
    let found = foundFiles
    guard !found.isEmpty else { return }
    let index = found.firstIndex(of: prompt.text).map { $0 + offset } ?? (offset > 0 ? 0 : -1)
    name(found[(index + found.count) % found.count], in: prompt)
  }

  private mutating func name(_ path: String, in prompt: Prompt) {
    var prompt = prompt
    prompt.replaceLine(with: path)
    mode = .prompt(prompt)
  }

  /// Takes a click on a small picture: the first puts the file into the line, the next one opens it.
  mutating func press(_ event: MouseEvent, in prompt: Prompt) -> [Effect] {
    let inSight = filesInSight
    guard !inSight.isEmpty, let place = sheetPlace(of: event, count: foundFiles.count),
      place < inSight.count
    else { return [] }
    if inSight[place] == prompt.text { return edit(prompt, with: .enter) }
    name(inSight[place], in: prompt)
    return []
  }
}
