import { expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { Holds } from "./holds";
import { createMetrics } from "./metrics";
import { persistToKafka } from "./persist-to-kafka";

it("holds while the broker does not acknowledge, and no longer", async () => {
  const holds = new Holds(createMetrics());
  const seen: string[][] = [];
  await persistToKafka(async () => {
    seen.push(holds.reasons());
    if (seen.length < 3) throw new AppError("unavailable", "topic a: the broker did not acknowledge");
  }, holds);
  const held = ["kafka: topic a: the broker did not acknowledge"];
  expect(seen).toEqual([[], held, held]);
  expect(holds.reasons()).toEqual([]);
});
