import { describe, expect, it } from "vitest";
import { differsFrom } from "./differs-from";
import { registrationOf } from "./registration";
import { stateDocument } from "./state";
import { aBikeEntity } from "./testing/a-bike-entity";

const parts = "motor:M1 battery:B1 battery:B2";
const reporting = (serials: Record<string, string>, t = 1_000) =>
  stateDocument(
    "LI-1",
    0,
    Object.fromEntries(Object.entries(serials).map(([name, v]) => [name, { t, s: "iot" as const, v }])),
    t,
  );

describe("a bike reports another component than the registered one", () => {
  it.each([
    ["however it is written", { motor_serial: "m-1" }, []],
    ["of either battery", { battery_serial: "B2" }, []],
    ["of no kind of which nothing is registered", { display_serial: "D1" }, []],
    ["not of another kind", { battery_serial: "M1" }, ["battery"]],
    [
      "not where it is a part of the number only",
      { motor_serial: "M11", battery_serial: "B" },
      ["motor", "battery"],
    ],
  ])("%s", (_what, serials, expected) => {
    expect(differsFrom({ parts }, reporting(serials))).toEqual(expected);
  });

  it("than its entity tells", () => {
    const entity = aBikeEntity("LI-1", {
      parts: [
        { kind: "motor", number: "M1", from: 5 },
        { kind: "battery", number: "B1", from: null },
        { kind: "battery", number: "B 2", from: 7 },
      ],
    });
    expect(registrationOf(entity)).toMatchObject({ parts, parts_from: 7 });
    expect(registrationOf(aBikeEntity("LI-1", { parts: [] }))).not.toHaveProperty("parts");
  });

  it("which it says nothing of before its components were changed last", () => {
    const told = { parts, parts_from: 1_001 };
    expect(differsFrom(told, reporting({ motor_serial: "M9" }, 1_000))).toEqual([]);
    expect(differsFrom(told, reporting({ motor_serial: "M9" }, 1_001))).toEqual(["motor"]);
    expect(differsFrom({}, reporting({ motor_serial: "M9" }))).toEqual([]);
  });
});
