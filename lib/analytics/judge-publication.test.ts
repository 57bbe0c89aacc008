import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CellHistory, NO_HISTORY, standsIn, type TellsOfCell } from "./cell-history";
import { judgePublication } from "./judge-publication";
import { leastPersons, type Publication } from "./testing/least-persons";

const FORMULA = 1;
type Riders = Iterable<readonly [rider: string, rides: readonly string[]]>;
const tells = (riders: Riders): TellsOfCell =>
  new Map([...riders].map(([rider, rides]) => [rider, { rides: [...rides].sort(), counts: true }]));
/** Riders with a ride each. */
const alike = (from: number, to: number, ...more: string[]) =>
  Array.from({ length: to - from }, (_, at) => {
    const rider = `r${from + at}`;
    return [rider, [rider, ...more.map((name) => `${rider} ${name}`)]] as const;
  });
const judge = (history: CellHistory, riders: Riders, formula = FORMULA) =>
  judgePublication(history, formula, tells(riders));
const standing = (history: CellHistory): string[] =>
  [...history.riders.keys()].filter((rider) => standsIn(history, rider));
function publish(...publications: Riders[]): CellHistory {
  let history = NO_HISTORY;
  for (const riders of publications) history = judge(history, riders).history;
  expect(history.publications).toBe(publications.length);
  return history;
}

describe("a cell", () => {
  it("is published first with ten riders, and stands while nothing differs", () => {
    expect(judge(NO_HISTORY, alike(0, 9)).verdict).toBe("waits");
    expect(judge(publish(alike(0, 10)), alike(0, 10)).verdict).toBe("same");
  });

  it("waits with what fewer than ten riders changed, and tells all of it with ten who are new", () => {
    const history = publish(alike(0, 30));
    const withoutOne = alike(1, 30);
    expect(judge(history, withoutOne).verdict).toBe("waits");
    expect(judge(history, [...withoutOne, ...alike(40, 49)]).verdict).toBe("waits");
    const withTen = judge(history, [...withoutOne, ...alike(40, 50)]);
    expect(withTen.verdict).toBe("whole");
    expect(standing(withTen.history)).toHaveLength(39);
    expect(withTen.difference).toEqual({ came: 10, left: 1, otherwise: 0 });
  });

  it("waits with late rides of riders that it knows: what they had is known too", () => {
    const history = publish(alike(0, 30));
    expect(judge(history, [...alike(0, 12, "late"), ...alike(12, 30)]).verdict).toBe("waits");
    expect(judge(history, [...alike(0, 12, "late"), ...alike(12, 40)]).verdict).toBe("whole");
  });

  it("takes nobody for new whose rides it had under another name", () => {
    const history = publish(alike(0, 30));
    const corrected = alike(0, 10).map(([rider, rides]) => [`${rider} of another`, rides] as const);
    // One withdraws at the same time: with the others under new names the difference would be that one's rides.
    const { verdict, history: after } = judge(history, [...corrected, ...alike(11, 30)]);
    expect([verdict, standing(after).length]).toEqual(["without-left", 19]);
  });

  it("is rid of ten who left where ten remain of those who came with them", () => {
    const history = publish(alike(0, 25), alike(0, 40));
    expect(judge(history, alike(10, 40)).verdict).toBe("without-left");
    expect(judge(history, alike(16, 40)).verdict).toBe("waits");
    const { verdict, history: after } = judge(history, [...alike(9, 25), ...alike(26, 40)]);
    expect([verdict, standing(after).length]).toEqual(["without-left", 30]);
  });

  it("tells what came only with ten more while ten who left are taken out", () => {
    const { verdict, history } = judge(publish(alike(0, 30)), [...alike(10, 30), ...alike(50, 53)]);
    expect(verdict).toBe("without-left");
    expect(standing(history)).toEqual(alike(10, 30).map(([rider]) => rider));
  });

  it("never takes a rider for new who was in a publication before", () => {
    const back = publish(alike(0, 40), alike(10, 40));
    expect(judge(back, alike(0, 40)).verdict).toBe("waits");
  });

  it("does not count names under later grants", () => {
    const again: TellsOfCell = new Map(
      [...tells(alike(0, 12))].map(([rider, told], at) => [rider, { ...told, counts: at > 2 }]),
    );
    expect(judgePublication(NO_HISTORY, FORMULA, again).verdict).toBe("waits");
  });

  it("is published by another formula only where all is as it was or with ten more, and not shown until then", () => {
    const history = publish(alike(0, 30));
    expect(judge(history, alike(0, 30), FORMULA + 1).verdict).toBe("whole");
    expect(judge(history, alike(1, 30), FORMULA + 1).verdict).toBe("hidden");
    expect(judge(history, [...alike(0, 1, "late"), ...alike(1, 30)], FORMULA + 1).verdict).toBe("hidden");
    expect(judge(history, alike(1, 40), FORMULA + 1).verdict).toBe("whole");
  });

  it("comes to what it is over sixty publications with a withdrawal in each", () => {
    let history = NO_HISTORY;
    for (let publication = 0; publication < 60; publication++) {
      const riders = alike(0, 10 * (publication + 1)).filter(
        (_, at) => at % 10 !== 3 || at > 10 * publication,
      );
      const judged = judge(history, riders);
      expect(judged.verdict).toBe("whole");
      history = judged.history;
      expect(standing(history)).toHaveLength(riders.length);
    }
  });
});

