import type { BikeRecord } from "../record/models";
import type { BikeChange, ToldValue } from "./read-changes";

/** What registration and old data, beside corrections, have said of a bike. */
export interface SaidValue {
  readonly field: string;
  readonly value: ToldValue;
  readonly isRegistered: boolean;
}

/** What is known of a bike's beginning, beside what changed. */
export interface Beginning {
  /** Whether all changes since it was registered are kept. */
  readonly isWhole: boolean;
  /** Of its model and firmware; null where the reader may not know. */
  readonly said: readonly SaidValue[] | null;
  /** Names of models that corrections name, by their codes. */
  readonly models: ReadonlyMap<string, string>;
}

/** What a bike was when it was registered; null for what it did not have then, and for what is not known. */
export interface AtFirst {
  readonly model: string | null;
  readonly oem: string;
  readonly firmware: string | null;
}

/** What a bike was when it was registered, told from what it is now and what changed since. */
export function atFirst(record: BikeRecord, changes: readonly BikeChange[], beginning: Beginning): AtFirst {
  const { model, oem, firmware } = record;
  const first = (field: string, now: ToldValue | null) => {
    const value = firstOf(field, earliest(field, record, changes), now, beginning);
    return value && ((field === "model" && beginning.models.get(value.key)) || value.name);
  };
  return {
    model: first("model", { key: model.code, name: model.name }),
    oem: earliest("oem", record, changes)?.was?.name ?? oem,
    firmware: first("firmware", firmware === null ? null : { key: firmware, name: firmware }),
  };
}

/** Where changes may be missing, it is told by what registering it said, or if nothing that was said speaks against it. */
function firstOf(
  field: string,
  change: Pick<BikeChange, "was"> | undefined,
  now: ToldValue | null,
  { isWhole, said }: Beginning,
): ToldValue | null {
  const value = change ? change.was : now;
  if (isWhole) return value;
  if (said === null) return null;
  const ofField = said.filter((one) => one.field === field);
  const [registered, ...more] = ofField.filter(({ isRegistered }) => isRegistered);
  if (registered && more.length === 0) return registered.value;
  return ofField.some((one) => one.value.key !== value?.key) ? null : value;
}

/** The first change that is known, be it kept as one or as a correction; corrections have models by their codes. */
function earliest(
  field: string,
  { corrections }: Pick<BikeRecord, "corrections">,
  changes: readonly BikeChange[],
): Pick<BikeChange, "atMs" | "was"> | undefined {
  const kept = changes.filter((one) => one.field === field).toReversed();
  const corrected = corrections
    .filter((one) => one.field === field && one.state === "approved")
    .map(({ decidedAtMs, was }) => ({
      atMs: decidedAtMs ?? 0,
      was: was === null ? null : { key: was, name: was },
    }));
  return [...kept, ...corrected].toSorted((a, b) => a.atMs - b.atMs)[0];
}
