import { describe, expect, it } from "vitest";
import { RiderReference } from "./rider-reference";

describe("what an organisation calls a rider", () => {
  it("is one text however its accents were typed", () => {
    expect(RiderReference.parse(" Zoe\u0308 ")).toBe("Zo\u00eb");
  });

  it.each(["a\u200bb", "a\u202eb", "a\u00adb", "a\nb", "a\u2028b", "a\ud800", "a\0", " ", "x".repeat(121)])(
    "has no character that nobody sees, and a length: not %j",
    (text) => {
      expect(RiderReference.safeParse(text).success).toBe(false);
    },
  );
});
