import type { Finding } from "../checks/finding";
import type { ComponentHolder, Known, Production } from "../checks/known";
import { componentKey } from "../checks/values/normal-value";
import { columnOf } from "../columns/columns";
import { emptyWorld, MODELS } from "./empty-world";
import { ERROR_KINDS, type ErrorKind } from "./error-kinds";
import { randomOf, shuffled } from "./random";
import { MADE_COLUMNS, type MadeRow, rightRow } from "./right-row";

export interface MadeFile {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What is wrong where, by row; nothing else is. */
  readonly expected: readonly (Pick<Finding, "column" | "reason"> & { readonly row: number })[];
  readonly known: Known;
}

const MAX_SERIAL = 999_999;
const FIRST_ROW = 2;

/**
 * A file of bikes and the world that it fits, but for some rows of each kind of error; another seed, another file.
 * @param errors rows of each kind; a file needs more rows than all errors together.
 */
export function makeFile({
  seed,
  rows: count,
  errors,
  kinds = ERROR_KINDS,
}: {
  seed: number;
  rows: number;
  errors: number;
  kinds?: readonly ErrorKind[];
}): MadeFile {
  const random = randomOf(seed);
  const first = Math.floor(random() * (MAX_SERIAL - count));
  const right = Array.from({ length: count }, (_, at) => rightRow(first + at, random));
  const spoiled = chooseRows(count, errors, kinds, random);
  const produced = new Map<string, Production>();
  const componentsInBikes = new Map<string, ComponentHolder>();
  const rows: string[][] = [];
  const expected: MadeFile["expected"][number][] = [];
  let earlier = rightRow(first, () => 0);
  for (const [at, row] of right.entries()) {
    const kind = spoiled.get(at);
    produce(row, kind, produced, componentsInBikes);
    if (kind === undefined) earlier = row;
    rows.push(kind === undefined ? cellsOf(row) : spoiledCells(row, earlier, kind));
    for (const column of kind?.columns ?? [])
      expected.push({ row: at + FIRST_ROW, column, reason: kind?.reason ?? "missing" });
  }
  const known = emptyWorld({ produced, componentsInBikes, producedKinds: new Set(["motor", "battery"]) });
  return { header: MADE_COLUMNS.map((key) => columnOf(key).label), rows, expected, known };
}

/** The first row stays right, so that each other has a right one above it. */
function chooseRows(
  count: number,
  errors: number,
  kinds: readonly ErrorKind[],
  random: () => number,
): Map<number, ErrorKind> {
  const chosen = shuffled(count - 1, random).slice(0, errors * kinds.length);
  const spoiled = chosen.flatMap((at, index): [number, ErrorKind][] => {
    const kind = kinds[index % kinds.length];
    return kind === undefined ? [] : [[at + 1, kind]];
  });
  return new Map(spoiled);
}

const cellsOf = (row: MadeRow): string[] => MADE_COLUMNS.map((key) => row[key]);

function spoiledCells(row: MadeRow, earlier: MadeRow, { spoil, shiftFrom }: ErrorKind): string[] {
  const cells = cellsOf({ ...row, ...spoil(row, earlier) });
  if (shiftFrom !== undefined) cells.splice(MADE_COLUMNS.indexOf(shiftFrom), 0, "");
  return cells;
}

function produce(
  row: MadeRow,
  kind: ErrorKind | undefined,
  produced: Map<string, Production>,
  inBikes: Map<string, ComponentHolder>,
): void {
  const motor = componentKey("motor", row.motor_serial);
  produced.set(motor, { partNumber: row.motor_part, modelCodes: [] });
  const isOther = kind?.world === "battery-of-other-model";
  const modelCode = isOther ? (MODELS.find(({ code }) => code !== row.model)?.code ?? "") : row.model;
  if (kind?.world !== "battery-unknown")
    produced.set(componentKey("battery", row.battery_serial), {
      partNumber: row.battery_part,
      modelCodes: [modelCode],
    });
  if (kind?.world === "motor-in-bike")
    inBikes.set(motor, { bikeId: "LI-OLD-1", sameOem: true, since: "2025-11-03" });
}
