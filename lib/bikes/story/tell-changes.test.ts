import { describe, expect, it } from "vitest";
import type { AuditedChange } from "./read-audit";
import type { BikeChange } from "./read-changes";
import { tellChanges } from "./tell-changes";

const value = (key: string | null, name = key) => (key === null || name === null ? null : { key, name });
const change = (field: string, was: string | null, isNow: string | null, atMs = 5): BikeChange => ({
  ...{ field, was: value(was), isNow: value(isNow), atMs, toldAtMs: atMs },
});
const textOf = (one: BikeChange) => tellChanges([one], [], [])[0]?.text;
const audited = (verb: string, at: number, reason: string | null): AuditedChange => ({
  ...{ at, verb, subject: "legacy-file:1", by: "Stella", reason },
  details: { fileName: "old.csv", source: "a list" },
});

describe("a change in words", () => {
  it.each([
    [change("frame_number", "A", "B"), "Frame number changed from A to B"],
    [
      change("produced_on", "2024-01-01", "2024-02-01"),
      "Production day changed from 2024-01-01 to 2024-02-01",
    ],
    [change("imei", null, "1"), "IMEI 1 added"],
    [change("iccid", "1", null), "ICCID 1 taken away"],
    [change("frame_number", null, null), undefined],
    [
      { ...change("model", null, null), was: value("M1", "City"), isNow: value("M2", "City") },
      "Model changed from City (M1) to City (M2)",
    ],
    [
      {
        ...change("model", null, null),
        was: value("6f1c", "another model"),
        isNow: value("7a2d", "another model"),
      },
      "Model changed from another model to another model",
    ],
  ])("says what was and what came: %j", (one, text) => {
    expect(textOf(one)).toBe(text);
  });

  it("names who made it at its moment, and the file that said so or was taken back", () => {
    const made = [
      audited("take-back-facts", 9, "wrong OEM"),
      audited("import-facts", 5, null),
      audited("import-facts", 4, null),
    ];
    const both = [change("firmware", "2", "1", 9), change("firmware", "1", "2", 5)];
    expect(tellChanges(both, [], made)).toMatchObject([
      { atMs: 9, by: "Stella", reason: "Old data taken back: old.csv (a list). wrong OEM" },
      { atMs: 5, by: "Stella", reason: "Old data: old.csv (a list)" },
    ]);
    expect(tellChanges(both, [], [])).toMatchObject([{ by: null, reason: null }, { by: null }]);
  });

  it("leaves to a correction what that changed", () => {
    const correction = {
      ...{ id: 1, field: "firmware", was: "1", proposed: "2", evidence: "e", proposedAtMs: 1 },
      ...{ state: "approved" as const, decidedAtMs: 5, decisionReason: null },
    };
    expect(
      tellChanges([change("firmware", "1", "2"), change("imei", null, "1")], [correction], []),
    ).toMatchObject([{ text: "IMEI 1 added" }]);
  });
});
