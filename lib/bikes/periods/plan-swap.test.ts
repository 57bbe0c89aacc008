import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVER } from "@/lib/domain/whose-bikes";
import { isWithin, type Seat } from "./period";
import { planSwap } from "./plan-swap";

/** Three bikes, each built with the component of its own number; four more are on the shelf. */
const BUILT: readonly Seat[] = [0, 1, 2].map((n) => ({
  id: n,
  componentId: n,
  bikeId: `B${n}`,
  slot: "motor",
  ...EVER,
}));

interface Told {
  readonly at: number;
  readonly bike: number;
  readonly component: number;
  readonly takes: boolean;
  /** Into which bike the old one, named as it was seen there, goes. */
  readonly moved: { readonly bike: number; readonly old: number } | null;
}

/** The periods after a swap; null where it is refused. */
function tell(seats: readonly Seat[], { at, bike, component, takes, moved }: Told): readonly Seat[] | null {
  const bikeId = `B${bike}`;
  const of = (name: string) => seats.filter((seat) => seat.bikeId === name);
  const where = (id: number) => seats.filter(({ componentId }) => componentId === id);
  const plan = planSwap({
    atMs: at,
    bikeId,
    incoming: { id: component, seats: where(component) },
    takes,
    place: of(bikeId),
    expected: moved?.old ?? null,
    moveTo: moved ? { bikeId: `B${moved.bike}`, place: of(`B${moved.bike}`), seats: where(moved.old) } : null,
  });
  if (plan.kind !== "plan") return null;
  const closed = seats.map((seat) => {
    const closing = plan.closings.find((one) => one.seat.id === seat.id);
    return closing ? { ...seat, toMs: closing.toMs } : seat;
  });
  const opened = plan.openings.map(
    (seat, index): Seat => ({ ...seat, slot: "motor", id: seats.length + index }),
  );
  const all = [...closed, ...opened];
  return areApart(all) ? all : null;
}

/** What the database holds of itself: a component in one bike, a bike with one component, each at a time. */
const areApart = (seats: readonly Seat[]): boolean =>
  seats.every((a, index) =>
    seats
      .slice(index + 1)
      .every(
        (b) =>
          (a.bikeId !== b.bikeId && a.componentId !== b.componentId) ||
          a.toMs <= b.fromMs ||
          b.toMs <= a.fromMs,
      ),
  );

const tellAll = (told: readonly Told[]): readonly Seat[] | null =>
  told.reduce<readonly Seat[] | null>((seats, one) => seats && tell(seats, one), BUILT);
const asText = (seats: readonly Seat[]): string[] =>
  seats
    .map(({ componentId, bikeId, fromMs, toMs }) => `${componentId} in ${bikeId} [${fromMs}, ${toMs})`)
    .toSorted();

describe("a swap", () => {
  it("never plans periods that overlap", () => {
    const told = fc.record({
      at: fc.nat(30),
      bike: fc.nat(2),
      component: fc.nat(6),
      takes: fc.boolean(),
      moved: fc.constant(null),
    });
    fc.assert(
      fc.property(fc.array(told, { maxLength: 12 }), (swaps) => {
        let seats = BUILT;
        for (const one of swaps) seats = tell(seats, one) ?? seats;
        expect(areApart(seats)).toBe(true);
        const refused = swaps.filter((one) => tell(seats, one) === null);
        for (const one of refused) {
          const there = seats.filter((seat) => isWithin(seat, one.at));
          const isFree = !there.some(
            (seat) => seat.bikeId === `B${one.bike}` || seat.componentId === one.component,
          );
          expect(isFree).toBe(false);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it("told in any order ends as told in order of its moments, where both are accepted", () => {
    let compared = 0;
    const told = fc.record({
      at: fc.nat(60),
      bike: fc.nat(2),
      component: fc.nat(6),
      takes: fc.boolean(),
      moved: fc.option(fc.record({ bike: fc.nat(2), old: fc.nat(6) }), { freq: 2 }),
    });
    const story = fc
      .uniqueArray(told, { minLength: 2, maxLength: 6, selector: ({ at }) => at })
      .map((swaps) => swaps.toSorted((x, y) => x.at - y.at))
      .map((swaps) =>
        swaps.reduce<{ seats: readonly Seat[]; taken: Told[] }>(
          ({ seats, taken }, one) => {
            const there = seats.find((seat) => seat.bikeId === `B${one.bike}` && isWithin(seat, one.at));
            const moved =
              one.moved && there && one.moved.bike !== one.bike
                ? { bike: one.moved.bike, old: there.componentId }
                : null;
            const after = tell(seats, { ...one, moved });
            return after ? { seats: after, taken: [...taken, { ...one, moved }] } : { seats, taken };
          },
          { seats: BUILT, taken: [] },
        ),
      );
    fc.assert(
      fc.property(
        story.chain(({ seats, taken }) =>
          fc.tuple(
            fc.constant(seats),
            fc.shuffledSubarray(taken, { minLength: taken.length, maxLength: taken.length }),
          ),
        ),
        ([inOrder, shuffled]) => {
          const anyOrder = tellAll(shuffled);
          if (!anyOrder) return;
          compared += 1;
          expect(asText(anyOrder)).toEqual(asText(inOrder));
        },
      ),
      { numRuns: 2_000 },
    );
    expect(compared).toBeGreaterThan(500);
  });
});
