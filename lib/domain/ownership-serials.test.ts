import { expect, it } from "vitest";
import { ownershipOf } from "./ownership";
import { stateDocument } from "./state";

const state = stateDocument(
  "LI-1",
  0,
  { motor_serial: { t: 5, s: "iot", v: "M7-1" }, soc_permille: { t: 5, s: "iot", v: 500 } },
  5,
);
const registration = { version: 1, withdrawn: false, oem_id: "o", model_id: "m", assignments: [] };

it("a state tells of which OEM its bike is and what components it reports, so that bikes are found by them", () => {
  expect(ownershipOf(state, registration)).toEqual({
    registration,
    tenures: [],
    oem_id: "o",
    motor_serial: "M7-1",
  });
  expect(ownershipOf(state, null)).toMatchObject({ motor_serial: "M7-1" });
  expect(ownershipOf(state, null)).not.toHaveProperty("oem_id");
  expect(ownershipOf(state, { ...registration, withdrawn: true })).not.toHaveProperty("oem_id");
});
