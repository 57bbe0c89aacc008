import { expect, it } from "vitest";
import { LineLimit } from "./line-limit";

it("lets so many lines of a kind pass each minute, and tells with the next how many were left out", () => {
  let nowMs = 0;
  const limit = new LineLimit(2, () => nowMs);
  const passed = (kind: string) => limit.pass(kind);
  expect([passed("a"), passed("a"), passed("a"), passed("a"), passed("b")]).toEqual([0, 0, null, null, 0]);
  nowMs = 59_999;
  expect(passed("a")).toBeNull();
  nowMs = 60_000;
  expect([passed("a"), passed("a"), passed("a")]).toEqual([3, 0, null]);
});

it("remembers no more kinds than some thousands", () => {
  const limit = new LineLimit(1, () => 0);
  for (let kind = 0; kind < 6_000; kind++) limit.pass(String(kind));
  expect([limit.pass("5999"), limit.pass("0")]).toEqual([null, 0]);
});
