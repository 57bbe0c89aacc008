import { describe, expect, it } from "vitest";
import type { ConsentedRide } from "@/lib/domain/consented-ride";
import { LEAST_RIDERS } from "@/lib/domain/figures";
import { type Block, daysOf } from "./blocks";
import { cellsOf } from "./cells-of";
import { TABLES } from "./tables";
import { aConsentedRide } from "./testing/consented-rides";
import { follows, solved } from "./testing/linear-attack";
import { type SeenPublication, SmallWorld } from "./testing/small-world";

const QUARTER = "2026-Q4";
const DAYS = daysOf({ grain: "quarter", block: QUARTER }).slice(0, 14);
const STEPS = 12;
const QUERIES = 1_000;

/** The same numbers in every run. */
function chance(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function attackedWorld(seed: number) {
  const below = chance(seed);
  const riding = TABLES.find(({ name }) => name === "riding");
  if (!riding) throw new Error("no table of rides");
  const world = new SmallWorld(riding, QUARTER);
  let made = 0;
  const aRide = (rider: string, day = DAYS[below(DAYS.length)] ?? ""): ConsentedRide =>
    aConsentedRide({
      rider,
      day,
      hour: 7 + below(below(2) + 1),
      model_id: `M${below(2)}`,
      regranted: rider.includes(" again "),
      distance_m: 1_000 + 7 * made++,
    });
  const names = Array.from({ length: 55 }, (_, at) => `rider ${at}`);
  let rides = names.flatMap((rider) => Array.from({ length: 2 + below(14) }, () => aRide(rider)));
  for (let step = 0; step < STEPS; step++) {
    const closed = DAYS[Math.min(DAYS.length - 1, step * 2)] ?? "";
    const isClosed = (block: Block) => (daysOf(block).at(-1) ?? "") < closed || step > STEPS - 4;
    world.compute(rides, step, isClosed);
    const kind = step % 4 === 3 ? 2 : below(3);
    const many = kind === 2 ? 20 + below(40) : below(16);
    const touched = new Set(Array.from({ length: many }, () => names[below(names.length)] ?? ""));
    // They withdraw; or withdraw and come back under another name; or their phones upload more, most of it of one day.
    if (kind === 0) rides = rides.filter(({ rider }) => ![...touched].some((name) => isOf(rider, name)));
    else if (kind === 1) {
      rides = rides.filter(({ rider }) => ![...touched].some((name) => isOf(rider, name)));
      rides.push(
        ...[...touched].flatMap((name) => [aRide(`${name} again ${step}`), aRide(`${name} again ${step}`)]),
      );
    } else {
      const day = DAYS[below(DAYS.length)] ?? "";
      rides.push(
        ...[...touched].flatMap((name) =>
          ridesMore(riderNow(rides, name, step), (at) => (at < 4 ? day : undefined), aRide),
        ),
      );
    }
  }
  return { world, table: riding, below, rides };
}

const personOf = (rider: string): string => rider.split(" again ")[0] ?? rider;
const isOf = (rider: string, name: string): boolean => personOf(rider) === name;
const riderNow = (rides: readonly ConsentedRide[], name: string, step: number): string =>
  rides.find((ride) => isOf(ride.rider, name))?.rider ?? `${name} again ${step}`;
const ridesMore = (
  rider: string,
  dayOf: (at: number) => string | undefined,
  make: (rider: string, day?: string) => ConsentedRide,
) => Array.from({ length: 6 }, (_, at) => make(rider, dayOf(at)));

/** What an analyst may ask: the sum of what stands at a step, of all blocks within some days, of some models and hours. */
function queries(seen: readonly SeenPublication[], below: (most: number) => number): SeenPublication[][] {
  return Array.from(
    { length: QUERIES },
    () => {
      const from = DAYS[below(DAYS.length)] ?? "";
      const to = DAYS[below(DAYS.length)] ?? "";
      const step = below(STEPS);
      const wanted = [below(3), below(3)];
      const isWanted = (key: string) =>
        (wanted[0] === 2 || key.includes(`M${wanted[0]}`)) &&
        (wanted[1] === 2 || key.includes(`0${7 + (wanted[1] ?? 0)}`));
      const standing = new Map<string, SeenPublication>();
      for (const one of seen)
        if (one.step <= step && isWanted(one.key)) standing.set(`${one.block.block} ${one.key}`, one);
      return [...standing.values()].filter(({ block }) => {
        const days = daysOf(block).filter((day) => DAYS.includes(day));
        return below(5) === 0 || days.every((day) => day >= from && day <= to);
      });
    },
    20_000,
  );
}

describe("an attacker who solves for what is hidden", () => {
  it.each([1, 2, 3, 4, 5, 6])(
    "learns nothing of fewer than ten riders from all that was ever published (%d)",
    (seed) => {
      const { world, table, below, rides } = attackedWorld(seed);
      expect(world.seen.some(({ atom }) => atom.revision > 1)).toBe(true);
      expect(new Set(world.seen.map(({ block }) => block.grain)).size).toBeGreaterThan(1);
      for (const { atom, rides: own } of world.seen) expect(atom.values[0] ?? 0).toBe(own.length);

      const unknowns = new Map<ConsentedRide, number>();
      for (const { rides: own } of world.seen)
        for (const ride of own) if (!unknowns.has(ride)) unknowns.set(ride, unknowns.size);
      for (const ride of rides) if (!unknowns.has(ride)) unknowns.set(ride, unknowns.size);
      const people = [...unknowns.keys()].map(({ rider }) => personOf(rider));
      const rowOf = (own: readonly ConsentedRide[]) => {
        const row = new Float64Array(unknowns.size);
        for (const ride of own) row[unknowns.get(ride) ?? 0] = (row[unknowns.get(ride) ?? 0] ?? 0) + 1;
        return row;
      };
      const asked = queries(world.seen, below).map((parts) => rowOf(parts.flatMap((part) => part.rides)));
      const everything = world.seen.map(({ rides: own }) => rowOf(own));
      const order = [...unknowns.values()];
      const known = solved([...everything, ...asked], order);

      // Every row that is solved for an unknown has as little in it as can be; in many orders, few are missed.
      for (let attempt = 0; attempt < 8; attempt++) {
        const shuffled = order.map((at) => ({ at, by: below(1_000_000) })).sort((a, b) => a.by - b.by);
        const rows =
          attempt === 0
            ? known
            : solved(
                known,
                shuffled.map(({ at }) => at),
              );
        for (const row of rows) {
          const found = new Set(people.filter((_, at) => row[at] !== 0));
          expect(found.size).toBeGreaterThanOrEqual(LEAST_RIDERS);
        }
      }
      // No cell that is masked, nor all of one rider, can be told.
      const masked = DAYS.flatMap((day) =>
        [
          ...cellsOf(
            table,
            rides.filter((ride) => ride.day === day),
          ),
        ].map(([key, riders]) => ({ day, key, riders })),
      ).filter(({ riders }) => riders.size < LEAST_RIDERS);
      expect(masked.length).toBeGreaterThan(0);
      for (const { day, key } of masked.slice(0, 20)) {
        const own = rides.filter(
          (ride) => ride.day === day && [...cellsOf(table, [ride]).keys()].includes(key),
        );
        expect(follows(known, rowOf(own))).toBe(false);
      }
    },
    20_000,
  );
});
