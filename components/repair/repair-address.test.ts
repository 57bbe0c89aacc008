import { describe, expect, it } from "vitest";
import { filteredAddress, filterOf, LETTERS_PATH, QUARANTINE_PATH, repairAddress } from "./repair-address";

const plain = {
  reason: undefined,
  decision: undefined,
  client: undefined,
  bike: undefined,
  since: "any",
  page: 1,
  open: undefined,
} as const;

describe("the address of what was refused", () => {
  it("holds what is not as usual, and nothing else", () => {
    expect(repairAddress(LETTERS_PATH, plain)).toBe("/ingest/dead-letters");
    expect(repairAddress(QUARANTINE_PATH, { ...plain, reason: "collision", since: "day", page: 3 })).toBe(
      "/ingest/quarantine?reason=collision&since=day&page=3",
    );
  });

  it("leaves out what was left empty in a form", () => {
    const form = new FormData();
    form.set("bike", " LI-000001 ");
    form.set("client", " ");
    form.set("since", "");
    expect(filteredAddress(LETTERS_PATH, form)).toBe("/ingest/dead-letters?bike=LI-000001");
  });

  it("means a filter as the verbs have it, by the clock that is given", () => {
    expect(filterOf(plain, 5)).toEqual({});
    expect(filterOf({ ...plain, bike: "LI-1", since: "hour" }, 3_600_005)).toEqual({
      bikeId: "LI-1",
      sinceMs: 5,
    });
  });
});
