import { expect, it } from "vitest";
import { namesIn } from "@/lib/domain/names";
import { AppError } from "@/lib/errors";
import { Load, USUAL_LOAD } from "./load";

const awayForEver = {
  publish: async () => {
    throw new AppError("unavailable", "nobody acknowledges", { retryAfterSeconds: 5 });
  },
  disconnect: async () => undefined,
};

it("ends with a fault where the broker stays away, and notes nothing as sent", async () => {
  const load = new Load(awayForEver, namesIn("tests"), USUAL_LOAD, 300);
  load.start();
  await new Promise((resolve) => setTimeout(resolve, 500));
  await expect(load.finish()).rejects.toThrow("acknowledged nothing");
  expect(load.sent.readings.size).toBe(0);
});
