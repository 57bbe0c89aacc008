import { describe, expect, it } from "vitest";
import { cellsOf } from "@/lib/analytics/cells-of";
import { TABLES } from "@/lib/analytics/tables";
import { attackedWorld, DAYS, personOf, STEPS } from "@/lib/analytics/testing/attacked-world";
import { isolatedPersons } from "@/lib/analytics/testing/isolated-persons";
import { GRAINS, LEAST_RIDERS } from "@/lib/domain/figures";
import { answersOf, ask, documentsOf, plotsOf, standingAt } from "./testing/asked-of-world";
import { numbersOf, riderOfUnknown } from "./testing/attackers-view";

const QUESTIONS = 340;
const SEEDS = [1, 2, 3];
const worlds = TABLES.flatMap((table) =>
  SEEDS.map((seed) => [table.name, seed, table, attackedWorld(table, seed)] as const),
);

describe("an attacker who has all that was ever published of a table", () => {
  it.each(worlds)(
    "learns of %s nothing of fewer than ten riders, of no measure and no bin (%d)",
    (_, __, table, { world, atStep }) => {
      const masked = atStep.flatMap((rides) =>
        DAYS.flatMap((day) => [
          ...cellsOf(
            table,
            rides.filter((ride) => ride.day === day),
          ).values(),
        ]),
      );
      const persons = masked
        .map((riders) => new Set([...riders.keys()].map(personOf)))
        .filter(({ size }) => size < LEAST_RIDERS);
      const everyone = [...new Set(atStep.flat().map(({ rider }) => personOf(rider)))].map(
        (one) => new Set([one]),
      );
      expect(persons.length).toBeGreaterThan(0);
      for (const [at, measure] of table.measures.entries()) {
        // Bikes of each rider are no sum: that they are only said anew with ten riders is tested by itself.
        if (measure.kind === "distinct") continue;
        const numbers = world.seen.flatMap((one) => numbersOf(table, at, one));
        expect(numbers.length, measure.name).toBeGreaterThan(0);
        for (const { amount, shown } of numbers) expect(shown, measure.name).toBeCloseTo(amount, 2);
        const rows = numbers.map(({ row }) => row);
        const told = isolatedPersons(rows, (unknown) => personOf(riderOfUnknown(unknown)), [
          ...everyone,
          ...persons,
        ]);
        expect(told, measure.name).toEqual([]);
      }
    },
    20_000,
  );

  it.each(worlds)(
    "is told by 340 questions of %s nothing else than what was published (%d)",
    (_, __, table, { world, below }) => {
      const oneOf = <T>(list: readonly T[]): T => {
        for (const one of list.slice(below(list.length))) return one;
        throw new Error("expected one of some");
      };
      let values = 0;
      for (let step = 0; step < STEPS; step++) {
        const standing = standingAt(world.seen, step);
        const documents = documentsOf(table, standing);
        for (let asked = 0; asked < QUESTIONS / STEPS; asked++) {
          const definition = oneOf(table.definitions);
          const [from = "", to = ""] = [oneOf(DAYS), oneOf(DAYS)].sort();
          const groups = [...definition.groupings.map(({ name }) => name), oneOf(GRAINS)];
          const by = [...new Set([oneOf(groups), oneOf(groups)])].slice(0, below(3));
          const question = { definition, from, to, by, plot: oneOf(plotsOf(definition)) };
          const report = ask(
            question,
            documents.filter((one) => one.definition === definition.id),
          );
          for (const { amount, byHand } of answersOf(table, question, standing, report)) {
            if (byHand === null) expect(amount.kind).not.toBe("value");
            else expect(amount.kind === "value" ? amount.value : amount.kind).toBeCloseTo(byHand, 3);
            values += Number(byHand !== null);
          }
        }
      }
      expect(values).toBeGreaterThan(100);
    },
    20_000,
  );
});
