import { type CellHistory, NO_HISTORY } from "@/lib/analytics/cell-history";
import { judgePublication } from "@/lib/analytics/judge-publication";
import { type Digest, tellsOfCell } from "@/lib/analytics/tells-of-cell";
import type { Names } from "@/lib/domain/names";
import { RANGE_MODEL } from "@/lib/domain/range-model";
import type { Elasticsearch } from "@/lib/es/client";
import { refreshIndex } from "@/lib/es/refresh-index";
import { type Contributions, contributionsOf } from "@/lib/estimates/contributions";
import { RANGE_MODEL_FORMULA } from "@/lib/estimates/learn-range-model";
import { type Publication, publishRangeModel } from "@/lib/range-model/publish-range-model";
import { type RideToLearn, readRidesToLearn } from "./read-rides-to-learn";

/** Seasons and batteries of longer ago are others. */
const LEARNS_FROM_MS = 400 * 86_400_000;

/** Of a consent grant, what is needed here. */
interface Granted {
  readonly purpose: string;
  readonly position: number;
  readonly excluded: ReadonlySet<string>;
}

export interface RangeModelSurroundings {
  /** As a user that reads consented rides and writes figures. */
  readonly es: Elasticsearch;
  readonly names: Names;
  /** A grant for the range model as the ledger is now; asked for twice. */
  readonly grant: () => Promise<Granted>;
  readonly digest: Digest;
  /** What all publications of the model and of its terms stand on, kept where only this lane reads. */
  readonly history: {
    read(): Promise<ReadonlyMap<string, CellHistory>>;
    keep(histories: ReadonlyMap<string, CellHistory>): Promise<void>;
  };
  readonly now: () => number;
}

/**
 * Learns the range model from all rides of the last 400 days that count for it, and publishes it where no difference of what was
 * ever published tells of fewer than ten riders. Meant to run once a day, by one worker at a time.
 * @throws BulkFault by the class of what was answered; Error for a grant of another purpose.
 */
export async function learnRangeModelNow(around: RangeModelSurroundings): Promise<Publication> {
  const { es, names, now, digest } = around;
  const before = await grantOf(around);
  const atMs = now();
  await refreshIndex(es, names.consentedRides);
  const found = await readRidesToLearn(es, names.consentedRides, atMs - LEARNS_FROM_MS);
  // Who withdrew while rides were read is left out all the same.
  const after = await grantOf(around);
  const isOut = (rider: string): boolean => before.excluded.has(rider) || after.excluded.has(rider);
  const rides = found.filter(({ rider }) => !isOut(rider));
  const judged = judgedTerms(digest, await around.history.read(), rides);
  const verdicts = judged.map(({ judgement }) => judgement.verdict);
  const isSame = verdicts.every((verdict) => verdict === "same");
  const mayFollow = verdicts.every((verdict) => verdict === "same" || verdict === "whole");
  // Kept before anybody can see what stands on it: an interrupted publication is one more that counts, not one less.
  if (mayFollow && !isSame)
    await around.history.keep(new Map(judged.map(({ name, judgement }) => [name, judgement.history])));
  return publishRangeModel(es, names, { rides, position: after.position, atMs, mayFollow });
}

/**
 * What of the model and each of its terms differs from all that was published. Rides of 400 days make one number, so that what a rider
 * adds once is taken for another unknown than what the same rider adds later: each is a name of its own.
 */
function judgedTerms(
  digest: Digest,
  histories: ReadonlyMap<string, CellHistory>,
  rides: readonly RideToLearn[],
) {
  const regranted = new Set(rides.flatMap((ride) => (ride.regranted ? [ride.rider] : [])));
  return Array.from(contributionsOf(rides), ([name, contributions]) => {
    const tells = tellsOfCell(digest, `${RANGE_MODEL} ${name}`, tellings(contributions, regranted));
    const history = histories.get(name) ?? NO_HISTORY;
    return { name, judgement: judgePublication(history, RANGE_MODEL_FORMULA, tells) };
  });
}

function* tellings(contributions: Contributions, regranted: ReadonlySet<string>) {
  for (const [rider, adds] of contributions) {
    const told = `${rider} ${adds}`;
    yield { rider: told, rides: [told], counts: !regranted.has(rider) };
  }
}

async function grantOf({ grant }: RangeModelSurroundings): Promise<Granted> {
  const granted = await grant();
  if (granted.purpose !== RANGE_MODEL)
    throw new Error(`expected a grant for ${RANGE_MODEL}, got one for ${granted.purpose}`);
  return granted;
}
