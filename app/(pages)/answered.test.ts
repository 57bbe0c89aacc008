import { expect, it } from "vitest";
import { refuseOtherContent } from "@/lib/consent/refuse-other-content";
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

it.each(["conflict", "forbidden", "not-found"] as const)(
  "tells a fault that is a %s to who asked, and the log its code and operation alone",
  async (code) => {
    const { log, lines } = writtenLines();
    const fault = new AppError(code, "evidence: expected letter of Jane Roe", {
      cause: new Error("Jane Roe"),
    });
    expect(await answered("record-consent", failing(fault), log)).toMatchObject({ why: fault.message });
    expect(lines).toMatchObject([{ operation: "record-consent", code }]);
    expect(JSON.stringify(lines)).not.toContain("Jane");
  },
);

it("keeps out of the log what was recorded of a rider before, under an id that is sent with other content", async () => {
  const { log, lines } = writtenLines();
  const id = "1a61381a-3a6e-4dec-b329-083601271b1a";
  const what = { purpose: "range-model", decision: "withdrawn", notice_version: 1, language: "en" } as const;
  const of = { id, rider_id: id, ...what, channel: "letter" } as const;
  const sent = {
    ...of,
    decided_at: null,
    recorded_by: "user:x",
    is_signed: false,
    evidence: "call of 3 May",
  };
  const kept = {
    ...{ ...of, evidence: "letter of Jane Roe", reference: "R-17", position: 1, hash: "" },
    ...{ decided_at: 0, effective_at: 0, recorded_at: 0, is_new: false, ended: false },
  };
  const ask = async () => refuseOtherContent(sent, kept);
  const answer = await answered("record-consent", ask, log);
  expect(answer).toMatchObject({ why: expect.stringContaining("letter of Jane Roe") });
  expect(lines).toMatchObject([{ operation: "record-consent", code: "conflict" }]);
  expect(JSON.stringify(lines)).not.toMatch(/Jane|call of/);
});
