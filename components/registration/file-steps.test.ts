import { describe, expect, it } from "vitest";
import { faultsOfChoice } from "./file-steps";

const choices = [
  { key: "bike_id", label: "Telemetry id", required: true },
  { key: "imei", label: "IMEI", required: false },
];

describe("a choice of columns", () => {
  it.each([
    [["bike_id", null], []],
    [["bike_id", "imei"], []],
    [["imei", null], ["Telemetry id: expected a column, got none"]],
    [["bike_id", "bike_id", "imei"], ["Telemetry id: expected one column, got 2"]],
    [["bike_id", "imei", "imei"], ["IMEI: expected one column, got 2"]],
  ])("%j has the faults %j", (chosen, faults) => {
    expect(faultsOfChoice(chosen, choices)).toEqual(faults);
  });
});
