import { expect, it } from "vitest";
import { parseQueriesSearch, queriesAddress } from "./search-params";

const reports = ["usage", "where"];

it("the address of questions for figures comes back as it was made", () => {
  const address = {
    ...({ person: "Ana & co", purpose: "range-model", report: "where", since: "week", before: 120 } as const),
  };
  const { searchParams } = new URL(queriesAddress(address), "http://local");
  expect(parseQueriesSearch(Object.fromEntries(searchParams), reports)).toEqual({ address, faults: [] });
});

it("tells what of it could not be used", () => {
  const search = { purpose: "toString", report: "none", since: "ever", before: "0", colour: "red" };
  const { address, faults } = parseQueriesSearch(search, reports);
  expect(queriesAddress(address)).toBe("/privacy/queries");
  expect(faults.map(({ part }) => part)).toEqual([
    "purpose",
    "report",
    "since",
    "before",
    "names of its parts",
  ]);
});
