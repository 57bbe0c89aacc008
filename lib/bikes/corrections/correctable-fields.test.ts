import { expect, it } from "vitest";
import { one } from "@/lib/registration/testing/findings-of";
import { CORRECTABLE } from "./correctable-fields";

it.each([
  ["frame_number", "AR26-1000001", true],
  ["frame_number", " AR26\u200b-1000002 ", true],
  ["frame_number", "A<script>", false],
  ["frame_number", "A".repeat(65), false],
  ["fnuci", "bc 123 456 78", true],
  ["fnuci", "BC12345", false],
  ["imei", "35-693803-564380-9", true],
  ["imei", "356938035643808", false],
  ["iccid", "8942310022000123459", true],
  ["battery_passport", "passport", false],
] as const)("a corrected %s is right where it is in a file: %j", (key, text, isRight) => {
  expect(CORRECTABLE[key].read(text) !== null).toBe(isRight);
  if (!isRight) expect(one({ [key]: text }, {}, { framePattern: null })[0]).toBe(key);
});

it("keeps a frame number as it was written, and others as they are compared", () => {
  expect(CORRECTABLE.frame_number.read(" AR26\u200b-1 ")).toBe("AR26-1");
  expect(CORRECTABLE.fnuci.read("bc 1234-5678")).toBe("BC12345678");
});
