import { expect, it } from "vitest";
import { erasureAddress, parseErasureSearch } from "./search-params";

it("comes back from its address", () => {
  const { search } = new URL(erasureAddress({ rider: "Ada & Bob" }), "http://x");
  expect(parseErasureSearch(Object.fromEntries(new URLSearchParams(search)))).toEqual({
    address: { rider: "Ada & Bob" },
    faults: [],
  });
});

it("says what it could not understand, and shows all instead", () => {
  const { address, faults } = parseErasureSearch({ rider: "x".repeat(121) });
  expect(address.rider).toBeUndefined();
  expect(faults).toHaveLength(1);
});
