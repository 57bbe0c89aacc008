import { describe, expect, it } from "vitest";
import { WrongOptions } from "./command/wrong-options";
import { readList, readSeal } from "./read-windows-command";
import { readVerb } from "./run-verbs";

const verbs = {
  list: (args: readonly string[]) => {
    readList(args);
    return async () => 0;
  },
  seal: (args: readonly string[]) => {
    readSeal(args);
    return async () => 0;
  },
};

describe("the command line of the windows", () => {
  it.each([
    ["2026-w12", false],
    ["2026-w12 --dry-run", true],
    ["--dry-run 2026-w12", true],
  ])("names the week that is to be sealed: %s", (line, isDryRun) => {
    expect(readSeal(line.split(" "))).toEqual({ week: "2026-w12", isDryRun });
  });

  it.each([
    ["open 2026-w12", "expected list, seal, got open"],
    ["--dry-run", "expected list, seal, got --dry-run"],
    ["toString", "expected list, seal, got toString"],
    ["list 2026-w12", "expected options only, got 2026-w12 too"],
    ["list --dry-run", "expected one of the options below, got --dry-run"],
    ["seal", "expected a WEEK, got nothing"],
    ["seal 2026-w12 2026-w13", "expected one WEEK, got 2026-w13 too"],
    ["seal 2026-w12 --force", "expected one of the options below, got --force"],
    ["seal 2026-w12 --dry-run=no", "--dry-run: expected no value, got no"],
  ])("says in a sentence what is wrong with %s", (line, why) => {
    expect(() => readVerb(verbs, line.split(" "))).toThrow(new WrongOptions(why));
  });
});
