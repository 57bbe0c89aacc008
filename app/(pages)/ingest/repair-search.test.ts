import { describe, expect, it } from "vitest";
import { DEAD_LETTER_REASONS, QUARANTINE_DECISIONS, QUARANTINE_REASONS } from "@/lib/domain/outcome";
import { parseRepairSearch } from "./repair-search";

const letters = (search: Record<string, string>) =>
  parseRepairSearch(search, { reasons: DEAD_LETTER_REASONS });
const entries = (search: Record<string, string>) =>
  parseRepairSearch(search, { reasons: QUARANTINE_REASONS, decisions: QUARANTINE_DECISIONS });

describe("the address of what was refused", () => {
  it("is read whole", () => {
    const open = "0123abcd".repeat(8);
    expect(letters({ reason: "field", client: "c", bike: "LI-1", since: "day", page: "2", open })).toEqual({
      address: {
        reason: "field",
        decision: undefined,
        client: "c",
        bike: "LI-1",
        since: "day",
        page: 2,
        open,
      },
      faults: [],
    });
    expect(entries({ decision: "waiting" }).address.decision).toBe("waiting");
  });

  it.each([
    ["reason", "collision", "for every reason"],
    ["since", "yesterday", "at any time"],
    ["page", "0", "The first page"],
    ["open", "../x", "None is opened"],
    ["decision", "waiting", "left out"],
  ])("says what of %s=%s it did not understand", (name, value, instead) => {
    const { address, faults } = letters({ [name]: value });
    expect(address).toMatchObject({ reason: undefined, since: "any", page: 1, open: undefined });
    expect(faults.map((fault) => fault.instead)).toEqual([expect.stringContaining(instead)]);
  });
});
