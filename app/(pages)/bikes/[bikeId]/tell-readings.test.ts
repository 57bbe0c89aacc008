import { expect, it } from "vitest";
import { tellReadings } from "./tell-readings";

it("tells the first day, the newest reading with what came late, and faults that are reported", () => {
  const value = { field: "error_codes", value: ["E07", "E12"], measuredAtMs: 40, source: "iot" as const };
  const state = { bikeId: "LI-1", newestAtMs: 50, position: null, values: [value] };
  const day = { day: "2026-11-20", readings: 7, late: 2, mostSeconds: 400 };
  expect(tellReadings(state, [day]).map(({ atMs, text, reason }) => [atMs, text, reason])).toEqual([
    [Date.parse("2026-11-20"), "First day with readings: 7 readings", null],
    [50, "Newest reading", "2 readings of its life came late"],
    [Date.parse("2026-11-16"), "Week of 16 Nov 2026: 7 readings, 2 of them late", null],
    [40, "Reported faults: E07, E12", null],
  ]);
  expect(tellReadings({ ...state, values: [{ ...value, value: [] }] }, [])).toHaveLength(1);
  expect(tellReadings(null, [])).toEqual([]);
});

it("tells when it was heard again after it was silent, and the newest weeks with late readings", () => {
  const day = (text: string, late = 0) => ({ day: text, readings: 10, late, mostSeconds: 0 });
  const days = [
    day("2026-01-05"),
    day("2026-01-07", 3),
    day("2026-01-11", 4),
    day("2026-01-14"),
    ...Array.from({ length: 12 }, (_, week) =>
      day(new Date(Date.UTC(2026, 0, 15 + 7 * week)).toISOString().slice(0, 10), 1),
    ),
  ];
  const told = tellReadings(null, days).map(({ text }) => text);
  expect(told.slice(1, 4)).toEqual([
    "Heard again after 3 days without readings",
    "Heard again after 2 days without readings",
    "Heard again after 6 days without readings",
  ]);
  const weeks = told.filter((text) => text.startsWith("Week"));
  expect(weeks).toHaveLength(12);
  expect(weeks[0]).toBe("Week of 12 Jan 2026: 20 readings, 1 of them late");
});

it("tells the firmware that it reports", () => {
  const value = { field: "firmware", value: "4.13.1", measuredAtMs: 40, source: "iot" as const };
  const state = { bikeId: "LI-1", newestAtMs: 50, position: null, values: [value] };
  expect(tellReadings(state, []).map(({ atMs, text }) => [atMs, text])).toContainEqual([
    40,
    "Reported firmware 4.13.1",
  ]);
});
