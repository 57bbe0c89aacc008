import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { STATUSES } from "./bike-status";
import { formatLiveView, type LiveView, parseLiveView } from "./live-view";

const view: LiveView = {
  id: "a1",
  bounds: { west: 9.47, south: 47.04, east: 9.64, north: 47.27 },
  zoom: 11.5,
  statuses: STATUSES,
  fleetId: null,
};

describe("a view as a parameter", () => {
  it("comes back as it was, its bounds a metre wider at most", () => {
    const lon = fc.double({ min: -179.9, max: 179.9, noNaN: true });
    const lat = fc.double({ min: -89.9, max: 89.9, noNaN: true });
    const aView = fc.record({
      id: fc.constantFrom("a", "b-2"),
      bounds: fc.tuple(lon, lat, lon, lat).map(([west, a, east, b]) => ({
        west,
        south: Math.min(a, b),
        east,
        north: Math.max(a, b),
      })),
      zoom: fc.integer({ min: 0, max: 44 }).map((half) => half / 2),
      statuses: fc.subarray([...STATUSES]),
      fleetId: fc.constantFrom(null, "11111111-2222-4333-8444-555555555555"),
    });
    fc.assert(
      fc.property(aView, (given) => {
        const { bounds, ...rest } = parseLiveView(formatLiveView(given)) ?? view;
        expect(rest).toEqual({
          id: given.id,
          zoom: given.zoom,
          statuses: given.statuses,
          fleetId: given.fleetId,
        });
        expect(bounds.west).toBeLessThanOrEqual(given.bounds.west);
        expect(bounds.north).toBeGreaterThanOrEqual(given.bounds.north);
        expect(bounds.east - given.bounds.east).toBeLessThan(2e-5);
        expect(given.bounds.south - bounds.south).toBeLessThan(2e-5);
      }),
    );
  });

  it.each([
    "",
    "a~9,47,10,48~11~*",
    "a~9,48,10,47~11~*~*",
    "a~9,47,10~11~*~*",
    "a~9,47,10,98~11~*~*",
    "a~9,47,10,48~99~*~*",
    "a~9,47,10,48~11~flying~*",
    "A B~9,47,10,48~11~*~*",
    `a~9,47,10,48~11~*~${"x".repeat(65)}`,
    "a~9,47,10,48~11~*~*~more",
  ])("is refused when it is none: %s", (text) => {
    expect(parseLiveView(text)).toBeNull();
  });
});
