import { UNIQUE_COLUMNS } from "./file-index";
import type { CandidateRow } from "./model";
import { readSubject, type Subject } from "./subject";
import { componentKey, voiceKey } from "./values/normal-value";

/** What rows name, each once, as the keys of `Known` are written: what its maps should be asked for. */
export interface NamedIdentifiers {
  readonly unique: Readonly<Record<(typeof UNIQUE_COLUMNS)[number], ReadonlySet<string>>>;
  /** Keys of components. */
  readonly components: ReadonlySet<string>;
  /** Bikes with the modules that they are to have, by `voiceKey`. */
  readonly voices: ReadonlyMap<string, { readonly bikeId: string; readonly module: string | null }>;
}

export const identifiersIn = (rows: readonly CandidateRow[]): NamedIdentifiers =>
  identifiersOf(rows.map((row) => readSubject(row, () => null)));

/** The same of rows that were read already. */
export function identifiersOf(subjects: readonly Subject[]): NamedIdentifiers {
  const unique = {
    frame_number: new Set<string>(),
    bike_id: new Set<string>(),
    fnuci: new Set<string>(),
    battery_passport: new Set<string>(),
    imei: new Set<string>(),
    iccid: new Set<string>(),
  };
  const components = new Set<string>();
  const voices = new Map<string, { bikeId: string; module: string | null }>();
  for (const subject of subjects) {
    for (const column of UNIQUE_COLUMNS) {
      const value = subject.normals.get(column);
      if (value !== undefined) unique[column].add(value);
    }
    for (const { kind, serial } of subject.serials) components.add(componentKey(kind, serial));
    const bikeId = subject.texts.get("bike_id");
    const module = subject.texts.get("module_serial") ?? null;
    if (bikeId !== undefined) voices.set(voiceKey(bikeId, module), { bikeId, module });
  }
  return { unique, components, voices };
}
