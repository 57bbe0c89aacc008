import { describe, expect, it } from "vitest";
import { rowOf } from "../testing/check-file";
import { emptyWorld } from "../testing/empty-world";
import { rightRow } from "../testing/right-row";
import type { StoredBike } from "./candidate";
import { checkRows } from "./check-rows";
import { identifiersIn } from "./identifiers-in";
import type { Known } from "./known";
import { componentKey } from "./values/normal-value";

const FIRST = rightRow(482, () => 0.4);
const SECOND = rightRow(483, () => 0.4);

function findingsOf(rows: Parameters<typeof checkRows>[0], world: Partial<Known> = {}) {
  return checkRows(rows, emptyWorld(world)).map((outcome) =>
    outcome.kind === "failed"
      ? outcome.findings.map(({ column, reason, got }) => `${column} ${reason}: ${got}`)
      : outcome.kind,
  );
}
function stored(): StoredBike {
  const [outcome] = checkRows([rowOf(2, FIRST)], emptyWorld());
  if (outcome?.kind !== "ready") throw new Error("expected a right row");
  const { rowNumber: _, batteryWh: __, ...bike } = outcome.candidate;
  return bike;
}
const worldWith = (bike: StoredBike): Partial<Known> => {
  const holder = { bikeId: bike.bikeId, sameOem: true, stored: bike };
  return {
    bikesById: new Map([[bike.bikeId, holder]]),
    bikesByFrame: new Map([[bike.frameNormal, holder]]),
    bikesByImei: new Map([[bike.imei ?? "", holder]]),
    componentsInBikes: new Map([[componentKey("motor", FIRST.motor_serial), { ...holder, since: null }]]),
  };
};

describe("a bike that is in a file twice", () => {
  it("is at fault in the later row, once", () => {
    expect(findingsOf([rowOf(58, FIRST), rowOf(312, FIRST)])).toEqual([
      "ready",
      ["frame_number also-in-row: also in row 58"],
    ]);
    expect(findingsOf([rowOf(312, FIRST), rowOf(58, FIRST)])).toEqual([
      ["frame_number also-in-row: also in row 58"],
      "ready",
    ]);
  });

  it("is known by a frame number that is written otherwise", () => {
    const row = rowOf(3, { ...SECOND, frame_number: FIRST.frame_number.replace("-", " ").toLowerCase() });
    expect(findingsOf([rowOf(2, FIRST), row])).toEqual([
      "ready",
      ["frame_number also-in-row: also in row 2"],
    ]);
  });

  it("is told from one that shares a component with another row", () => {
    const row = rowOf(4, { ...SECOND, battery_2_serial: FIRST.battery_serial, imei: FIRST.imei });
    expect(findingsOf([rowOf(2, FIRST), row])).toEqual(["ready", ["imei also-in-row: also in row 2"]]);
    const other = rowOf(4, { ...SECOND, battery_2_serial: FIRST.battery_serial });
    expect(findingsOf([rowOf(2, FIRST), other])).toEqual([
      "ready",
      ["battery_2_serial also-in-row: also in row 2"],
    ]);
  });
});

describe("a bike that is registered", () => {
  it("is unchanged where a row says nothing else", () => {
    const less = {
      ...FIRST,
      fnuci: "",
      firmware: "",
      motor_part: "",
      frame_number: ` ${FIRST.frame_number.toLowerCase()}`,
    };
    expect(findingsOf([rowOf(2, FIRST)], worldWith(stored()))).toEqual(["unchanged"]);
    expect(findingsOf([rowOf(2, less)], worldWith(stored()))).toEqual(["unchanged"]);
  });

  it.each([
    { firmware: "4.13.1" },
    { produced_on: "2026-01-02" },
    { display_serial: "DS-9" },
    { battery_2_serial: "PB-A1999999" },
    { motor_part: "M7-999" },
  ])("is at fault where a row says %j", (change) => {
    expect(findingsOf([rowOf(2, { ...FIRST, ...change })], worldWith(stored()))).toEqual([
      ["bike_id registered: LI-000482 is registered with other values"],
    ]);
  });

  it("is named, once, to a row that has its identifiers, and its component beside", () => {
    const row = {
      ...SECOND,
      frame_number: FIRST.frame_number,
      imei: FIRST.imei,
      motor_serial: FIRST.motor_serial,
    };
    expect(findingsOf([rowOf(2, row)], worldWith(stored()))).toEqual([
      [
        "frame_number registered: AR26-1000482 belongs to LI-000482",
        "motor_serial in-another-bike: M7-1000482 is in LI-000482",
      ],
    ]);
  });

  it("is not named to another OEM", () => {
    const holder = { bikeId: "XX-1", sameOem: false };
    const world = {
      bikesById: new Map([[FIRST.bike_id, holder]]),
      bikesByFnuci: new Map([[FIRST.fnuci, holder]]),
    };
    const found = findingsOf([rowOf(2, FIRST)], world);
    expect(found).toEqual([["bike_id taken: LI-000482 is taken", `fnuci taken: ${FIRST.fnuci} is taken`]]);
    expect(JSON.stringify(found)).not.toContain("XX-1");
  });
});

it("what rows name is listed as it is looked up", () => {
  const { unique, components } = identifiersIn([
    rowOf(2, { ...FIRST, imei: "35-693803-564380-9", frame_number: "ar26 1" }),
  ]);
  expect([...unique.imei, ...unique.frame_number, ...unique.iccid]).toEqual([
    "356938035643809",
    "AR261",
    FIRST.iccid,
  ]);
  expect(components.has(componentKey("battery", FIRST.battery_serial.toLowerCase()))).toBe(true);
});
