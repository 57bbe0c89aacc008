import { z } from "zod";
import { RideDocument, rideIdOf } from "@/lib/domain/ride-document";
import { BulkFault, sendBulk } from "@/lib/es/bulk";
import type { Elasticsearch } from "@/lib/es/client";
import { readByIds } from "@/lib/es/read-by-id";
import { asBulkFault } from "@/lib/es/request-fault";
import { searchMany } from "@/lib/es/search-many";
import type { RideChanges } from "@/lib/rides/differing-rides";
import type { IntervalsOf } from "@/lib/rides/find-rides-around";
import type { Interval } from "@/lib/rides/region";
import { partsOf } from "../parts-of";

const MAX_BYTES = 2_500_000;
/** A bike has fewer rides in the weeks that are looked at together. */
const MOST_RIDES = 10_000;

const Head = z.object({
  kind: z.literal("head"),
  bike_id: z.string(),
  claims: z.number(),
  registered: z.string().optional(),
});

const WEEK_MS = 7 * 86_400_000;
const Weeks = z.object({
  aggregations: z.object({ weeks: z.object({ buckets: z.array(z.object({ key: z.number() })) }) }),
});

/** The right to replace rides of a bike: until another claims it, and whoever lost it finds that out at the end. */
export interface Claim {
  readonly bikeId: string;
  readonly seqNo: number;
  readonly primaryTerm: number;
  readonly claims: number;
  /** By what master data all of the bike's rides were computed last; null where they never were. */
  readonly registered: string | null;
}

/** The index of rides: one document per ride, and one per bike that fences whoever replaces them. */
export class RideStore {
  constructor(
    private readonly es: Elasticsearch,
    private readonly index: string,
  ) {}

  /** Those of these bikes that somebody ever claimed. @throws BulkFault by the class of what was answered. */
  async worked(bikeIds: readonly string[]): Promise<Set<string>> {
    if (bikeIds.length === 0) return new Set();
    const heads = await readByIds(this.es, this.index, bikeIds);
    return new Set(bikeIds.filter((_, at) => heads[at] !== null));
  }

  /** Takes bikes over from whoever works on them. @throws BulkFault by the class of what was answered. */
  async claim(bikeIds: readonly string[]): Promise<Claim[]> {
    const claims: Claim[] = [];
    for (let open = bikeIds; open.length > 0; ) {
      const heads = await readByIds(this.es, this.index, open);
      const raised = open.map((bikeId, at) => {
        const found = heads[at] ?? null;
        const { claims: before = 0, registered } = found ? Head.parse(found.source) : {};
        return { bikeId, found, head: headOf(bikeId, before + 1, registered ?? null) };
      });
      const items = await this.send(
        raised.map(({ bikeId, found, head }) =>
          lines(
            found
              ? { index: { _id: bikeId, if_seq_no: found.seqNo, if_primary_term: found.primaryTerm } }
              : { create: { _id: bikeId } },
            head,
          ),
        ),
      );
      const lost: string[] = [];
      for (const [at, { bikeId, head }] of raised.entries()) {
        const item = items[at];
        if (item?.kind === "conflict") lost.push(bikeId);
        else
          claims.push({
            bikeId,
            seqNo: item?.seqNo ?? 0,
            primaryTerm: item?.primaryTerm ?? 0,
            claims: head.claims,
            registered: head.registered ?? null,
          });
      }
      open = lost;
    }
    return claims;
  }

  /**
   * Which of the claims nobody took meanwhile; of those, by what master data all rides are computed now is kept.
   * @param registered by bike, where all of them were; null where some were by other than before.
   */
  async confirm(
    claims: readonly Claim[],
    registered: ReadonlyMap<string, string | null>,
  ): Promise<Set<string>> {
    const held = new Set<string>();
    const told = claims.filter(({ bikeId }) => registered.has(bikeId));
    const items = await this.send(
      told.map(({ bikeId, seqNo, primaryTerm, claims: count }) =>
        lines(
          { index: { _id: bikeId, if_seq_no: seqNo, if_primary_term: primaryTerm } },
          headOf(bikeId, count, registered.get(bikeId) ?? null),
        ),
      ),
    );
    for (const [at, { bikeId }] of told.entries()) if (items[at]?.kind === "done") held.add(bikeId);
    const others = claims.filter(({ bikeId }) => !registered.has(bikeId));
    if (others.length === 0) return held;
    const heads = await readByIds(
      this.es,
      this.index,
      others.map(({ bikeId }) => bikeId),
    );
    for (const [at, { bikeId, seqNo, primaryTerm }] of others.entries())
      if (heads[at]?.seqNo === seqNo && heads[at]?.primaryTerm === primaryTerm) held.add(bikeId);
    return held;
  }

