import type { Measure } from "@/lib/analytics/definition";
import type { Table } from "@/lib/analytics/tables";
import type { Row } from "@/lib/analytics/testing/isolated-persons";
import { naiveFigures } from "@/lib/analytics/testing/naive-figures";
import type { Piece, SeenPublication } from "@/lib/analytics/testing/small-world";
import { LEAST_RIDERS } from "@/lib/domain/figures";

const told = new WeakMap<Piece["ride"], ReturnType<typeof naiveFigures>>();

/** What a ride adds to a measure in a cell, computed by hand; null where that is nothing. */
function amountByHand(table: Table, measure: Measure, { ride, key }: Piece): number | number[] | null {
  const figures = told.get(ride) ?? naiveFigures([ride]);
  told.set(ride, figures);
  const definition = table.definitions.find(({ measures }) =>
    measures.some(({ name }) => name === measure.name),
  );
  return figures[definition?.id ?? ""]?.[key]?.[measure.name] ?? null;
}

/** One published number: whose, and how much it has to be. */
export interface PublishedNumber {
  readonly row: Row;
  readonly amount: number;
  readonly shown: number;
  /** The bin that it is shown in; null where it is in none. */
  readonly place: number | null;
}

const identity = new WeakMap<Piece["ride"], number>();
let rides = 0;
const unknownOf = ({ ride, key }: Piece, bin: number): string => {
  const number = identity.get(ride) ?? rides++;
  identity.set(ride, number);
  return `${ride.rider}|${number}|${key}|${bin}`;
};
export const riderOfUnknown = (unknown: string): string => unknown.split("|")[0] ?? "";

/**
 * What a publication says of a measure to who knows how bins are put together: one number, or one of each lot of bins. A rider whose amount is
 * nothing is one of those that it is about.
 */
export function numbersOf(
  table: Table,
  at: number,
  publication: SeenPublication,
): readonly PublishedNumber[] {
  const own = known.get(publication) ?? new Map<number, readonly PublishedNumber[]>();
  known.set(publication, own);
  const numbers = own.get(at) ?? newNumbersOf(table, at, publication);
  own.set(at, numbers);
  return numbers;
}
const known = new WeakMap<SeenPublication, Map<number, readonly PublishedNumber[]>>();

function newNumbersOf(table: Table, at: number, { atom, pieces }: SeenPublication): PublishedNumber[] {
  const [measure, value] = [table.measures[at], atom.values[at] ?? null];
  const family = table.families.find(({ measures }) => measures.includes(at));
  if (!measure || !family || value === null) return [];
  const known = (pieces.get(family.name) ?? []).flatMap((piece) => {
    const amount = amountByHand(table, measure, piece);
    return amount === null ? [] : [{ piece, amounts: [amount].flat() }];
  });
  const shown = [value].flat();
  const lots = measure.kind === "sum" ? [[0]] : lotsByHand(known, shown.length);
  return lots.map((bins) => ({
    row: new Set(known.flatMap(({ piece }) => bins.map((bin) => unknownOf(piece, bin)))),
    amount: known.reduce((sum, { amounts }) => sum + bins.reduce((s, bin) => s + (amounts[bin] ?? 0), 0), 0),
    shown: bins.reduce((sum, bin) => sum + (shown[bin] ?? 0), 0),
    place: bins.find((bin) => shown[bin] !== 0) ?? null,
  }));
}

/** Bins from the left, each with as many more as it takes for ten persons; the last ones with those before. */
function lotsByHand(
  known: readonly { readonly piece: Piece; readonly amounts: readonly number[] }[],
  bins: number,
): number[][] {
  const personsIn = (lot: readonly number[]) =>
    new Set(
      known.flatMap(({ piece: { ride }, amounts }) =>
        !ride.regranted && lot.some((bin) => (amounts[bin] ?? 0) > 0) ? [ride.rider] : [],
      ),
    ).size;
  const lots: number[][] = [];
  for (let bin = 0; bin < bins; bin++) {
    const last = lots.at(-1);
    if (last && personsIn(last) < LEAST_RIDERS) last.push(bin);
    else lots.push([bin]);
  }
  const last = lots.at(-1) ?? [];
  if (lots.length > 1 && personsIn(last) < LEAST_RIDERS)
    lots.splice(-2, 2, [...(lots.at(-2) ?? []), ...last]);
  return lots;
}
