import { describe, expect, it } from "vitest";
import { hideFault } from "./dead-letters/hide-fault";
import { hidden, hiddenText } from "./hide";

describe("what everyone may see of a reading", () => {
  it("is neither where a bike was nor what it is made of, and nothing that the contract does not know", () => {
    const sent = {
      v: 1,
      bike_id: "LI-1",
      source: "app",
      readings: [
        { t: 5, lat: 47.1, lon: 9.5, altitude_m: 450, heading_deg: 9, soc_pct: 63.5, error_codes: ["E1"] },
        { t: null, motor_serial: "M-1", gps: { lat: 47.1 }, speed_kmh: "47.1,9.5", locked: true },
      ],
    };
    expect(hidden(sent)).toEqual({
      v: 1,
      bike_id: "hidden: text of 4 characters",
      source: "app",
      readings: [
        {
          t: 5,
          lat: "hidden: number",
          lon: "hidden: number",
          altitude_m: "hidden: number",
          heading_deg: "hidden: number",
          soc_pct: 63.5,
          error_codes: ["E1"],
        },
        {
          t: null,
          motor_serial: "hidden: text of 3 characters",
          gps: { lat: "hidden: number" },
          speed_kmh: "hidden: text of 8 characters",
          locked: true,
        },
      ],
    });
  });

  it("is the same of its stored form", () => {
    const stored = {
      "@timestamp": 5,
      location: { lat: 47.1, lon: 9.5 },
      altitude_dm: 4500,
      soc_permille: 635,
    };
    expect(hidden(stored)).toEqual({
      "@timestamp": 5,
      location: { lat: "hidden: number", lon: "hidden: number" },
      altitude_dm: "hidden: number",
      soc_permille: 635,
    });
  });

  it.each([["{"], ["[".repeat(100) + "]".repeat(100)]])("is nothing of what is no packet: %s", (text) => {
    expect(hiddenText(text)).toBeNull();
  });
});

describe("what everyone may see of a fault", () => {
  it.each([
    ["field", "speed_kmh", "999", "999"],
    ["field", "speed_kmh", "47.1,9.5", "hidden"],
    ["field", "lat", "91", "hidden"],
    ["field", "tyre_kpa", "310", "hidden"],
    ["undecodable", "", '{"lat":47.1', "hidden"],
    ["foreign-key", "bike_id", "LI-2", "hidden"],
    ["unsupported-version", "", "2", "2"],
    [
      "refused-by-store",
      "@timestamp",
      "document_parsing_exception: at [47.1]",
      "document_parsing_exception: hidden",
    ],
  ])("of %s, %s: what came as %s is %s", (reason, field, got, shown) => {
    const fault = { reading: 0, field, expected: "another", got };
    expect(hideFault(reason, fault)).toEqual({ ...fault, got: shown });
  });
});
