import { elementsOf, membersOf } from "./json-slices";
import type { Slices } from "./slices";

/** A packet's JSON text cut into the bytes of its parts, none of them read. */
export interface CutPacket {
  /** Members beside the readings. */
  readonly others: ReadonlyMap<string, Buffer>;
  /** Null when there is no list of readings. */
  readonly readings: Slices | null;
  /** Whether a name came more than once; the last is taken, as by JSON.parse. */
  readonly repeats: boolean;
}

/** Null for what is no object of at most `maxMembers`; of more than `maxReadings` readings one more is given. */
export function cutPacket(bytes: Buffer, maxMembers?: number, maxReadings?: number): CutPacket | null {
  const members = membersOf(bytes, maxMembers);
  if (!members) return null;
  const others = new Map(members);
  const repeats = others.size < members.length;
  const list = others.get("readings");
  others.delete("readings");
  return { others, readings: list ? elementsOf(list, maxReadings) : null, repeats };
}
