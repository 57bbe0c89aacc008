import { expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { writtenLines } from "@/lib/log/testing/written-lines";
import { answered } from "./answered";

const failing = (fault: Error) => () => Promise.reject(fault);

it("tells a fault in words, and the log why, without what a query was asked with", async () => {
  const { log, lines } = writtenLines();
  const query = new Error(
    'Failed query: insert into "audit" values ($1)\nparams: rider@example.com,why\nit was',
  );
  for (const fault of [query, new AppError("unavailable", "no audit", { cause: query })])
    expect(await answered("release-quarantined", failing(fault), log)).toMatchObject({
      kind: "failed",
      why: expect.stringContaining("Nothing is lost"),
    });
  expect(lines).toMatchObject([
    { operation: "release-quarantined", fault: { message: expect.stringContaining("insert into") } },
    { fault: { message: "no audit", cause: expect.stringContaining("insert into") } },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/rider@example.com|it was/);
});

it("tells what was not understood to who asked, and the log nothing of it", async () => {
  const { log, lines } = writtenLines();
  const asked = answered("list-quarantine", failing(new AppError("invalid", "expected a reason")), log);
  expect(await asked).toEqual({ kind: "failed", why: "expected a reason", isForbidden: false });
  expect(lines).toEqual([]);
});
