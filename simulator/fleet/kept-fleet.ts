import { readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { Snapshot } from "./snapshot";

export const KEEP_EVERY_MS = 10_000;

export interface KeptFleet {
  /** Undefined where there is none, or one of another seed or form. */
  readonly snapshot: Snapshot | undefined;
  /** Until when an earlier run has ridden, at most: nothing may be ridden twice. */
  readonly endMs: number;
}

/** The fleet that a file keeps; it is written every `KEEP_EVERY_MS`, so that a crash may have come so much later. */
export function readFleet(file: string, seed: number): KeptFleet {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat) return { snapshot: undefined, endMs: 0 };
  const kept = Snapshot.safeParse(jsonIn(file));
  if (!kept.success || kept.data.seed !== seed)
    return { snapshot: undefined, endMs: Math.ceil(stat.mtimeMs) + KEEP_EVERY_MS };
  const { atMs, isLast } = kept.data;
  return { snapshot: kept.data, endMs: isLast ? atMs : atMs + KEEP_EVERY_MS };
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** Whole or not at all: a reader never finds half a file. */
export function keepFleet(file: string, snapshot: Snapshot): void {
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(snapshot));
  renameSync(unfinished, file);
}
