import { describe, expect, it } from "vitest";
import { failureWords, stageText, sumOfOutcomes } from "./resend-words";

const letter = { key: "k", reason: "field", bikeId: "LI-1", client: "c" };

describe("the words of a resend", () => {
  it("sum up what became of the letters, the best first", () => {
    expect(
      sumOfOutcomes([
        { ...letter, outcome: { kind: "undecided" } },
        { ...letter, outcome: { kind: "accepted" } },
        { ...letter, outcome: { kind: "accepted" } },
        { ...letter, outcome: { kind: "not-sent", why: "x" } },
      ]),
    ).toBe("2 accepted, 1 undecided, 1 not sent");
    expect(sumOfOutcomes([])).toBe("none");
  });

  it("say what it waits for, and how long at most", () => {
    const stage = { kind: "waiting", records: 1, seconds: 45 } as const;
    expect(stageText(stage, 3)).toContain("1 record is in Kafka");
    expect(stageText({ ...stage, records: 2 }, 3)).toContain("3 of at most 45 s");
    expect(stageText(stage, 99)).toContain("45 of at most 45 s");
    expect(stageText({ kind: "sending", records: 2 }, 0)).toBe("Putting 2 records into Kafka…");
    for (const kind of ["reading", "judging"] as const) expect(stageText({ kind }, 0)).toMatch(/…$/);
  });

  it.each([
    [null, false, "The letters were not sent again"],
    ["reading", false, "The letters were not sent again"],
    [null, true, "It is not known whether the letters were sent again"],
    ["reading", true, "It is not known whether the letters were sent again"],
    ["sending", false, "Some of the letters may have been sent again"],
    ["waiting", false, "The letters were sent again, but not followed to the end"],
    ["judging", true, "The letters were sent again, but not followed to the end"],
  ] as const)(
    "say of one that failed at %s (lost: %s) what is known, and no more",
    (stage, isLost, title) => {
      const words = failureWords({ stage, isLost });
      expect(words.title).toBe(title);
      if (title !== "The letters were not sent again")
        expect(words.known).toContain("Look at the list again");
    },
  );
});
