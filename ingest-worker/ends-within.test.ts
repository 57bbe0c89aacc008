import { describe, expect, it } from "vitest";
import { endsWithin } from "./ends-within";

describe("endsWithin", () => {
  it("waits for work that ends in time", async () => {
    expect(await endsWithin(10_000, Promise.resolve("done"))).toBe(true);
  });

  it("does not wait for work that never ends", async () => {
    expect(await endsWithin(10, new Promise(() => undefined))).toBe(false);
  });

  it("passes on why work failed", async () => {
    await expect(endsWithin(10_000, Promise.reject(new Error("why")))).rejects.toThrow("why");
  });
});
