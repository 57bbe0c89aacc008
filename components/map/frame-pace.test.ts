import { expect, it } from "vitest";
import { FramePace } from "./frame-pace";

it("lets a fast machine move on, also when a frame takes long", () => {
  const pace = new FramePace();
  for (let nowMs = 0; nowMs < 10_000; nowMs += 16) pace.took(nowMs % 1_600 === 0 ? 120 : 16, nowMs);
  expect(pace.canMove(10_000)).toBe(true);
});

it("stops motion where frames take too long, and tries again later", () => {
  const pace = new FramePace();
  for (let nowMs = 0; nowMs < 1_000; nowMs += 100) pace.took(100, nowMs);
  expect(pace.canMove(1_000)).toBe(false);
  expect(pace.canMove(25_000)).toBe(true);
});
