import type { FigureCell } from "@/lib/domain/figures";
import { keyText } from "./cells-of";

type Value = FigureCell["values"][number];
type Told = Pick<FigureCell, "key" | "values">;
/** Cells with the names of their measures, in the order of the values. */
export interface MeasuredCells {
  readonly measures: readonly string[];
  readonly cells: readonly Told[];
}

/** A value of a cell, or one bin of it, that is told otherwise than it should be; null for what is not told at all. */
export interface OtherValue {
  readonly key: FigureCell["key"];
  readonly measure: string;
  /** Number of the bin; null where it is the value as a whole. */
  readonly bin: number | null;
  readonly shown: Value;
  readonly expected: Value;
}

/** In what cells differ from what is expected of them: cell by cell, measure by measure, bin by bin. */
export function otherValues(shown: MeasuredCells, expected: MeasuredCells): OtherValue[] {
  const [own, wanted] = [byKey(shown.cells), byKey(expected.cells)];
  return [...new Set([...wanted.keys(), ...own.keys()])].flatMap((key) => {
    const cell = own.get(key) ?? wanted.get(key);
    return expected.measures.flatMap((measure) =>
      differences(
        valueIn(shown.measures, own.get(key), measure),
        valueIn(expected.measures, wanted.get(key), measure),
      ).map((difference) => ({ key: cell?.key ?? [], measure, ...difference })),
    );
  });
}

type Difference = Pick<OtherValue, "bin" | "shown" | "expected">;
function differences(shown: Value, expected: Value): Difference[] {
  if (Array.isArray(shown) && Array.isArray(expected) && shown.length === expected.length)
    return expected.flatMap((amount, bin) =>
      shown[bin] === amount ? [] : [{ bin, shown: shown[bin] ?? null, expected: amount }],
    );
  return shown === expected ? [] : [{ bin: null, shown, expected }];
}

const byKey = (cells: readonly Told[]): ReadonlyMap<string, Told> =>
  new Map(cells.map((cell) => [keyText(cell.key), cell]));
const valueIn = (measures: readonly string[], cell: Told | undefined, measure: string): Value =>
  cell?.values[measures.indexOf(measure)] ?? null;
