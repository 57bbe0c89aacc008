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
    expect(parseBikeListSearch(Object.fromEntries(query))).toEqual({ address, faults: [] });
  });

  it("says nothing of parts that are empty or as usual", () => {
    for (const search of [
      {},
      { q: "", seen: "", charge: "" },
      { seen: "any", sort: "newest", order: "desc" },
    ])
      expect(parseBikeListSearch(search)).toEqual({ address: USUAL, faults: [] });
  });

  it.each([
    ["q", "x".repeat(40), "at most 32 characters of a bike's id"],
    ["seen", "toString", "any, hour, day, week, silent-day or silent-month"],
    ["charge", "200", "15, 30 or 50, the most charge in percent"],
    ["charge", "37", "15, 30 or 50, the most charge in percent"],
    ["charge", "015", "15, 30 or 50, the most charge in percent"],
    ["faults", "yes", "1"],
    ["sort", "nope", "bike, newest, charge, speed or odometer"],
    ["order", "up", "asc or desc"],
    ["cursor", "x".repeat(501), "the end of a page of this list"],
  ])("takes %s=%s as not given, and says so", (part, got, expected) => {
    const { address, faults } = parseBikeListSearch({ [part]: got });
    expect(address).toEqual(USUAL);
    expect(faults).toMatchObject([{ part, expected }]);
    expect(faults[0]?.got.slice(0, 100)).toBe(got.slice(0, 100));
  });

  it("tells what is given twice, and names that it does not have", () => {
    const { address, faults } = parseBikeListSearch({ sort: ["bike", "charge"], fleet: "x", colour: "red" });
    expect(address).toEqual(USUAL);
    expect(faults.map(({ part, got }) => [part, got])).toEqual([
      ["sort", '["bike","charge"]'],
      ["names of its parts", "fleet, colour"],
    ]);
  });
});
