import { describe, expect, it } from "vitest";
import { parseLoadOptions } from "./load-options";
import { parseOptions } from "./options";

describe("the options of the load", () => {
  it("have usual values, without trouble, and bikes that are in no simulated fleet", () => {
    const usual = { bikes: 2_000, seconds: 30, seed: 1, prefix: "LI-L", trouble: false };
    expect(parseLoadOptions([])).toEqual(usual);
    expect(parseOptions([]).prefix).not.toBe(usual.prefix);
    expect(parseLoadOptions(["--trouble", "--bikes=5"])).toEqual({ ...usual, trouble: true, bikes: 5 });
  });

  it.each([
    "--bikes=0",
    "--bikes=many",
    "--seconds=1.5",
    "--seed=-1",
    "--trouble=much",
    "--url=here",
    "--colour=red",
  ])("say what is wrong with %s", (argument) => {
    expect(() => parseLoadOptions([argument])).toThrow(argument.split("=")[0]);
  });
});
