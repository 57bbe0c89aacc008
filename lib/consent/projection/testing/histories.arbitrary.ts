import fc from "fast-check";
import { CONSENT_DECISIONS, PURPOSES } from "@/lib/domain/consent";

/** What happens to a bike, one after the other; times in minutes of the recorder's clock, which goes on by `after`. */
export type HistoryStep = { readonly after: number } & (
  | {
      readonly kind: "consent";
      readonly rider: number;
      readonly purpose: number;
      readonly decision: number;
      readonly shift: number;
    }
  | { readonly kind: "owner"; readonly rider: number | null; readonly since: number }
  | { readonly kind: "upload"; readonly rider: number; readonly ago: number; readonly minutes: number }
  | {
      readonly kind: "ride";
      readonly ago: number;
      readonly minutes: number;
      readonly cells: readonly number[];
    }
  | { readonly kind: "ride-gone" | "ride-changed"; readonly which: number }
);

const after = fc.integer({ min: 0, max: 120 });
/** Most things tell of a while ago, some of long ago. */
const ago = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 1_500 }));
const rider = fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 2 }));
const minutes = fc.integer({ min: 1, max: 50 });

const step: fc.Arbitrary<HistoryStep> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("consent" as const),
      after,
      rider,
      purpose: fc.oneof(
        { weight: 3, arbitrary: fc.constant(0) },
        fc.integer({ min: 0, max: PURPOSES.length - 1 }),
      ),
      decision: fc.oneof(
        { weight: 2, arbitrary: fc.constant(0) },
        fc.integer({ min: 0, max: CONSENT_DECISIONS.length - 1 }),
      ),
      /** A grant may take effect later, a withdrawal earlier. */
      shift: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 0, max: 40 })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("owner" as const),
      after,
      rider: fc.option(rider, { freq: 4 }),
      since: ago,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("upload" as const), after, rider, ago, minutes }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("ride" as const),
      after,
      ago,
      minutes,
      cells: fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 5 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom("ride-gone" as const, "ride-changed" as const),
      after,
      which: fc.nat(20),
    }),
  },
);

/** Grants, withdrawals, changes of owner, signed uploads, rides and late uploads, in any order. */
export const someHistory: fc.Arbitrary<HistoryStep[]> = fc.array(step, {
  minLength: 3,
  maxLength: 40,
  size: "max",
});
