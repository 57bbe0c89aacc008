import { describe, expect, it } from "vitest";
import { createLog } from "@/lib/log";
import { Holds } from "./holds";
import { createMetrics } from "./metrics";
import { StoreGate } from "./store-gate";
import { AGAIN, DONE } from "./store-step";

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("a way to the store of one place", () => {
  it("is free for others while somebody waits for what has nothing to do with the store", async () => {
    const gate = new StoreGate(1, createLog("tests", "silent"), new Holds(createMetrics()));
    const done: string[] = [];
    let letGo: () => void = () => undefined;
    const ready = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const attempt = (name: string) => async () => {
      done.push(name);
      return DONE;
    };
    const held = gate.persist("held", attempt("held"), undefined, () => ready);
    await gate.persist("other", attempt("other"));
    expect(done).toEqual(["other"]);
    letGo();
    await held;
    expect(done).toEqual(["other", "held"]);
  });

  it("waits again, without a place, where it is found at its turn that it has to", async () => {
    const gate = new StoreGate(1, createLog("tests", "silent"), new Holds(createMetrics()));
    const waits: (() => void)[] = [];
    let attempts = 0;
    const held = gate.persist(
      "held",
      async () => (++attempts === 1 ? AGAIN : DONE),
      undefined,
      () => new Promise<void>((resolve) => waits.push(resolve)),
    );
    waits[0]?.();
    await settled();
    expect([attempts, gate.busy]).toEqual([1, false]);
    waits[1]?.();
    await held;
    expect(attempts).toBe(2);
  });
});
