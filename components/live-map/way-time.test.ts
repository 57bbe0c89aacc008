import { expect, it } from "vitest";
import { WayTime } from "./way-time";

const DAY_MS = 86_400_000;

it("is what an event took longer than the quickest, whatever the clocks say", () => {
  const way = new WayTime();
  expect(way.took(0, 5_000)).toBe(0);
  expect(way.took(1_000, 6_040)).toBe(40);
  expect(way.took(2_000, 6_990)).toBe(0);
});

it("stays right for a day on a computer whose clock runs 50 millionths too fast", () => {
  const way = new WayTime();
  let longest = 0;
  for (let sentMs = 0; sentMs < DAY_MS; sentMs += 1_000)
    longest = Math.max(longest, way.took(sentMs, sentMs * 1.00005));
  expect(longest).toBeLessThan(20);
});

it("is right again soon after a clock was set, and at once on another stream", () => {
  const way = new WayTime();
  way.took(0, -30_000);
  for (let sentMs = 1_000; sentMs < 300_000; sentMs += 1_000) way.took(sentMs, sentMs);
  expect(way.took(300_000, 300_000)).toBe(0);
  way.took(301_000, 200_000);
  way.forget();
  expect(way.took(302_000, 302_000)).toBe(0);
});
