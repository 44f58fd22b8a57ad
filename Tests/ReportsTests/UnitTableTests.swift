import Dissection
import Reports
import TestSupport
import Testing

@Suite struct UnitTableTests {
  @Test func `each unit is a line below the heads`() {
    let report = DissectionReport.sample(layers: [("layer4", 8, 4)])
    let lines = UnitTable.csv(report).split(separator: "\n")
    #expect(
      lines[0]
        == "layer,unit,label,category,iou,chance,ceiling,matches,above chance,information concept,"
        + "information ratio,information iou,matches by information,level")
    #expect(lines.count == 5)
    let door = report.layers[0].units[2]
    #expect(
      lines[3]
        == "layer4,2,door,object,\(door.iou),\(door.chance),0.4,1,1,door,\(door.iou / 2),\(door.iou),"
        + "1,1.5")
    #expect(lines[4].hasSuffix(",0,0,,,,0,1.75"), "a unit that tells nothing")
  }

  @Test func `a name with commas, marks or lines stays one field`() {
    let name = "a,\"b\"\r\nc"
    let report = DissectionReport.sample(
      layers: [(name, 8, 1)], concepts: [.init(name: "\n", category: "object", area: 0.1)])
    #expect(
      UnitTable.csv(report).contains("\n\"a,\"\"b\"\"\r\nc\",0,\"\n\",object,"))
  }
}
