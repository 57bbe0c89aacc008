import { hash, hkdfSync } from "node:crypto";
import type { TellsOfCell, Told } from "./cell-history";

/** Ten characters of base64: of 10,000 riders two are alike once in 20 billion cells, and then one change more waits. */
const LENGTH = 10;

/** A digest that nobody can make without the key. */
export type Digest = (text: string) => string;

/**
 * @param key 32 bytes that are kept outside the database: receipts of withdrawals name pseudonyms, and without it who has both could find
 * which cells they were in.
 */
export function digestBy(key: Uint8Array): Digest {
  const own = Buffer.from(hkdfSync("sha256", key, new Uint8Array(), "digests of figures", 32)).toString(
    "hex",
  );
  return (text) => hash("sha256", own + text, "base64url").slice(0, LENGTH);
}

interface TellingOf {
  readonly rider: string;
  /** Of each ride what is its own. */
  readonly rides: readonly (number | string)[];
  readonly counts: boolean;
}

/** Who has which rides in a cell, as digests that are others in each cell, in the order given. @param cell a name that no other has. */
export function tellsOfCell(digest: Digest, cell: string, riders: Iterable<TellingOf>): TellsOfCell {
  const tells = new Map<string, Told>();
  for (const { rider, rides, counts } of riders)
    tells.set(digest(`${cell}\n\n${rider}`), {
      rides: rides.map((ride) => digest(`${cell}\n${ride}`)).sort(),
      counts,
    });
  return tells;
}
