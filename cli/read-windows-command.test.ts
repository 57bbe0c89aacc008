import { describe, expect, it } from "vitest";
import { readWindowsCommand } from "./read-windows-command";

const read = (line: string) => readWindowsCommand(line === "" ? [] : line.split(" "));

describe("the command line of the windows", () => {
  it.each(["", "--help", "-h", "seal 2026-w12 --help"])("asks with %j how it is used", (line) =>
    expect(read(line)).toEqual({ kind: "help" }),
  );

  it("names what is to be done", () => {
    expect(read("list")).toEqual({ kind: "list" });
    expect(read("seal 2026-w12")).toEqual({ kind: "seal", week: "2026-w12", isDryRun: false });
    expect(read("seal 2026-w12 --dry-run")).toEqual({ kind: "seal", week: "2026-w12", isDryRun: true });
    expect(read("seal --dry-run 2026-w12")).toEqual({ kind: "seal", week: "2026-w12", isDryRun: true });
  });

  it.each([
    ["open 2026-w12", "expected list or seal, got open"],
    ["--dry-run", "expected list or seal, got none"],
    ["list 2026-w12", "expected nothing after list, got 2026-w12"],
    ["list --dry-run", "expected an option of list, got --dry-run"],
    ["seal", "expected a week after seal, as 2026-w12, got none"],
    ["seal 2026-w12 2026-w13", "expected one week, got 2026-w12 2026-w13"],
    ["seal 2026-w12 --force", "expected an option of seal, got --force"],
    ["seal 2026-w12 --dry-run=no", "expected --dry-run without a value, got --dry-run=no"],
  ])("says in a sentence what is wrong with %s", (line, why) => {
    expect(read(line)).toEqual({ kind: "wrong", why });
  });
});
