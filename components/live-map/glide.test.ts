import { expect, it } from "vitest";
import { begun, isGliding, placeAt, STANDING } from "./glide";

const at = (lat: number, lon: number, glide = STANDING) => ({ lat, lon, glide });

it("moves from place to place at an even pace, and stays there", () => {
  const bike = at(47.1002, 9.5004, begun(at(47.1, 9.5), at(47.1002, 9.5004), 5_000));
  expect(placeAt(bike, 5_000)).toEqual({ lat: 47.1, lon: 9.5 });
  expect(placeAt(bike, 5_500).lat).toBeCloseTo(47.1001, 9);
  expect(placeAt(bike, 5_500).lon).toBeCloseTo(9.5002, 9);
  expect(isGliding(bike.glide, 5_999)).toBe(true);
  expect(placeAt(bike, 6_000)).toEqual({ lat: 47.1002, lon: 9.5004 });
  expect(isGliding(bike.glide, 6_000)).toBe(false);
});

it("goes on from where it is drawn when the next report comes early", () => {
  const bike = at(47.1002, 9.5, begun(at(47.1, 9.5), at(47.1002, 9.5), 0));
  const next = at(47.1004, 9.5, begun(bike, at(47.1004, 9.5), 500));
  expect(placeAt(next, 500).lat).toBeCloseTo(47.1001, 9);
});

it("jumps where nobody saw the way between", () => {
  expect(begun(at(47.1, 9.5), at(47.2, 9.5), 0)).toBe(STANDING);
});
