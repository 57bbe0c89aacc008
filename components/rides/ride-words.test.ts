import { describe, expect, it } from "vitest";
import { chargeWords, distanceWords, energiesWords, energyWords, notesOn, speedWords } from "./ride-words";
import { RIDE } from "./testing/a-bike-ride";

const plain = (text: string) => text.replaceAll("\u202f", " ");

describe("words on a ride", () => {
  it("tell distance, and what lies in gaps apart from it", () => {
    expect(plain(distanceWords(RIDE).way)).toBe("8.4 km");
    expect(distanceWords(RIDE).gap).toBeNull();
    expect(plain(distanceWords({ ...RIDE, unrecordedM: 312 }).gap ?? "")).toBe("+ 0.3 km not recorded");
  });
  it("tell energy per kilometre only where it was measured over most of the riding", () => {
    expect(plain(energyWords(RIDE))).toBe("8.5 Wh/km");
    expect(plain(energyWords({ ...RIDE, energyWh: 80, onWay: { wh: 68, metres: 8_000 } }))).toBe("8.5 Wh/km");
    expect(energyWords({ ...RIDE, onWay: { wh: 60, metres: 7_000 } })).toBe("–");
    expect(energyWords({ ...RIDE, unrecordedM: 2_000 })).toBe("–");
    expect(energyWords({ ...RIDE, onWay: null })).toBe("–");
  });
  it("tell energy by voltage and current and by the charge, each where it is known", () => {
    expect(energiesWords(RIDE)).toEqual({ measured: "72\u202fWh", byCharge: "69\u202fWh by charge" });
    expect(energiesWords({ energyWh: null, chargeWh: null })).toEqual({ measured: null, byCharge: null });
  });
  it("tell charge and speed, and nothing where nothing is known", () => {
    expect(plain(chargeWords(RIDE))).toBe("84 → 71 %");
    expect(chargeWords({ ...RIDE, startPct: null })).toBe("–");
    expect(plain(speedWords(17.84))).toBe("17.8 km/h");
    expect(speedWords(null)).toBe("–");
  });
  it("tell what came late, what is missing, and why it changed", () => {
    expect(notesOn(RIDE)).toEqual([]);
    const changed = {
      ...RIDE,
      lateReadings: 900,
      dataShare: 0.9,
      isFilled: true,
      revision: 3,
      cause: "late-readings",
      lateSince: 900,
    } as const;
    expect(notesOn(changed).map(plain)).toEqual([
      "900 of 1 800 came late",
      "10 % of its time not recorded",
      "gaps told by the phone",
      "revision 3: 900 readings came late",
    ]);
  });
});
