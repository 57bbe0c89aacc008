import { expect, it } from "vitest";
import type { Candidate, CandidateComponent } from "./candidate";
import { sameAsStored } from "./same-as-stored";

const bike = {
  bikeId: "LI-1",
  frameNumber: "F-1",
  frameNormal: "F1",
  modelCode: "M",
  producedOn: "2026-01-01",
  fnuci: null,
  batteryPassport: null,
  imei: null,
  iccid: null,
  firmware: null,
};
const display = (serial: string | null, part: string | null): CandidateComponent[] => [
  { slot: "display", kind: "display", serial, part },
];
const candidate = (components: CandidateComponent[]): Candidate => ({
  ...bike,
  rowNumber: 2,
  batteryWh: null,
  components,
});

it.each([
  ["a part number without a serial number, of which nothing can be stored", null, "DS-30", [], true],
  ["the same component, written otherwise", "ds 1", "DS-30", display("DS-1", "DS-30"), true],
  ["a component where there is none", "DS-1", null, [], false],
  ["another part number", "DS-1", "DS-31", display("DS-1", "DS-30"), false],
])("tells %s from what is stored", (_what, serial, part, components, same) => {
  expect(sameAsStored(candidate(display(serial, part)), { ...bike, components })).toBe(same);
});
