import { expect, it } from "vitest";
import { consentAddress, parseConsentSearch } from "./search-params";

it("the address of the ledger comes back as it was made", () => {
  const address = { rider: "rider 7/ä", purpose: "range-model", before: 120 } as const;
  const { searchParams } = new URL(consentAddress(address), "http://local");
  expect(parseConsentSearch(Object.fromEntries(searchParams))).toEqual({ address, faults: [] });
  expect(consentAddress({})).toBe("/privacy/consent");
});

it("tells what of it could not be used", () => {
  const { address, faults } = parseConsentSearch({ purpose: "toString", before: "0", colour: "red" });
  expect(address).toEqual({ rider: undefined, purpose: undefined, before: undefined });
  expect(faults.map(({ part }) => part)).toEqual(["purpose", "before", "names of its parts"]);
});
