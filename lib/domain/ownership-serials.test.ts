import { expect, it } from "vitest";
import { ownershipOf } from "./ownership";
import { stateDocument } from "./state";

const state = stateDocument(
  "LI-1",
  0,
  { motor_serial: { t: 5, s: "iot", v: "M7-1" }, soc_permille: { t: 5, s: "iot", v: 500 } },
  5,
);
const registration = {
  version: 1,
  withdrawn: false,
  oem_id: "o",
  model_id: "m",
  registered_at: 1,
  plant_id: "p",
  parts: "motor:M9",
  assignments: [],
};

it("a state tells of which OEM its bike is and what components it reports, so that bikes are found by them", () => {
  expect(ownershipOf(state, registration)).toEqual({
    registration,
    tenures: [],
    oem_id: "o",
    plant_id: "p",
    registered_at: 1,
    differs: ["motor"],
    motor_serial: "M7-1",
  });
  expect(ownershipOf(state, null)).toMatchObject({ motor_serial: "M7-1" });
  expect(ownershipOf(state, null)).not.toHaveProperty("oem_id");
});

it.each([
  [5, "riding"],
  [6, "resting"],
])("a bike that was withdrawn at %s and heard of at 5 last is %s", (withdrawn_at, withdrawn) => {
  const found = ownershipOf(state, { ...registration, withdrawn: true, withdrawn_at });
  expect(found).toMatchObject({ oem_id: "o", plant_id: "p", withdrawn });
  expect(found).not.toHaveProperty("differs");
  const never = stateDocument("LI-1", 0, {}, null);
  expect(ownershipOf(never, { ...registration, withdrawn: true }).withdrawn).toBe("resting");
});
