import { describe, expect, it } from "vitest";
import { fromBikeAnswer } from "./from-bike-answer";

describe("state from the API", () => {
  it("reads as the page's own, in the order of the contract", () => {
    const at = "2026-11-20T12:00:00.250Z";
    const state = fromBikeAnswer({
      bike_id: "LI-000412",
      newest_at: at,
      position: { lat: 47.1, lon: 9.5, altitude_m: 460, heading_deg: null, measured_at: at, source: "iot" },
      values: {
        firmware: { value: "4.2.1", measured_at: at, source: "iot" },
        speed_kmh: { value: 21.4, measured_at: at, source: "app" },
      },
    });
    const atMs = Date.parse(at);
    expect(state).toEqual({
      bikeId: "LI-000412",
      newestAtMs: atMs,
      position: { lat: 47.1, lon: 9.5, altitudeM: 460, headingDeg: null, measuredAtMs: atMs, source: "iot" },
      values: [
        { field: "speed_kmh", value: 21.4, measuredAtMs: atMs, source: "app" },
        { field: "firmware", value: "4.2.1", measuredAtMs: atMs, source: "iot" },
      ],
    });
  });
});
