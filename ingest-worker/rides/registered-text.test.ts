import { expect, it } from "vitest";
import { registeredText, versionIn } from "./registered-text";

const registration = { version: 7, withdrawn: false, oem_id: "o", model_id: "m", assignments: [] };

it("is another where the battery's capacity is", () => {
  const [none, small, large] = [undefined, 500, 625].map((battery_wh) =>
    registeredText({ ...registration, battery_wh }, 2),
  );
  expect(new Set([none, small, large]).size).toBe(3);
});

it.each([
  ["of a bike that nobody registered", registeredText(null, 2), 2],
  ["of a registered one", registeredText(registration, 12), 12],
  ["of a head that names none", undefined, null],
  ["of what cannot be read", "", null],
])("tells the version in the text %s", (_of, text, version) => {
  expect(versionIn(text)).toBe(version);
});
