import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { Watch } from "./watch";

it("counts only looks that could be made", async () => {
  let isThere = false;
  const watch = new Watch(async () => {
    if (!isThere) throw new Error("away");
  }, 1);
  await sleep(20);
  expect(watch.looks).toBe(0);
  isThere = true;
  await expect.poll(() => watch.looks).toBeGreaterThan(1);
  await watch.stop();
});
