import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseOptions, troubleOf } from "./options";
import { NO_TROUBLE } from "./trouble";

describe("the options of the simulator", () => {
  it("have usual values, and trouble only when it is asked for", () => {
    const options = parseOptions([]);
    expect(options).toMatchObject({ bikes: 300, seed: 1, lively: false, every: 1, history: 0, to: "edge" });
    expect(troubleOf(options)).toEqual(NO_TROUBLE);
  });

  it("name no bike of npm start's own fleet when somebody runs another beside it", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    const [, args = ""] = String(scripts.simulate).split("simulate.ts");
    const beside = parseOptions(args.trim().split(" "));
    expect([parseOptions([]).prefix, beside.prefix]).toEqual(["LI-", "LI-S"]);
    expect(parseOptions([...args.trim().split(" "), "--prefix=LI-X"]).prefix).toBe("LI-X");
  });

  it("read durations, shares and numbers", () => {
    const options = parseOptions(["--history=4h", "--for=90s", "--bikes=100000", "--lively", "--late=0.05"]);
    expect(options).toMatchObject({ history: 14_400_000, for: 90_000, bikes: 100_000, lively: true });
    expect(troubleOf(options).lateShare).toBe(0.05);
  });

  it.each([
    ["--history=4", "--history: expected a duration"],
    ["--bikes=0", "--bikes: "],
    ["--bikes=100001", "--bikes: "],
    ["--speed=0", "--speed: "],
    ["--late=2", "--late: "],
    ["--to=mqtt", "--to: "],
    ["--prefix=li", "--prefix: "],
    ["--colour=red", "--colour"],
  ])("say what is wrong with %s", (argument, message) => {
    expect(() => parseOptions([argument])).toThrow(message);
  });
});
