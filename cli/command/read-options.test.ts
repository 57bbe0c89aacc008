import { describe, expect, it } from "vitest";
import { z } from "zod";
import { range } from "@/simulator/range-option";
import { address, duration, given, oneOf, share, whole } from "./option-types";
import { readOptions } from "./read-options";
import { WrongOptions } from "./wrong-options";

const schema = z.object({
  bikes: whole(1, 100).default(20),
  late: share.default(0),
  for: duration.optional(),
  to: oneOf("edge", "kafka").default("edge"),
  url: address.optional(),
  prefix: range.default("LI-X"),
  key: given.optional(),
  lively: z.boolean().default(false),
});
const read = (...args: string[]) => readOptions(args, { schema, flags: ["lively"] });
const withFolder = { schema: z.object({ folder: given, files: whole(1, 9).optional() }), operand: "folder" };
function faultOf(ask: () => unknown): string {
  try {
    ask();
  } catch (fault) {
    expect(fault).toBeInstanceOf(WrongOptions);
    return String(Object(fault).message);
  }
  throw new Error("nothing was wrong");
}

describe("a command line", () => {
  it("says without names as many as it likes", () => {
    const many = { schema: z.object({ KEY: z.array(z.string()), files: given.optional() }), operands: "KEY" };
    expect(readOptions(["a", "--files=b", "c"], many)).toEqual({ KEY: ["a", "c"], files: "b" });
    expect(readOptions([], many)).toEqual({ KEY: [] });
    expect(faultOf(() => readOptions(["--KEY=a"], many))).toContain("got --KEY");
  });

  it("says what is asked for, the last time counts, and the rest is as usual", () => {
    expect(read()).toEqual({ bikes: 20, late: 0, to: "edge", prefix: "LI-X", lively: false });
    expect(read("--bikes", "3", "--lively", "--bikes=4", "--for=2m", "--late=.5", "--prefix=LI-")).toEqual({
      ...{ bikes: 4, late: 0.5, for: 120_000, to: "edge", prefix: "LI-", lively: true },
    });
  });

  it.each([
    ["--colour=red", "expected one of the options below, got --colour"],
    ["-x", "expected one of the options below, got -x"],
    ["--no-lively", "expected one of the options below, got --no-lively"],
    ["fast", "expected options only, got fast too"],
    ["--lively=yes", "--lively: expected no value, got yes"],
    ["--bikes", "--bikes: expected a value, got nothing"],
    ["--bikes=", "--bikes: expected a whole number from 1 to 100, got nothing"],
    ["--bikes=1.5", "--bikes: expected a whole number from 1 to 100, got 1.5"],
    ["--bikes=101", "--bikes: expected a whole number from 1 to 100, got 101"],
    ["--late=2", "--late: expected a share from 0 to 1, got 2"],
    ["--for=4", "--for: expected a duration like 90s, 30m, 4h or 7d, got 4"],
    ["--to=mqtt", "--to: expected edge or kafka, got mqtt"],
    ["--url=localhost:3000", "--url: expected an address like http://127.0.0.1:3000, got localhost:3000"],
    ["--key=", "--key: expected a value, got nothing"],
    [
      "--prefix=li",
      "--prefix: expected the beginning of names like LI-X, at most 26 capital letters, digits and hyphens, got li",
    ],
  ])("with %s is answered in a sentence", (argument, message) => {
    expect(faultOf(() => read(argument))).toBe(message);
  });

  it("may name one thing without an option", () => {
    const folder = (...args: string[]) => readOptions(args, withFolder);
    expect(folder("a", "--files=2")).toEqual({ folder: "a", files: 2 });
    expect(faultOf(() => folder())).toBe("expected a folder, got nothing");
    expect(faultOf(() => folder("a", "b"))).toBe("expected one folder, got b too");
    expect(faultOf(() => folder("--folder=a"))).toBe("expected one of the options below, got --folder");
  });
});
