import { describe, expect, it } from "vitest";
import { MODELS } from "./models";
import { propel, type Rider, resistanceN } from "./propulsion";

const rider: Rider = { massKg: 75, usualW: 110, cruiseMs: 6.9, assist: 3 };
const flat = { slope: 0, headwindMs: 0, limitMs: 12 };

/** Rides until speed and power are steady. */
function steady(course: typeof flat, assist = rider.assist, someone = rider) {
  let ridden = { speedMs: 0, riderW: 0, motorW: 0 };
  for (let second = 0; second < 180; second++)
    ridden = propel(someone, MODELS.city, assist, ridden.speedMs, course, 1);
  return ridden;
}

describe("rider and motor", () => {
  it("give at a steady speed exactly what slope, tyres and air take", () => {
    for (const slope of [-0.01, 0, 0.02, 0.05]) {
      const course = { ...flat, slope };
      const { speedMs, riderW, motorW } = steady(course);
      const taken =
        resistanceN(rider.massKg + MODELS.city.massKg, MODELS.city.dragM2, speedMs, course) * speedMs;
      expect(riderW + motorW).toBeCloseTo(Math.max(0, taken), 0);
    }
  });

  it("need more uphill and against the wind", () => {
    const watts = (course: typeof flat) => steady(course).riderW + steady(course).motorW;
    expect(watts({ ...flat, slope: 0.03 })).toBeGreaterThan(watts(flat));
    expect(watts({ ...flat, headwindMs: 3 })).toBeGreaterThan(watts(flat));
  });

  it("come down to the rider alone above the legal 25 km/h", () => {
    const fast = steady(flat, 4, { ...rider, cruiseMs: 7.6, usualW: 400 });
    expect(fast.speedMs * 3.6).toBeGreaterThan(25.5);
    expect(fast.motorW).toBe(0);
    expect(fast.riderW).toBeGreaterThan(100);
  });

  it("bring a rider up any hill, and never a motor above its peak", () => {
    const hill = steady({ ...flat, slope: 0.16 });
    expect(hill.speedMs).toBeGreaterThanOrEqual(1.1);
    expect(hill.motorW).toBeLessThanOrEqual(MODELS.city.peakMotorW);
  });

  it("brake to what the way allows", () => {
    const braked = propel(rider, MODELS.city, 3, 7, { ...flat, limitMs: 2 }, 1);
    expect(braked.speedMs).toBeCloseTo(4.5, 6);
    expect(braked.motorW).toBe(0);
  });
});
