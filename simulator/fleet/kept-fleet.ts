import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { Snapshot } from "./snapshot";

/** The fleet that a file keeps, or undefined where there is none of this seed. */
export function readFleet(file: string, seed: number): Snapshot | undefined {
  try {
    const kept = Snapshot.parse(JSON.parse(readFileSync(file, "utf8")));
    return kept.seed === seed ? kept : undefined;
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
