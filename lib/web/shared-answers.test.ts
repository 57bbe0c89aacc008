import { describe, expect, it } from "vitest";
import { SharedAnswers } from "./shared-answers";

function counting() {
  let asked = 0;
  const ask = async () => {
    asked += 1;
    return asked;
  };
  return { ask, askedTimes: () => asked };
}

describe("answers that are shared", () => {
  it("are asked for once while they are on their way, and until their time is over", async () => {
    const { ask } = counting();
    const answers = new SharedAnswers<number>(10, 4);
    expect(await Promise.all([answers.get("a", 0, ask), answers.get("a", 9, ask)])).toEqual([1, 1]);
    expect(await answers.get("a", 10, ask)).toBe(2);
    expect(await answers.get("b", 10, ask)).toBe(3);
  });

  it("are asked for again after a fault", async () => {
    const answers = new SharedAnswers<number>(10, 4);
    await expect(answers.get("a", 0, () => Promise.reject(new Error("away")))).rejects.toThrow("away");
    expect(await answers.get("a", 1, async () => 7)).toBe(7);
  });
});
