import { describe, expect, it } from "vitest";
import { Committer } from "./committer";
import { Offsets } from "./offsets";

function slowBroker() {
  const offsets = new Offsets(() => 0);
  const asked: string[] = [];
  const answers: ((fault?: Error) => void)[] = [];
  const faults: unknown[] = [];
  const committer = new Committer(
    offsets,
    (committable) =>
      new Promise((resolve, reject) => {
        asked.push(committable.map(({ offset }) => offset).join());
        answers.push((fault) => (fault ? reject(fault) : resolve()));
      }),
    (fault) => faults.push(fault),
  );
  const settle = (next: number) => offsets.enter(0, 0, String(next - 1))();
  return { committer, asked, answers, faults, settle };
}

describe("Committer", () => {
  it("sends no commit while an earlier one is under way", async () => {
    const { committer, asked, answers, settle } = slowBroker();
    settle(100);
    const first = committer.turn();
    settle(200);
    const second = committer.turn();
    expect(asked).toEqual(["100"]);
    answers[0]?.();
    await Promise.all([first, second]);
    const third = committer.turn();
    expect(asked).toEqual(["100", "200"]);
    answers[1]?.();
    await third;
  });

  it("finishes only when all that is settled is committed", async () => {
    const { committer, asked, answers, settle } = slowBroker();
    settle(100);
    void committer.turn();
    settle(200);
    const finished = committer.finish();
    answers[0]?.();
    await new Promise(setImmediate);
    expect(asked).toEqual(["100", "200"]);
    answers[1]?.();
    await finished;
    await committer.turn();
    expect(asked).toHaveLength(2);
  });

  it("offers again what the broker refused", async () => {
    const { committer, asked, answers, faults, settle } = slowBroker();
    settle(100);
    const first = committer.turn();
    answers[0]?.(new Error("not the coordinator"));
    await first;
    expect(faults).toHaveLength(1);
    void committer.turn();
    expect(asked).toEqual(["100", "100"]);
  });
});
