import { describe, expect, it } from "vitest";
import { BulkFault } from "@/lib/es/bulk";
import type { AnswerClass } from "@/lib/es/bulk-answer";
import { DONE, stepOf, worse } from "./store-step";

const item = (kind: AnswerClass) => ({ kind, status: 400, type: "some_exception", reason: "why" });

describe("worse", () => {
  it("keeps the worst of what was answered, in any order", () => {
    const kinds: AnswerClass[] = ["retriable", "broken", "done", "retriable"];
    expect(kinds.map(item).reduce(worse, DONE).kind).toBe("broken");
    expect(kinds.reverse().map(item).reduce(worse, DONE).kind).toBe("broken");
  });

  it.each(["permanent", "too-large", "conflict", "unknown"] as const)(
    "takes %s for unknown where nobody has handled it",
    (kind) => {
      expect(worse(DONE, item(kind))).toMatchObject({ kind: "unknown", detail: "400 some_exception: why" });
    },
  );

  it("tells that an index is missing", () => {
    const missing = {
      kind: "broken",
      status: 404,
      type: "index_not_found_exception",
      reason: "no such index",
    } as const;
    expect(worse(DONE, missing)).toMatchObject({ kind: "broken", indexMissing: true });
    expect(worse(DONE, item("broken")).indexMissing).toBe(false);
    expect(stepOf(new BulkFault("broken", 404, "no such index")).indexMissing).toBe(true);
  });

  it("leaves out what the store quotes of a reading", () => {
    const reason =
      "failed to parse field [location] of type [geo_point]. Preview of field's value: '{lat=47.14}'";
    const { detail } = worse(DONE, { ...item("unknown"), reason });
    expect(detail).toBe("400 some_exception: failed to parse field [location] of type [geo_point].");
  });

  it("takes a missing answer for unknown", () => {
    expect(worse(DONE, undefined).kind).toBe("unknown");
  });
});
