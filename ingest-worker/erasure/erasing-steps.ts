import type { ErasureSession, OpenErasure, StepRow, Stone } from "@/lib/db/erasure-session";
import type { ErasureStep, StreamCounts } from "@/lib/domain/erasure-steps";
import type { Names } from "@/lib/domain/names";
import { isSignedKey } from "@/lib/domain/tombstone";
import { clearedBy } from "@/lib/erasure/cleared";
import { byReportedId, entriesUnder, ridesWhereCleared } from "@/lib/erasure/erased-queries";
import type { Elasticsearch } from "@/lib/es/client";
import { refreshIndex } from "@/lib/es/refresh-index";
import { countFound, removeFound } from "@/lib/es/remove-found";
import type { Kafka } from "@/lib/kafka/client";
import type { Publisher } from "@/lib/kafka/publisher";
import type { Logger } from "@/lib/log";
import { markMessage } from "../rides/ride-marks";
import type { DerivedStates } from "./derive-states";
import { lettersUnder } from "./erased-letters";
import { stonesNow } from "./stones-now";
import { recordsOf, supersededBy } from "./tombstone-records";
import { TOMBSTONE_LEASE_MS } from "./tombstones";
import type { WindowReadings } from "./window-readings";

/** What the steps of an erasure are done with. */
export interface Erasing {
  readonly session: ErasureSession;
  /** User `maintenance`. */
  readonly es: Elasticsearch;
  readonly kafka: Kafka;
  readonly publisher: Publisher;
  readonly names: Names;
  readonly log: Logger;
  readonly readings: Pick<WindowReadings, "count" | "remove">;
  readonly states: Pick<DerivedStates, "derive">;
  /** After the tombstones were published: a request that was on its way then is over, ms. */
  readonly recheckAfterMs: number;
  /** Ms of a clock that never goes back. */
  readonly elapsedMs: () => number;
  /** When rides were last marked for an erasure, by that clock. */
  readonly marked: Map<string, number>;
}

/** One erasure at one of its steps. */
export interface AtStep extends OpenErasure {
  /** Less what is by now known to be others'. */
  readonly stones: readonly Stone[];
  readonly steps: ReadonlyMap<string, StepRow>;
}

/** What came of a step: it is done, with counts, or has to be tried again. */
type Came =
  | { readonly kind: "done"; readonly counts: Readonly<Record<string, number>> }
  | { readonly kind: "waits"; readonly forMs: number };

const done = (counts: Readonly<Record<string, number>> = {}): Came => ({ kind: "done", counts });
const waits = (forMs: number): Came => ({ kind: "waits", forMs });

const LOOK_AGAIN_MS = 1_000;
/** Marks of rides may wait behind many others. */
const MARK_AGAIN_MS = 60_000;
/** For clocks that run unequally. */
const MARGIN_MS = 2_000;

type Step = (work: Erasing, erasure: AtStep) => Promise<Came>;

