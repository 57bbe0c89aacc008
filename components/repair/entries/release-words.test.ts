import { expect, it } from "vitest";
import { releasedText, releasedTitle } from "./release-words";

it("says of a release that none is on its way where none was released", () => {
  expect(releasedTitle(0, 3)).toBe("0 readings released, 3 not");
  expect(releasedText(0)).not.toContain("way");
  expect([1, 2].map(releasedText)).toEqual([
    expect.stringContaining("It is on its way"),
    expect.stringContaining("They are on their way"),
  ]);
});
