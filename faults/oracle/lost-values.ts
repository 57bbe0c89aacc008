import { type Sent, STRAY, valuesOf } from "../lab/sent";
import type { QuarantineEntry } from "./quarantine-entries";
import type { Stored } from "./stored";

type Entry = Pick<QuarantineEntry, "identity" | "reason" | "reading">;
type Copy = Pick<Stored, "identity" | "reading">;

/**
 * Values that lost against a greater one of their field, each of which must be kept: by an entry of its own, by what waits
 * for a sealed copy, or by that copy.
 */
export function compareLostValues(
  sent: Sent,
  entries: readonly Entry[],
  stored: readonly Copy[],
): {
  /** Values that are nowhere, as `identity value`, by the identity. */
  readonly gone: ReadonlyMap<string, string>;
  /** What is kept as if it had lost, in words. */
  readonly faults: readonly string[];
} {
  const collided = textsOf(entries.filter(({ reason }) => reason === "collision"));
  const beside = textsOf([...entries.filter(({ reason }) => reason === "sealed-collision"), ...stored]);
  const gone = new Map(
    [...sent.lost]
      .filter(([text]) => !collided.has(text) && !beside.has(text))
      .map(([text, { identity }]) => [identity, text]),
  );
  const wrong = [...collided].filter((text) => !sent.lost.has(text) && !text.startsWith(STRAY));
  return { gone, faults: wrong.map((text) => `${text} is kept as a value that lost, and did not lose`) };
}

function textsOf(of: readonly Pick<Entry, "identity" | "reading">[]): Set<string> {
  return new Set(
    of.flatMap(({ identity, reading }) =>
      reading ? valuesOf(reading).map((value) => `${identity} ${value}`) : [],
    ),
  );
}