/** Every step, but for the last one, which is made of the others. */
export const STEPS: Readonly<Record<Exclude<ErasureStep, "recheck">, Step>> = {
  survey: async (work, erasure) => done(await survey(work, erasure)),
  publish: async ({ session, kafka, log, publisher, names }, { stones }) => {
    const topic = names.topics.erasures;
    const all = byReportedId(await session.stonesUnder([...new Set(stones.map((one) => one.reportedAs))]));
    const records = [...all].flatMap(([key, tombstones]) => recordsOf(key, tombstones));
    await publisher.publish(topic, records);
    await publisher.publish(topic, await supersededBy({ kafka, topic, log }, records));
    return done({ ids: all.size });
  },
  follow: async (_work, { steps }) => {
    const left = TOMBSTONE_LEASE_MS + MARGIN_MS - (steps.get("publish")?.agoMs ?? 0);
    return left > 0 ? waits(left) : done();
  },
  letters: async (work, { stones }) => {
    const keys = await lettersUnder(work, stones);
    await work.publisher.publish(
      work.names.topics.deadLetter,
      keys.map((key) => ({ key, value: null })),
    );
    return done({ "dead-letters": keys.length });
  },
  quarantine: async ({ es, names }, { stones }) => {
    let quarantine = 0;
    for (const query of entriesUnder(stones))
      quarantine += await removeFound(es, names.quarantine, query, "received_at");
    return done({ quarantine });
  },
  readings: async (work, erasure) => {
    const { removed, waitMs } = await work.readings.remove(erasure.stones, () => stonesNow(work, erasure));
    // Of rides that were made of them.
    if (removed > 0) work.marked.delete(erasure.id);
    return waitMs > 0 ? waits(Math.min(waitMs, 30_000)) : done({ readings: removed });
  },
  state: async ({ states }, { stones }) => {
    const bikeIds = new Set(ofBikes(stones).flatMap(({ bikeId, reportedAs }) => [bikeId, reportedAs]));
    return done({ states: await states.derive([...bikeIds]) });
  },
  rides: async (work, erasure) => {
    const { id, stones } = erasure;
    if (ofBikes(stones).length === 0) return done();
    const markedMs = work.marked.get(id);
    // Once at least: of a ride that others have a part in it does not show whether it was made anew.
    if (markedMs !== undefined) {
      if ((await countRides(work, stones)) === 0) return done();
      if (work.elapsedMs() - markedMs < MARK_AGAIN_MS) return waits(LOOK_AGAIN_MS);
      // What was on its way while readings were removed makes its rides again and again.
      const came = await STEPS.readings(work, erasure);
      if (came.kind === "waits") return came;
      if ((came.counts.readings ?? 0) > 0) await STEPS.state(work, erasure);
    }
    work.marked.set(id, work.elapsedMs());
    const marks = ofBikes(stones).map(({ bikeId, fromMs, toMs }) =>
      markMessage(bikeId, { from: fromMs, to: toMs, wait_ms: 0 }),
    );
    await work.publisher.publish(work.names.topics.ridesDirty, marks);
    return waits(LOOK_AGAIN_MS);
  },
  attributions: async ({ session }, { id }) => done({ attributions: await session.removeAttributions(id) }),
  projection: async (work, { id, riderId }) =>
    (await work.session.purgesLeft(riderId)) + (await countConsented(work, riderId)) > 0
      ? waits(LOOK_AGAIN_MS)
      : done({ "consented-rides": await work.session.purged(id) }),
};

/** How much is there under the tombstones. */
export async function survey(work: Erasing, { id, riderId, stones }: AtStep): Promise<StreamCounts> {
  const { es, names, readings, session } = work;
  await refreshIndex(es, names.quarantine);
  let quarantine = 0;
  for (const query of entriesUnder(stones)) quarantine += await countFound(es, names.quarantine, query);
  return {
    readings: await readings.count(stones),
    quarantine,
    "dead-letters": stones.length === 0 ? 0 : (await lettersUnder(work, stones)).length,
    rides: await countRides(work, stones),
    "consented-rides": await countConsented(work, riderId),
    attributions: await session.attributions(id),
  };
}

async function countRides({ es, names }: Erasing, stones: readonly Stone[]): Promise<number> {
  const cleared = clearedBy(stones);
  if (cleared.length === 0) return 0;
  await refreshIndex(es, names.rides);
  let count = 0;
  for (const query of ridesWhereCleared(cleared)) count += await countFound(es, names.rides, query);
  return count;
}

const ofBikes = (stones: readonly Stone[]): Stone[] =>
  stones.filter(({ reportedAs }) => !isSignedKey(reportedAs));

/** Documents under pseudonyms of grants that were purged; of others none can be told to be the rider's. */
async function countConsented({ es, names, session }: Erasing, riderId: string): Promise<number> {
  const pseudonyms = await session.pseudonymsOf(riderId);
  if (pseudonyms.length === 0) return 0;
  await refreshIndex(es, names.consentedRides);
  return countFound(es, names.consentedRides, { terms: { rider: pseudonyms } });
}
