import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countDetails, tellDetails } from "./tell-details";

describe("details of an audit entry", () => {
  it("are told as names and values", () => {
    expect(
      tellDetails({
        ...{ fileName: "week.csv", bike_id: "LI-1", rows: 0, force: false, note: "", before: null },
        ...{ roles: ["oem", "support"], ids: [] },
      }),
    ).toEqual([
      { label: "File name", value: "week.csv" },
      { label: "Bike id", value: "LI-1" },
      { label: "Rows", value: "0" },
      { label: "Force", value: "no" },
      { label: "Note", value: "empty" },
      { label: "Before", value: "none" },
      { label: "Roles", value: "oem, support" },
      { label: "Ids", value: "none" },
    ]);
  });

  it("are nested where they are made of others, and counted whole", () => {
    const told = tellDetails({ filter: { reason: "bad-time", cells: {} }, sides: [{ bikeId: "A" }, ["x"]] });
    expect(told).toEqual([
      {
        label: "Filter",
        value: [
          { label: "Reason", value: "bad-time" },
          { label: "Cells", value: "none" },
        ],
      },
      {
        label: "Sides",
        value: [
          { label: "1", value: [{ label: "Bike id", value: "A" }] },
          { label: "2", value: "x" },
        ],
      },
    ]);
    expect(countDetails(told)).toBe(4);
  });

  it.each([[{}], [[]]])("of %j are told as what they are", (details) => {
    expect(countDetails(tellDetails(details))).toBe(Array.isArray(details) ? 1 : 0);
  });

  it("lose no value, whatever is in them", () => {
    const leaf = fc.stringMatching(/^[A-Z]{3,8}$/);
    const { details } = fc.letrec((tie) => ({
      details: fc.dictionary(fc.stringMatching(/^[a-zA-Z_-]{1,8}$/), tie("value"), { maxKeys: 4 }),
      value: fc.oneof({ maxDepth: 3 }, leaf, fc.array(tie("value"), { maxLength: 3 }), tie("details")),
    }));
    fc.assert(
      fc.property(details, (drawn) => {
        const told = JSON.stringify(tellDetails(drawn));
        for (const [value] of JSON.stringify(drawn).matchAll(/"[A-Z]{3,8}"(?!:)/g))
          expect(told).toContain(value.slice(1, -1));
      }),
    );
  });
});
