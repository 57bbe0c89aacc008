import { describe, expect, it } from "vitest";
import { refusalOf, shareDone, stepsOf, titleOf } from "./batch-words";

const batch = {
  kind: "registration",
  state: "done",
  rows: 322,
  done: 322,
  registered: 316,
  withdrawn: 0,
  unchanged: 0,
  failed: 6,
  toFix: 6,
} as const;

describe("what is said of a file", () => {
  it.each([
    [{}, "316 of 322 bikes registered"],
    [{ registered: 0, unchanged: 322, failed: 0 }, "Nothing new in this file"],
    [{ withdrawn: 3 }, "313 of 322 bikes registered, 3 withdrawn since"],
    [{ state: "withdrawn" as const, withdrawn: 316 }, "316 bikes withdrawn"],
    [{ state: "withdrawn" as const, withdrawn: 315 }, "315 of 316 bikes withdrawn"],
    [{ kind: "dry-run" as const }, "316 of 322 rows can be registered"],
    [{ kind: "dry-run" as const, rows: 0, registered: 0 }, "There is no bike in this file"],
    [{ state: "working" as const }, "Registering its bikes"],
    [{ state: "waiting" as const, rows: null }, "Reading the file"],
    [{ state: "refused" as const, rows: null, registered: 0 }, "This file could not be taken"],
    [{ state: "refused" as const }, "This file was given up half-way"],
  ])("with %j: %s", (part, title) => {
    expect(titleOf({ ...batch, ...part })).toBe(title);
  });

  it("names its steps, with what is still to be fixed", () => {
    expect(stepsOf({ ...batch, toFix: 2 })).toEqual([
      { text: "1 File read · 322 rows", state: "over" },
      { text: "2 Columns matched", state: "over" },
      { text: "3 Checked", state: "over" },
      { text: "4 Registered · 2 to fix", state: "over" },
    ]);
    expect(stepsOf({ ...batch, kind: "dry-run" }).map(({ state }) => state)).toEqual([
      "over",
      "over",
      "over",
      "ahead",
    ]);
  });

  it.each([
    [{ registered: 0 }, "Nothing of this file was registered"],
    [{ registered: 1 }, "1 bike of this file was registered"],
    [{ registered: 316 }, "316 bikes of this file were registered"],
    [{ kind: "dry-run" as const }, "Nothing of this file was registered"],
  ])("that was refused with %j: %s", (part, words) => {
    expect(refusalOf({ ...batch, ...part })).toBe(words);
  });

  it("knows how much is done", () => {
    expect(shareDone({ ...batch, done: 161 })).toBe(0.5);
    expect(shareDone({ ...batch, rows: null })).toBeNull();
  });
});
