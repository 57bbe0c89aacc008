import { FIELDS } from "@/lib/domain/fields";

/** Packet names of the contract in a table that a scanner can look up by the hash of a name's bytes. */
export interface FieldTable {
  /** Slot by `hash & 0xff`, or -1. */
  readonly slots: Int8Array;
  readonly names: readonly Uint8Array[];
  readonly multiplier: number;
}

/** The hash of names: `h = h * multiplier + byte`, in 32 bits; the multiplier is one without collisions. */
export function buildFieldTable(): FieldTable {
  const names = FIELDS.map((field) => new Uint8Array(Buffer.from(field.name, "latin1")));
  for (let multiplier = 31; ; multiplier += 2) {
    const slots = new Int8Array(256).fill(-1);
    const free = names.every((name, slot) => {
      const at = hashOf(name, multiplier) & 0xff;
      if (slots[at] !== -1) return false;
      slots[at] = slot;
      return true;
    });
    if (free) return { slots, names, multiplier };
  }
}

function hashOf(name: Uint8Array, multiplier: number): number {
  let hash = 0;
  for (const byte of name) hash = (Math.imul(hash, multiplier) + byte) | 0;
  return hash ^ (hash >>> 15);
}
