import { describe, expect, it } from "vitest";
import { OPERATIONS } from "./api-operations";
import { operationFields } from "./operation-fields";

const tablesOf = (id: string) =>
  operationFields(OPERATIONS.find((one) => one.id === id) ?? expect.fail(`no ${id}`));
const fieldOf = (id: string, part: "body" | "answer", name: string) =>
  tablesOf(id)
    .find((table) => table.part === part)
    ?.fields.find((field) => field.name === name);

describe("the fields of what is sent and answered", () => {
  it.each(OPERATIONS)("have a meaning each: $id", (operation) => {
    const tables = operationFields(operation);
    expect(tables.filter(({ part }) => part === "answer").length).toBeGreaterThan(0);
    for (const { fields } of tables) {
      expect(fields.length).toBeGreaterThan(0);
      expect(fields.filter(({ description }) => description === "")).toEqual([]);
    }
  });

  it("are told of bodies in JSON, and of each of several answers", () => {
    const partsOf = (id: string) => tablesOf(id).map(({ part, which }) => [part, which]);
    expect(partsOf("recordConsent")).toEqual([
      ["body", null],
      ["answer", null],
    ]);
    expect(partsOf("registerBikes")).toEqual([
      ["body", null],
      ["answer", "registration report"],
      ["answer", "registration receipt"],
    ]);
    expect(partsOf("loadProductions")).toEqual([["answer", null]]);
  });

  it("say of an estimate what it is of, in which unit, and which interval it is", () => {
    for (const [name, unit, words] of [
      ["riding_time_s", "s", /seconds in motion/],
      ["energy_wh", "Wh", /watt-hours/],
      ["arrival_charge_pct", "%", /per cent of charge/],
    ] as const) {
      const { description = "" } = fieldOf("estimateRoute", "answer", name) ?? {};
      expect(description).toMatch(words);
      expect(description).toMatch(/the median, and the ends of the 80 % interval; null/);
      expect(fieldOf("estimateRoute", "answer", `${name}.low`)).toMatchObject({ unit, type: "number" });
    }
    expect(fieldOf("getRange", "answer", "range_km")?.description).toMatch(/kilometres.*80 % interval/);
  });
});
