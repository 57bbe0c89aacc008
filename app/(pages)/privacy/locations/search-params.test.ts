import { expect, it } from "vitest";
import { correctionsAddress, parseCorrectionsSearch } from "../../corrections/search-params";
import { locationsAddress, parseLocationsSearch } from "./search-params";

const parsed = <T>(address: string, parse: (search: Record<string, string>) => T): T =>
  parse(Object.fromEntries(new URL(address, "http://local").searchParams));

it("addresses of openings and of corrections come back as they were made", () => {
  const locations = { bike: "LI-000123", person: "Samir", since: "week", page: 3 } as const;
  expect(parsed(locationsAddress(locations), parseLocationsSearch)).toEqual({
    address: locations,
    faults: [],
  });
  const corrections = { state: "declined", page: 2 } as const;
  expect(parsed(correctionsAddress(corrections), parseCorrectionsSearch)).toEqual({
    address: corrections,
    faults: [],
  });
});

it("tells what of them it could not use", () => {
  const { address, faults } = parseLocationsSearch({ since: "toString", page: "0", colour: "red" });
  expect(address).toMatchObject({ since: "any", page: 1 });
  expect(faults.map(({ part }) => part)).toEqual(["since", "page", "names of its parts"]);
  expect(parseCorrectionsSearch({ state: "closed" })).toMatchObject({
    address: { state: "open" },
    faults: [{ part: "state", got: "closed" }],
  });
});
