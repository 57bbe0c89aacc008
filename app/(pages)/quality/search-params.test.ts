import { expect, it } from "vitest";
import { parseQualitySearch, qualityAddress } from "./search-params";

const plant = "6f1c1f7e-0000-4000-8000-000000000003";
const first = { oem: undefined, plant: undefined, unregistered: 1, silent: 1, swaps: 1, batteries: 0 };

it.each([
  first,
  { ...first, plant, silent: 3, batteries: 2 },
  { ...first, oem: plant, unregistered: 40, swaps: 2 },
  { ...first, batteries: 1 },
])("a board is found again by its address", (address) => {
  const { searchParams } = new URL(qualityAddress(address), "http://x");
  expect(parseQualitySearch(Object.fromEntries(searchParams))).toEqual({ address, faults: [] });
});

it("a page that is no number is said, and the first is shown", () => {
  const { address, faults } = parseQualitySearch({ silent: "0" });
  expect(address).toEqual(first);
  expect(faults).toHaveLength(1);
});