describe("an attacker with all publications of a cell", () => {
  const PERSONS = 13;
  const LEAST = 3;
  const MOST_PUBLICATIONS = 5;
  const KINDS = [
    "rides",
    "rides",
    "loses-one",
    "has-it-back",
    "leaves",
    "withdraws-and-comes-again",
    "is-corrected",
  ] as const;
  const step = fc.record({
    kind: fc.constantFrom(...KINDS),
    who: fc.uniqueArray(fc.nat(PERSONS - 1), { maxLength: 8 }),
  });

  /** What one cell has of each name, and all that was published of it. */
  function played(steps: readonly { kind: (typeof KINDS)[number]; who: readonly number[] }[]) {
    const names = Array.from({ length: PERSONS }, (_, person) => `${person}.0`);
    const personOf = (name: string) => name.split(".")[0] ?? "";
    const now = new Map<string, string[]>();
    const lost = new Map<number, string>();
    const ridesOf = (person: number) => now.get(names[person] ?? "") ?? [];
    const have = (person: number, rides: string[]) =>
      rides.length > 0 ? now.set(names[person] ?? "", rides) : now.delete(names[person] ?? "");
    const act = {
      rides: (person: number, at: number) =>
        have(person, [...ridesOf(person), `${personOf(names[person] ?? "")} ${at}`]),
      "loses-one": (person: number) => {
        const [first, ...others] = ridesOf(person);
        if (first === undefined) return;
        lost.set(person, first);
        have(person, others);
      },
      "has-it-back": (person: number) => {
        const ride = lost.get(person);
        if (ride !== undefined) have(person, [...ridesOf(person), ride]);
        lost.delete(person);
      },
      leaves: (person: number) => have(person, []),
      "withdraws-and-comes-again": (person: number, at: number) => {
        have(person, []);
        const whose = personOf(names[person] ?? "");
        names[person] = `${whose}.${at + 1}`;
        have(person, [`${whose} ${at}`]);
      },
      // The same rides, of somebody else.
      "is-corrected": (person: number, at: number) => {
        const rides = ridesOf(person);
        have(person, []);
        names[person] = `${person}c${at}.0`;
        have(person, rides);
      },
    };
    let history = NO_HISTORY;
    const publications: Publication[] = [];
    const verdicts: string[] = [];
    for (const [at, { kind, who }] of steps.entries()) {
      for (const person of who) act[kind](person, at);
      const told: TellsOfCell = new Map(
        [...now].map(([rider, rides]) => [rider, { rides: [...rides].sort(), counts: rider.endsWith(".0") }]),
      );
      const judged = judgePublication(history, FORMULA, told, LEAST);
      history = judged.history;
      verdicts.push(judged.verdict);
      if (judged.verdict === "whole" || judged.verdict === "without-left") {
        const own = [...now].filter(([rider]) => standsIn(history, rider)).flatMap(([, rides]) => rides);
        publications.push(new Map(own.map((ride) => [ride, ""])));
      }
      if (publications.length === MOST_PUBLICATIONS) break;
    }
    return { publications, verdicts };
  }

  it("finds no combination that stands on fewer persons than may be told of", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(step, { minLength: 2, maxLength: 14 }), (steps) => {
        const { publications, verdicts } = played(steps);
        for (const verdict of verdicts) seen.add(verdict);
        const least = leastPersons(publications, (ride) => ride.split(" ")[0] ?? "");
        expect(least).toBeGreaterThanOrEqual(LEAST);
      }),
      { numRuns: 2_000 },
    );
    expect([...seen].sort()).toEqual(["same", "waits", "whole", "without-left"]);
  });
});
