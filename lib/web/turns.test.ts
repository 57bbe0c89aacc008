import { describe, expect, it } from "vitest";
import { Turns } from "./turns";

/** Questions that go on until they are answered. */
function questions(turns: Turns) {
  const begun: string[] = [];
  const answers = new Map<string, () => void>();
  const ask = (asker: string, name: string) =>
    turns.take(asker, () => {
      begun.push(name);
      return new Promise<void>((resolve) => answers.set(name, resolve));
    });
  const answer = async (name: string) => {
    answers.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, ask, answer };
}

describe("turns", () => {
  it("let so many questions in at once, and the others in the order in which they came", async () => {
    const { begun, ask, answer } = questions(new Turns({ atOnce: 2, perAsker: 9 }));
    const all = ["a", "b", "c", "d"].map((name) => ask(name, name));
    await answer("");
    expect(begun).toEqual(["a", "b"]);
    await answer("b");
    expect(begun).toEqual(["a", "b", "c"]);
    for (const name of ["a", "c", "d"]) await answer(name);
    await Promise.all(all);
  });

  it("refuse an asker with too many under way, and nobody else", async () => {
    const { begun, ask, answer } = questions(new Turns({ atOnce: 9, perAsker: 2 }));
    const kept = [ask("eager", "1"), ask("eager", "2"), ask("other", "3")];
    await expect(ask("eager", "4")).rejects.toMatchObject({ code: "rate-limited" });
    await answer("1");
    kept.push(ask("eager", "5"));
    await answer("");
    expect(begun).toEqual(["1", "2", "3", "5"]);
    for (const name of ["2", "3", "5"]) await answer(name);
    await Promise.all(kept);
  });

  it("are given back by a question that fails", async () => {
    const turns = new Turns({ atOnce: 1, perAsker: 1 });
    for (let time = 0; time < 3; time++)
      await expect(turns.take("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await turns.take("a", async () => "answer")).toBe("answer");
  });
});
