import { describe, expect, it } from "vitest";
import { Ticket } from "../lane/ticket";
import { WaitingMarks } from "./waiting-marks";

function waiting() {
  let nowMs = 0;
  const marks = new WaitingMarks(() => nowMs);
  return {
    marks,
    at(ms: number) {
      nowMs = ms;
      return this;
    },
    add(bikeId: string, waitMs: number) {
      marks.add(bikeId, { from: nowMs, to: nowMs + 1, wait_ms: waitMs }, new Ticket(() => undefined));
      return this;
    },
    taken: () => marks.take(10).bikes.map(({ bikeId, marks: own }) => [bikeId, own.length]),
  };
}

describe("marks that wait", () => {
  it("are worked on together, when the last of them may be", () => {
    const one = waiting().at(0).add("a", 5_000).at(3_000).add("a", 5_000);
    expect(one.at(5_000).taken()).toEqual([]);
    expect(one.at(8_000).taken()).toEqual([["a", 2]]);
  });

  it("put each other off for twenty seconds at most, however long a phone goes on", () => {
    const one = waiting();
    let rounds = 0;
    let most = 0;
    for (let ms = 0; ms <= 120_000; ms += 3_000) {
      one.at(ms).add("a", 5_000);
      for (const [, many] of one.taken()) {
        rounds++;
        most = Math.max(most, Number(many));
      }
      expect(one.marks.overdueMs).toBeLessThan(3_000);
    }
    expect(rounds).toBeGreaterThanOrEqual(4);
    expect(most).toBeLessThan(12);
  });

  it("of a ride that goes on are worked on once a minute", () => {
    const one = waiting().at(0).add("a", 60_000).at(60_000).add("a", 60_000);
    expect(one.at(79_000).taken()).toEqual([]);
    expect(one.at(80_000).taken()).toEqual([["a", 2]]);
    expect(one.at(119_000).taken()).toEqual([]);
    expect(one.at(120_000).taken()).toEqual([["a", 1]]);
  });
});
