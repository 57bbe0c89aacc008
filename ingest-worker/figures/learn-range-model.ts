import type { CellHistory } from "@/lib/analytics/cell-history";
import { judgePublication } from "@/lib/analytics/judge-publication";
import { type Digest, tellsOfCell } from "@/lib/analytics/tells-of-cell";
import { ConsentedRide } from "@/lib/domain/consented-ride";
import type { Names } from "@/lib/domain/names";
import { RANGE_MODEL } from "@/lib/domain/range-model";
import type { Elasticsearch } from "@/lib/es/client";
import { pageThrough } from "@/lib/es/page-through";
import { refreshIndex } from "@/lib/es/refresh-index";
import { contributionsOf } from "@/lib/estimates/contributions";
import { RANGE_MODEL_FORMULA } from "@/lib/estimates/learn-range-model";
import { type Publication, publishRangeModel } from "@/lib/range-model/publish-range-model";

const RIDES_PER_PAGE = 5_000;
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
  /** What all publications stand on, kept where only this lane reads. */
  readonly history: {
    read(): Promise<CellHistory>;
    keep(history: CellHistory): Promise<void>;
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
  const found = await readRides(es, names, atMs - LEARNS_FROM_MS);
  // Who withdrew while rides were read is left out all the same.
  const after = await grantOf(around);
  const isOut = (rider: string): boolean => before.excluded.has(rider) || after.excluded.has(rider);
  const rides = found.filter(({ rider }) => !isOut(rider));
  const regranted = new Set(rides.flatMap((ride) => (ride.regranted ? [ride.rider] : [])));
  const tells = tellsOfCell(
    digest,
    RANGE_MODEL,
    [...contributionsOf(rides)].map(([rider, adds]) => ({
      rider,
      adds: `${RANGE_MODEL_FORMULA} ${adds}`,
      counts: !regranted.has(rider),
    })),
  );
  const { verdict, history } = judgePublication(await around.history.read(), RANGE_MODEL_FORMULA, tells);
  const isPublished = verdict === "whole" || verdict === "without-left";
  // Kept before anybody can see what stands on it: an interrupted publication is one more that counts, not one less.
  if (isPublished) await around.history.keep(history);
  const told = isPublished
    ? rides.filter(({ rider }) => history.standing.has(digest(`${RANGE_MODEL}\n${rider}`)))
    : rides;
  const learning = {
    rides: told,
    position: after.position,
    atMs,
    mayFollow: isPublished || verdict === "same",
  };
  return publishRangeModel(es, names, learning);
}

async function grantOf({ grant }: RangeModelSurroundings): Promise<Granted> {
  const granted = await grant();
  if (granted.purpose !== RANGE_MODEL)
    throw new Error(`expected a grant for ${RANGE_MODEL}, got one for ${granted.purpose}`);
  return granted;
}

async function readRides(es: Elasticsearch, names: Names, fromMs: number): Promise<ConsentedRide[]> {
  const query = {
    bool: {
      filter: [
        { term: { purpose: RANGE_MODEL } },
        { range: { start: { gte: fromMs, format: "epoch_millis" } } },
      ],
    },
  };
  const rides: ConsentedRide[] = [];
  const question = { query, sort: [{ start: "asc" }], perPage: RIDES_PER_PAGE };
  for await (const page of pageThrough(es, names.consentedRides, question))
    for (const { source } of page) rides.push(ConsentedRide.parse(source));
  return rides;
}
