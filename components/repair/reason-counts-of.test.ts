import { describe, expect, it } from "vitest";
import { countsOf } from "./reason-counts-of";
import { LETTER_REASONS } from "./reason-words";
import { LETTERS_PATH } from "./repair-address";

const plain = {
  reason: undefined,
  decision: undefined,
  client: undefined,
  bike: "LI-1",
  since: "any",
  page: 4,
  open: undefined,
} as const;
const counted = (reason: string | undefined, counts: { key: string; count: number }[]) =>
  countsOf(counts, {
    part: "reason",
    words: LETTER_REASONS,
    path: LETTERS_PATH,
    address: { ...plain, reason },
  });

describe("counts by reason", () => {
  it("lead to one reason alone, from its first page on, and back to all", () => {
    const [field, other] = counted("field", [
      { key: "field", count: 3 },
      { key: "undecodable", count: 1 },
    ]);
    expect(field).toMatchObject({
      name: "Faulty field",
      isChosen: true,
      href: "/ingest/dead-letters?bike=LI-1",
    });
    expect(other).toMatchObject({ isChosen: false });
    expect(other?.href).toBe("/ingest/dead-letters?reason=undecodable&bike=LI-1");
  });

  it("show the one that is chosen even when there is none left, and one that is not known by its own name", () => {
    expect(counted("field", [{ key: "of-a-newer-version", count: 2 }])).toMatchObject([
      { name: "of-a-newer-version", count: 2 },
      { name: "Faulty field", count: 0, isChosen: true },
    ]);
  });
});
