import { expect, it } from "vitest";
import { filteredAddress } from "./list-address";

const filled = (fields: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};

it.each([
  [{ q: "", seen: "", charge: "" }, "/bikes"],
  [{ q: "dcu", seen: "", charge: "15", faults: "1" }, "/bikes?q=dcu&charge=15&faults=1"],
  [{ sort: "charge", order: "asc", q: "a b", seen: "day" }, "/bikes?sort=charge&order=asc&q=a+b&seen=day"],
])("a filter filled in as %j leads to %s", (fields, address) => {
  expect(filteredAddress(filled(fields))).toBe(address);
});
