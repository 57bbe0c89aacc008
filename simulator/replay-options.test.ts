import { describe, expect, it } from "vitest";
import { parseReplayOptions } from "./replay-options";

describe("the options of a replay", () => {
  it("are a folder, and what else is asked for", () => {
    expect(parseReplayOptions(["data/dublin-rides"])).toEqual({ FOLDER: "data/dublin-rides" });
    expect(parseReplayOptions(["--files", "2", "rides"])).toEqual({ FOLDER: "rides", files: 2 });
  });

  it.each([
    ["", "expected a FOLDER, got nothing"],
    ["rides more", "expected one FOLDER, got more too"],
    ["rides --files=0", "--files: expected a whole number from 1 to 1000000, got 0"],
    ["rides --speed=2", "expected one of the options below, got --speed"],
  ])("say what is wrong with %j", (words, message) => {
    expect(() => parseReplayOptions(words.split(" ").filter(Boolean))).toThrow(message);
  });
});
