import type { Remark } from "./finding";
import type { Subject } from "./subject";
import type { World } from "./world";

/** One thing that is checked. Of several remarks about one cell, the first in the order of the registry counts. */
export interface Check {
  readonly id: string;
  /** What it is for, in words for the user. */
  readonly about: string;
  /** What it finds makes all other findings of the row meaningless. */
  readonly endsRow?: (remarks: readonly Remark[], subject: Subject) => boolean;
  run(subject: Subject, world: World): readonly Remark[];
}
