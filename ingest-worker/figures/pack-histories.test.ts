import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type CellHistory, NO_HISTORY } from "@/lib/analytics/cell-history";
import { packHistories, unpackHistories } from "./pack-histories";

describe("packed histories", () => {
  it("are what they were", () => {
    const history: CellHistory = {
      formula: 3,
      publications: 2,
      standing: new Map([["rider a", "contribution b"]]),
      seen: new Map([
        ["contribution a", { since: 1, counts: true, wasTakenOut: true }],
        ["contribution b", { since: 2, counts: false, wasTakenOut: false }],
      ]),
    };
    const histories = new Map([
      ["all", history],
      ["health", NO_HISTORY],
    ]);
    expect(unpackHistories(packHistories(histories))).toEqual(histories);
  });

  it("are none of cells from before", () => {
    expect(unpackHistories(deflateRawSync("0123456789abcdef0123456789abcdef"))).toBeNull();
    expect(unpackHistories(deflateRawSync(""))).toBeNull();
  });
});
