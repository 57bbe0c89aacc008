import { describe, expect, it } from "vitest";
import { bikeListAddress } from "@/components/tables/list-address";
import { parseBikeListSearch } from "./search-params";

const USUAL = {
  q: "",
  seen: "any",
  charge: undefined,
  faults: false,
  sort: "newest",
  order: "desc",
  cursor: undefined,
} as const;

describe("address of the bike list", () => {
  it("is short where all is as usual, and comes back as it was made", () => {
    expect(bikeListAddress(USUAL)).toBe("/bikes");
    const address = {
      q: "DCU",
      seen: "silent-day",
      charge: 30,
      faults: true,
      sort: "charge",
      order: "asc",
      cursor: "abc",
    } as const;
    const query = new URL(bikeListAddress(address), "http://local").searchParams;
    expect(parseBikeListSearch(Object.fromEntries(query))).toEqual(address);
  });

  it("takes what it cannot understand as not given", () => {
    expect(
      parseBikeListSearch({
        q: "x".repeat(99),
        seen: "toString",
        charge: "101",
        sort: "colour",
        faults: "yes",
      }),
    ).toEqual(USUAL);
  });
});
