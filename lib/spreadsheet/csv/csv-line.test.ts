import { describe, expect, it } from "vitest";
import { csvLine } from "./csv-line";

describe("csvLine", () => {
  it("leaves missing values empty and tells a cleared fault from none sent", () => {
    expect(csvLine([1.5, null, false, [], ["E1", "E2"]])).toBe("1.5,,false,none,E1 E2\r\n");
  });

  it("quotes what would end a cell", () => {
    expect(csvLine(['a "b", c', "d"])).toBe('"a ""b"", c",d\r\n');
  });

  it("hands none to one that parts cells at other signs, either", () => {
    expect(csvLine(["a;=1+1", "b; c"])).toBe('"a;\'=1+1","b; c"\r\n');
  });

  it("hands no formula to a spreadsheet, and leaves numbers alone", () => {
    expect(csvLine(["=1+1", "-cmd", -3])).toBe("'=1+1,'-cmd,-3\r\n");
  });
});
