import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CellHistory, NO_HISTORY, type TellsOfCell } from "./cell-history";
import { judgePublication } from "./judge-publication";
import { leastPersons, type Publication } from "./testing/least-persons";

const FORMULA = 1;
const tells = (riders: Iterable<readonly [rider: string, adds: string]>): TellsOfCell =>
  new Map([...riders].map(([rider, adds]) => [rider, { contribution: `${rider} ${adds}`, counts: true }]));
const alike = (from: number, to: number, adds = "a") =>
  Array.from({ length: to - from }, (_, at) => [`r${from + at}`, adds] as const);

function publish(publications: readonly TellsOfCell[]): CellHistory {
  let history = NO_HISTORY;
  for (const now of publications) history = judgePublication(history, FORMULA, now).history;
  return history;
}

describe("a cell", () => {
  it("is published first with ten riders, and stands while nothing differs", () => {
    expect(judgePublication(NO_HISTORY, FORMULA, tells(alike(0, 9))).verdict).toBe("waits");
    const history = publish([tells(alike(0, 10))]);
    expect(history.publications).toBe(1);
    expect(judgePublication(history, FORMULA, tells(alike(0, 10))).verdict).toBe("same");
  });

  it("waits with what fewer than ten riders changed, and tells all of it with ten others", () => {
    const history = publish([tells(alike(0, 30))]);
    const withoutOne = alike(1, 30);
    expect(judgePublication(history, FORMULA, tells(withoutOne)).verdict).toBe("waits");
    const withNine = judgePublication(history, FORMULA, tells([...withoutOne, ...alike(40, 49)]));
    expect(withNine.verdict).toBe("waits");
    const withTen = judgePublication(history, FORMULA, tells([...withoutOne, ...alike(40, 50)]));
    expect(withTen.verdict).toBe("whole");
    expect(withTen.history.standing.size).toBe(39);
    expect(withTen.difference).toEqual({ came: 10, left: 1, otherwise: 0 });
  });

  it("is rid of ten who left where ten remain of those who came with them", () => {
    const history = publish([tells(alike(0, 25)), tells(alike(0, 40))]);
    expect(judgePublication(history, FORMULA, tells(alike(10, 40))).verdict).toBe("without-left");
    expect(judgePublication(history, FORMULA, tells(alike(16, 40))).verdict).toBe("waits");
    // Nine of the first and one of the second.
    const mixed = tells([...alike(9, 25), ...alike(26, 40)]);
    const { verdict, history: after } = judgePublication(history, FORMULA, mixed);
    expect([verdict, after.standing.size]).toEqual(["without-left", 30]);
  });

  it("tells what came only with ten more while ten who left are taken out", () => {
    const history = publish([tells(alike(0, 30))]);
    const { verdict, history: after } = judgePublication(
      history,
      FORMULA,
      tells([...alike(10, 30), ...alike(50, 53)]),
    );
    expect(verdict).toBe("without-left");
    expect([...after.standing.keys()]).toEqual(alike(10, 30).map(([rider]) => rider));
  });

  it("never takes a contribution for new that was in a publication before", () => {
    const back = publish([tells(alike(0, 40)), tells(alike(10, 40))]);
    expect(back.standing.size).toBe(30);
    expect(judgePublication(back, FORMULA, tells(alike(0, 40))).verdict).toBe("waits");
  });

  it("does not count names under later grants", () => {
    const again = new Map(
      [...tells(alike(0, 12))].map(([rider, told], at) => [rider, { ...told, counts: at > 2 }]),
    );
    expect(judgePublication(NO_HISTORY, FORMULA, again).verdict).toBe("waits");
  });

  it("is published by another formula only of the same riders or with ten more, and not shown until then", () => {
    const history = publish([tells(alike(0, 30))]);
    const otherwise = (from: number, to: number) => tells(alike(from, to, "by another formula"));
    expect(judgePublication(history, FORMULA + 1, otherwise(0, 30)).verdict).toBe("whole");
    expect(judgePublication(history, FORMULA + 1, otherwise(1, 30)).verdict).toBe("hidden");
    expect(judgePublication(history, FORMULA + 1, otherwise(1, 40)).verdict).toBe("whole");
  });

  it("comes to what it is over sixty publications with a withdrawal in each", () => {
    let history = NO_HISTORY;
    let came = 0;
    const riders = new Map<string, string>();
    for (let publication = 0; publication < 60; publication++) {
      for (let more = 0; more < 10; more++) riders.set(`r${came++}`, "a");
      if (publication > 0) riders.delete(`r${came - 15}`);
      const judged = judgePublication(history, FORMULA, tells(riders));
      expect(judged.verdict).toBe("whole");
      history = judged.history;
      expect(history.standing.size).toBe(riders.size);
    }
  });
});

describe("an attacker with all publications of a cell", () => {
  const PERSONS = 13;
  const LEAST = 3;
  const step = fc.record({
    kind: fc.constantFrom("comes", "leaves", "changes", "changes-back", "withdraws-and-comes-again" as const),
    who: fc.uniqueArray(fc.nat(PERSONS - 1), { maxLength: 8 }),
  });

  it("finds no combination that stands on fewer persons than may be told of", () => {
    let verdicts = new Set<string>();
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 12 }), (steps) => {
        const now = new Map<string, string>();
        const names = Array.from({ length: PERSONS }, (_, person) => ({ person, grant: 0 }));
        const nameOf = ({ person, grant }: { person: number; grant: number }) => `${person}.${grant}`;
        let history = NO_HISTORY;
        const publications: Publication[] = [];
        for (const [at, { kind, who }] of steps.entries()) {
          for (const person of who) {
            const name = names[person];
            if (!name) continue;
            if (kind === "comes" && !now.has(nameOf(name))) now.set(nameOf(name), "0");
            if (kind === "leaves") now.delete(nameOf(name));
            if (kind === "changes" && now.has(nameOf(name))) now.set(nameOf(name), String(at));
            if (kind === "changes-back" && now.has(nameOf(name))) now.set(nameOf(name), "0");
            if (kind === "withdraws-and-comes-again") {
              now.delete(nameOf(name));
              name.grant++;
              now.set(nameOf(name), "0");
            }
          }
          const told: TellsOfCell = new Map(
            [...now].map(([rider, adds]) => [
              rider,
              { contribution: `${rider} ${adds}`, counts: rider.endsWith(".0") },
            ]),
          );
          const { verdict, history: after } = judgePublication(history, FORMULA, told, LEAST);
          history = after;
          verdicts = verdicts.add(verdict);
          if (verdict === "whole" || verdict === "without-left") publications.push(history.standing);
          if (publications.length === 5) break;
        }
        expect(leastPersons(publications, (rider) => rider.split(".")[0] ?? "")).toBeGreaterThanOrEqual(
          LEAST,
        );
      }),
      { numRuns: 1_500 },
    );
    expect([...verdicts].sort()).toEqual(["same", "waits", "whole", "without-left"]);
  });
});
