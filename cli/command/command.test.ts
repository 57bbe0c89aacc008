import { describe, expect, it } from "vitest";
import { command } from "./command";
import { WrongOptions } from "./wrong-options";

async function ran(args: readonly string[], run: () => Promise<number>) {
  const [out, err]: [string[], string[]] = [[], []];
  const print = { log: (text: string) => out.push(text), error: (text: string) => err.push(text) };
  const code = await command("how it is used", args, run, print);
  return { code, out: out.join("\n"), err: err.join("\n") };
}
const never = () => Promise.reject(new Error("it ran"));

describe("a program of the command line", () => {
  it.each([["--help"], ["-h"], ["--colour=red --help"]])(
    "tells %s how it is used, and does nothing",
    async (args) => {
      expect(await ran(args.split(" "), never)).toEqual({ code: 0, out: "how it is used", err: "" });
    },
  );

  it("says what was wrong with the options first, then how it is used", async () => {
    const wrong = () => Promise.reject(new WrongOptions("expected a number, got red"));
    const err = "expected a number, got red\n\nhow it is used";
    expect(await ran([], wrong)).toEqual({ code: 2, out: "", err });
  });

  it("says a failure in one sentence, without a trace", async () => {
    expect(await ran([], never)).toEqual({ code: 1, out: "", err: "it ran" });
  });

  it("ends with the code of what ran", async () => {
    expect(await ran([], () => Promise.resolve(7))).toEqual({ code: 7, out: "", err: "" });
  });
});
