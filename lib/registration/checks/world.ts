import { type FileIndex, indexFile } from "./file-index";
import type { Known, KnownModel } from "./known";
import type { Pattern } from "./pattern/pattern";
import { readPattern } from "./pattern/read-pattern";
import type { Subject } from "./subject";
import { tidyIdentifier } from "./values/normal-value";

/** What checks look at beside their row. */
export interface World {
  readonly known: Known;
  readonly inFile: FileIndex;
  readonly isModel: (code: string) => boolean;
  /** Null for a source that is none: it is refused when it is saved, and does not stop a plant later. */
  pattern(source: string | null | undefined): Pattern | null;
}

export function worldOf(known: Known, subjects: readonly Subject[]): World {
  const patterns = new Map<string, Pattern | null>();
  const findModel = modelFinder(known);
  return {
    known,
    isModel: (code) => findModel(code) !== null,
    inFile: indexFile(subjects),
    pattern(source) {
      if (source === null || source === undefined) return null;
      const seen = patterns.get(source);
      if (seen !== undefined) return seen;
      const read = readPattern(source);
      const pattern = read.kind === "pattern" ? read.pattern : null;
      patterns.set(source, pattern);
      return pattern;
    },
  };
}

/** Finds models by their codes, however these are written. */
export function modelFinder(known: Pick<Known, "models">): (code: string) => KnownModel | null {
  const byNormal = new Map([...known.models.values()].map((model) => [tidyIdentifier(model.code), model]));
  return (code) => known.models.get(code) ?? byNormal.get(tidyIdentifier(code)) ?? null;
}
