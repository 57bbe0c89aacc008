import { expect, it } from "vitest";
import { z } from "zod";
import { parseInput } from "@/lib/audit/parse-input";
import { AppError } from "@/lib/errors";
import { acted } from "./acted";

const logged: unknown[] = [];
const log = { error: (entry: unknown) => logged.push(entry) };
const failing = (fault: unknown) => acted("test", () => Promise.reject(fault), log);

it("names the field that a fault is about", async () => {
  const parse = async () => ({
    said: parseInput(z.object({ name: z.string().min(1, "expected a name") }), { name: "" }).name,
  });
  expect(await acted("test", parse, log)).toEqual({
    kind: "failed",
    why: "name: expected a name",
    fields: { name: "expected a name" },
  });
});

it("says what a known fault says, and of an unknown one nothing but to the log", async () => {
  expect(await failing(new AppError("conflict", "Taken."))).toMatchObject({ why: "Taken.", fields: {} });
  expect(logged).toEqual([]);
  expect(JSON.stringify(await failing(new Error("password=secret")))).not.toContain("secret");
  expect(logged).toHaveLength(1);
});
