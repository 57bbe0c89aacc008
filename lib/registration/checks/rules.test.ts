import { describe, expect, it } from "vitest";
import { cell, findingsOf, one } from "../testing/findings-of";

it("lets a right row pass", () => {
  expect(findingsOf({})).toEqual([]);
});

describe("cells", () => {
  it.each([
    ["motor_serial", cell("formula", "M7-1"), "formula", "a formula (M7-1)"],
    ["produced_on", cell("formula", ""), "formula", "a formula"],
    ["battery_wh", cell("error", "#REF!"), "error-cell", "#REF!"],
    ["iccid", cell("scientific", "8.94231E+18"), "scientific", "8.94231E+18"],
    ["iccid", "8,94231E+18", "scientific", "8,94231E+18"],
    ["display_serial", cell("date", "2026-11-03"), "date-cell", "a date (2026-11-03)"],
    ["firmware", cell("date", "2026-12-04"), "date-cell", "a date (2026-12-04)"],
    ["firmware", "4.12\u0000", "format", "4.12\u0000"],
    ["motor_part", "xy".repeat(100), "format", `${"xy".repeat(60)}…`],
    ["battery_passport", "https://a.example/\u0000", "format", "https://a.example/\u0000"],
    ["frame_number", "", "missing", "an empty cell"],
    ["battery_serial", "   ", "missing", "an empty cell"],
    ["display_serial", "Gr\ufffdn-1", "damaged-text", "Gr\ufffdn-1"],
  ] as const)("in %s as %j are named", (column, value, reason, got) => {
    expect(one({ [column]: value }).slice(0, 3)).toEqual([column, reason, got]);
  });

  it("that are no fault pass", () => {
    expect(
      findingsOf({
        display_serial: "12E45",
        imei: cell("number", "356938035643809"),
        produced_on: cell("date", "2026-11-02"),
      }),
    ).toEqual([]);
  });

  it("whose letters were read wrongly are read again", () => {
    expect(one({ display_serial: "GrÃ¼n-1" })).toContain("Grün-1");
  });
});

describe("numbers", () => {
  it.each([
    ["AR26-I000482", "look-alike", "letter I", "Looks like a one: AR26-1000482"],
    ["AR26-1OO0482", "look-alike", "letter O", "Looks like a zero: AR26-1000482"],
    ["АR26-1000482", "look-alike", "letter А of another alphabet", "Looks like the letter A: AR26-1000482"],
    ["4R26-1000482", "format", "4R26-1000482", "Frame number of a Trekker 625 looks like AR26-1999999"],
    ["AR26-100048", "format", "AR26-100048", "Frame number of a Trekker 625 looks like AR26-1999999"],
    [
      "EN 14764",
      "safety-standard",
      "EN 14764: a safety standard, not a serial",
      "Read the number under the bottom bracket",
    ],
    [
      "DIN EN ISO 4210-2:2015",
      "safety-standard",
      "DIN EN ISO 4210-2:2015: a safety standard, not a serial",
      "Read the number under the bottom bracket",
    ],
    [
      "CE",
      "safety-standard",
      "CE: a safety standard, not a serial",
      "Read the number under the bottom bracket",
    ],
    ["0000000", "placeholder", "0000000: stands for no number", "Read the number under the bottom bracket"],
    ["123456", "placeholder", "123456: stands for no number", "Read the number under the bottom bracket"],
    [
      "unbekannt",
      "placeholder",
      "unbekannt: stands for no number",
      "Read the number under the bottom bracket",
    ],
  ])("%s on a frame: %s", (text, reason, got, hint) => {
    expect(one({ frame_number: text }).slice(0, 4)).toEqual(["frame_number", reason, got, hint]);
  });

  it.each(["ar26-1000482", "AR26 1000482", "AR26–1000482", " AR26-1000482\u200b "])(
    "%j is a frame's form",
    (frame_number) => {
      expect(findingsOf({ frame_number })).toEqual([]);
    },
  );

  it("without a form of their maker may be anything but words and signs", () => {
    const free = { framePattern: null, serialPatterns: {} };
    expect(findingsOf({ frame_number: "WTU 123/45.6", motor_serial: "34567" }, {}, free)).toEqual([]);
    expect(one({ frame_number: "AR\u000026" }, {}, free).slice(0, 2)).toEqual(["frame_number", "format"]);
    expect(one({ frame_number: "АB-1" }, {}, free)).toContain("AB-1");
  });

  it.each([
    ["imei", "35693803564380", "format", "14 digits: 35693803564380"],
    ["imei", "356938035643808", "check-digit", "356938035643808"],
    ["iccid", "8942310022000123458", "check-digit", "8942310022000123458"],
    ["iccid", "7942310022000123459", "format", "19 digits: 7942310022000123459"],
    ["fnuci", "BC4X8H2M9", "format", "BC4X8H2M9"],
    ["battery_passport", "PB-20331", "format", "PB-20331"],
    ["bike_id", "li-000482", "format", "li-000482"],
    ["imei", "n/a", "placeholder", "n/a: stands for no number"],
  ] as const)("%s %s is found: %s", (column, text, reason, got) => {
    expect(one({ [column]: text }).slice(0, 3)).toEqual([column, reason, got]);
  });

  it.each([
    ["imei", "35-693803-564380-9"],
    ["iccid", "8942 3100 2200 0123 459"],
    ["iccid", "8942310022000123459F"],
    ["fnuci", "bc4x8h2m9k"],
    ["battery_passport", "urn:epc:id:sgtin:4012345.011111.987"],
  ] as const)("%s %s is right", (column, text) => expect(findingsOf({ [column]: text })).toEqual([]));
});
