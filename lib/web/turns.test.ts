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
    const { begun, ask, answer } = questions(new Turns({ atOnce: 2, atOncePerAsker: 2, perAsker: 9 }));
    const all = ["a", "b", "c", "d"].map((name) => ask(name, name));
    await answer("");
    expect(begun).toEqual(["a", "b"]);
    await answer("b");
    expect(begun).toEqual(["a", "b", "c"]);
    for (const name of ["a", "c", "d"]) await answer(name);
    await Promise.all(all);
  });

  it("refuse an asker with too many under way, and nobody else", async () => {
    const { begun, ask, answer } = questions(new Turns({ atOnce: 9, atOncePerAsker: 9, perAsker: 2 }));
    const kept = [ask("eager", "1"), ask("eager", "2"), ask("other", "3")];
    await expect(ask("eager", "4")).rejects.toMatchObject({ code: "rate-limited" });
    await answer("1");
    kept.push(ask("eager", "5"));
    await answer("");
    expect(begun).toEqual(["1", "2", "3", "5"]);
    for (const name of ["2", "3", "5"]) await answer(name);
    await Promise.all(kept);
  });

  it("leave room for others beside an asker with many questions", async () => {
    const { begun, ask, answer } = questions(new Turns({ atOnce: 4, atOncePerAsker: 2, perAsker: 9 }));
    const all = ["1", "2", "3"].map((name) => ask("eager", name));
    all.push(ask("other", "a"));
    await answer("");
    expect(begun).toEqual(["1", "2", "a"]);
    for (const name of ["1", "2", "3", "a"]) await answer(name);
    await Promise.all(all);
  });

  it("go round among those who wait, however many questions each has", async () => {
    const { begun, ask, answer } = questions(new Turns({ atOnce: 2, atOncePerAsker: 2, perAsker: 9 }));
    const all = ["1", "2", "3", "4", "5"].map((name) => ask("eager", name));
    all.push(ask("other", "a"), ask("other", "b"), ask("third", "z"));
    await answer("");
    for (const name of ["1", "2", "a", "3", "z", "b", "4", "5"]) await answer(name);
    expect(begun).toEqual(["1", "2", "a", "3", "z", "b", "4", "5"]);
    await Promise.all(all);
  });

  it("are given back by a question that fails", async () => {
    const turns = new Turns({ atOnce: 1, atOncePerAsker: 1, perAsker: 1 });
    for (let time = 0; time < 3; time++)
      await expect(turns.take("a", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await turns.take("a", async () => "answer")).toBe("answer");
  });
});
