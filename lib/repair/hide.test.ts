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
          gps: "hidden: object",
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
      location: "hidden: object",
      altitude_dm: "hidden: number",
      soc_permille: 635,
    });
  });

  it("is nothing of what lies where the contract has nothing, its names included", () => {
    expect(hidden({ position: { v: [47.14, 9.52] } })).toEqual({ position: "hidden: object" });
    expect(hidden({ t: { t: 47.14 }, v: [47.14, 9.52], speed_kmh: [47.14, 9.52] })).toEqual({
      t: "hidden: object",
      v: "hidden: list of 2",
      speed_kmh: "hidden: list of 2",
    });
    const rider = { "Ada, Vaduz": 1 };
    const sent = {
      v: 1,
      readings: [{ t: 5, v: 47.14, rider, readings: [{ t: 5 }] }, [47.14]],
      trip: [rider],
    };
    expect(hidden(sent)).toEqual({
      v: 1,
      readings: [
        { t: 5, v: "hidden: number", rider: "hidden: object", readings: "hidden: list of 1" },
        "hidden: list of 1",
      ],
      trip: "hidden: list of 1",
    });
  });

  it("is no number where the contract has a text, and no other list than that of codes", () => {
    expect(hidden({ source: 47.14, firmware: 9.52, error_codes: ["E1", 47.14] })).toEqual({
      source: "hidden: number",
      firmware: "hidden: number",
      error_codes: "hidden: list of 2",
    });
    expect(hidden([{ t: 5 }])).toBe("hidden: list of 1");
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
