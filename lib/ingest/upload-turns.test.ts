import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { UploadTurns } from "./upload-turns";

const MEBIBYTE = 1024 * 1024;

/** Work that ends when it is told to. */
function piece() {
  let end: () => void = () => undefined;
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { done, end: () => end() };
}

describe("UploadTurns", () => {
  it("lets one upload of an organisation be decoded at a time, the smallest next, and those of others beside it", async () => {
    const turns = new UploadTurns();
    const order: string[] = [];
    const { done, end } = piece();
    const take = (name: string, organisation: string, bytes: number, until?: Promise<void>) =>
      turns.take(organisation, bytes, async () => {
        order.push(name);
        await until;
      });
    const all = [
      take("first", "a", MEBIBYTE, done),
      take("large", "a", 8 * MEBIBYTE),
      take("medium", "a", 2 * MEBIBYTE),
      take("equal", "a", 2 * MEBIBYTE),
      take("short", "a", 1_000),
      take("other", "b", 8 * MEBIBYTE),
    ];
    await setTimeout(5);
    expect([...order].sort()).toEqual(["first", "other", "short"]);
    end();
    await Promise.all(all);
    expect(order.slice(3)).toEqual(["medium", "equal", "large"]);
  });

  it("goes on after an upload that failed", async () => {
    const turns = new UploadTurns();
    const failing = turns.take("a", MEBIBYTE, () => Promise.reject(new Error("damaged")));
    const next = turns.take("a", MEBIBYTE, async () => "decoded");
    await expect(failing).rejects.toThrow("damaged");
    expect(await next).toBe("decoded");
    expect(await turns.take("a", MEBIBYTE, async () => "decoded")).toBe("decoded");
  });

  it("tells an upload to come again whose turn does not come in time, and does not wait for it", async () => {
    const turns = new UploadTurns(20);
    const { done, end } = piece();
    const first = turns.take("a", MEBIBYTE, () => done);
    const late = turns.take("a", MEBIBYTE, async () => "decoded");
    await expect(late).rejects.toMatchObject({ code: "unavailable", details: { retryAfterSeconds: 5 } });
    const next = turns.take("a", MEBIBYTE, async () => "decoded");
    end();
    await first;
    expect(await next).toBe("decoded");
  });
});
