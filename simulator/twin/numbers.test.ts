import { describe, expect, it } from "vitest";
import { bikeName } from "../bike-range";
import { MODELS } from "./models";
import { numbersOf } from "./numbers";

const made = (prefix: string, number: number) =>
  numbersOf({ number, bikeId: bikeName(prefix, number), model: MODELS.city });

const sumOfLuhn = (digits: string): number =>
  [...digits].reverse().reduce((sum, digit, at) => {
    const value = at % 2 === 1 ? Number(digit) * 2 : Number(digit);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);

describe("numbers of a bike and its parts", () => {
  it("are of one bike each, in two fleets of thousands", () => {
    const bikes = ["LI-", "LI-S"].flatMap((prefix) =>
      Array.from({ length: 10_000 }, (_, number) => made(prefix, number)),
    );
    for (const kind of ["frame", "motor", "battery", "display", "module", "imei", "iccid"] as const)
      expect(new Set(bikes.map((bike) => bike[kind])).size, kind).toBe(bikes.length);
  });

  it("have the forms of their kinds", () => {
    for (const { imei, iccid, frame } of [made("LI-", 0), made("LI-S", 77), made("LI-", 999_999)]) {
      expect(imei).toMatch(/^\d{15}$/);
      expect(iccid).toMatch(/^\d{19}$/);
      expect(frame).toMatch(/^VE25[0-9A-Z]{2}\d{6}$/);
      for (const digits of [imei, iccid]) expect(sumOfLuhn(digits) % 10).toBe(0);
    }
  });
});
