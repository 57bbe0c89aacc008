import { expect, it } from "vitest";
import { tellReadings } from "./tell-readings";

it("tells the first day, the newest reading with what came late, and faults that are reported", () => {
  const value = { field: "error_codes", value: ["E07", "E12"], measuredAtMs: 40, source: "iot" as const };
  const state = { bikeId: "LI-1", newestAtMs: 50, position: null, values: [value] };
  const day = { day: "2026-11-20", readings: 7, late: 2, mostSeconds: 400 };
  expect(tellReadings(state, [day]).map(({ atMs, text, reason }) => [atMs, text, reason])).toEqual([
    [Date.parse("2026-11-20"), "First day with readings: 7 readings", null],
    [50, "Newest reading", "2 readings of its life came late"],
    [40, "Reported faults: E07, E12", null],
  ]);
  expect(tellReadings({ ...state, values: [{ ...value, value: [] }] }, [])).toHaveLength(1);
  expect(tellReadings(null, [])).toEqual([]);
});