  /** Rides that begin in these regions of their bikes, as of the last refresh. */
  async kept(regionsOf: IntervalsOf): Promise<Map<string, RideDocument[]>> {
    const asked = [...regionsOf];
    const found = await searchMany(
      this.es,
      "rides-kept",
      this.index,
      asked.map(([bikeId, regions]) => keptBody(bikeId, regions)),
    );
    return new Map(
      asked.map(([bikeId], at) => {
        const rides = (found[at] ?? []).map((source) => RideDocument.parse(source));
        if (rides.length === MOST_RIDES)
          throw new Error(`expected fewer than ${MOST_RIDES} rides of ${bikeId} in what is computed at once`);
        return [bikeId, rides];
      }),
    );
  }

  /** Weeks of an interval in which rides begin, as of the last refresh. */
  async weeks(bikeId: string, interval: Interval): Promise<Interval[]> {
    const path = `/${this.index}/_search`;
    const body = {
      size: 0,
      track_total_hits: false,
      query: {
        bool: { filter: [{ term: { bike_id: bikeId } }, { term: { kind: "ride" } }, startsIn(interval)] },
      },
      aggs: { weeks: { date_histogram: { field: "start", fixed_interval: "7d", min_doc_count: 1 } } },
    };
    const querystring = { allow_partial_search_results: false, filter_path: "aggregations" };
    const answer = await this.es.transport
      .request<unknown>({ method: "POST", path, querystring, body })
      .catch((fault: unknown) => {
        throw asBulkFault(path, fault);
      });
    return Weeks.parse(answer).aggregations.weeks.buckets.map(({ key }) => ({
      fromMs: key,
      toMs: key + WEEK_MS,
    }));
  }

  /** Writes rides, and takes those away whose successors are durable. */
  async replace({ written, superseded }: RideChanges): Promise<void> {
    await this.write(written.map((ride) => lines({ index: { _id: rideIdOf(ride) } }, ride)));
    await this.write(superseded.map((ride) => lines({ delete: { _id: rideIdOf(ride) } })));
  }

  private async write(actions: readonly string[]): Promise<void> {
    for (const part of partsOf(actions, Buffer.byteLength, MAX_BYTES)) await this.send(part);
  }

  /** @throws BulkFault where one item was neither done nor met another version. */
  private async send(actions: readonly string[]) {
    if (actions.length === 0) return [];
    const answer = await sendBulk(this.es, this.index, Buffer.from(actions.join("")), { versions: true });
    if (answer.allDone) throw new Error("a bulk with versions answered without items");
    for (const { kind, status, type, reason } of answer.items) {
      // What is deleted may be gone already.
      if (kind === "done" || kind === "conflict" || (status === 404 && type === undefined)) continue;
      const isToWait = kind === "retriable" || kind === "broken";
      throw new BulkFault(isToWait ? kind : "unknown", status, `${this.index}: ${status} ${type}: ${reason}`);
    }
    return answer.items;
  }
}

const keptBody = (bikeId: string, regions: readonly Interval[]) => ({
  size: MOST_RIDES,
  sort: [{ start: "asc" }],
  query: {
    bool: {
      filter: [
        { term: { bike_id: bikeId } },
        { term: { kind: "ride" } },
        { bool: { should: regions.map(startsIn), minimum_should_match: 1 } },
      ],
    },
  },
});

const headOf = (bikeId: string, claims: number, registered: string | null): z.infer<typeof Head> => ({
  kind: "head",
  bike_id: bikeId,
  claims,
  ...(registered === null ? {} : { registered }),
});

const startsIn = ({ fromMs, toMs }: Interval) => ({
  range: { start: { gte: fromMs, lt: toMs, format: "epoch_millis" } },
});

const lines = (action: object, document?: object): string =>
  document === undefined
    ? `${JSON.stringify(action)}\n`
    : `${JSON.stringify(action)}\n${JSON.stringify(document)}\n`;
