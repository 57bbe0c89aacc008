import { type Decided, deciding } from "../decide/decide";
import type { LegacyWorld } from "../decide/world";

/** For tests: the decision at once. */
export function decide(world: LegacyWorld): Decided {
  const steps = deciding(world);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
