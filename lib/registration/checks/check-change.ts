import type { ColumnKey } from "../columns/column";
import { outcomeOf } from "./check-rows";
import type { Finding } from "./finding";
import type { Known } from "./known";
import { readSubject } from "./subject";
import { modelFinder, worldOf } from "./world";

/** What is not known of the world is no hindrance: others' bikes and files are looked at where a change is made. */
type KnownOfChange = Pick<Known, "models" | "produced" | "producedKinds" | "today">;

/**
 * What registering would hold against some values of a bike, by the same checks.
 * @param values those that change, and what they are to fit: the model, say.
 * @param changed columns whose errors count.
 */
export function checkChange(
  values: Partial<Record<ColumnKey, string>>,
  changed: readonly ColumnKey[],
  known: KnownOfChange,
): readonly Finding[] {
  const nobody = new Map<string, never>();
  const world: Known = {
    ...known,
    plantBelongs: true,
    boundTo: null,
    bikesById: nobody,
    bikesByFrame: nobody,
    bikesByFnuci: nobody,
    bikesByPassport: nobody,
    bikesByImei: nobody,
    bikesByIccid: nobody,
    componentsInBikes: nobody,
    voicesTaken: nobody,
  };
  const cells = Object.entries(values).map(([key, text]) => [key, { kind: "text", text }]);
  const subject = readSubject({ number: 1, values: Object.fromEntries(cells) }, modelFinder(world));
  const outcome = outcomeOf(subject, worldOf(world, [subject]));
  if (outcome.kind !== "failed") return [];
  return outcome.findings.filter(
    ({ column, severity }) => severity === "error" && column !== null && changed.includes(column),
  );
}
