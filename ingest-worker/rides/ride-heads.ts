import { z } from "zod";
import type { Elasticsearch } from "@/lib/es/client";
import { readByIds } from "@/lib/es/read-by-id";
import { partsOf } from "../parts-of";
import { lines, sendLines } from "./send-lines";

const MAX_BYTES = 2_500_000;

const Head = z.object({
  kind: z.literal("head"),
  bike_id: z.string(),
  claims: z.number(),
  registered: z.string().optional(),
  open: z.array(z.number()).optional(),
});
type Head = z.infer<typeof Head>;

/** The right to replace rides of a bike: until another claims it. */
export interface Claim {
  readonly bikeId: string;
  readonly seqNo: number;
  readonly primaryTerm: number;
  /** The greater claim of two is the later one. */
  readonly claims: number;
  /** By what master data all of the bike's rides were computed last; null where they never were. */
  readonly registered: string | null;
  /**
   * Starts of rides, ms since epoch, that this claim or one before it announced to write or to take away, of which it is
   * not kept yet that others were told.
   */
  readonly open: readonly number[];
}

/** One document per bike in the index of rides, which fences whoever replaces its rides. */
export class RideHeads {
  constructor(
    private readonly es: Elasticsearch,
    private readonly index: string,
  ) {}

  /** Takes bikes over from whoever works on them. @throws BulkFault by the class of what was answered. */
  async claim(bikeIds: readonly string[]): Promise<Claim[]> {
    const claims: Claim[] = [];
    for (let wanted = bikeIds; wanted.length > 0; ) {
      const heads = await readByIds(this.es, this.index, wanted);
      const raised = wanted.map((bikeId, at) => {
        const found = heads[at] ?? null;
        const { claims: before = 0, registered = null, open = [] } = found ? Head.parse(found.source) : {};
        const claim: Claim = {
          ...{ bikeId, claims: before + 1, registered, open },
          ...{ seqNo: found?.seqNo ?? -1, primaryTerm: found?.primaryTerm ?? 0 },
        };
        return claim;
      });
      const held = await this.put(raised);
      claims.push(...held.values());
      wanted = wanted.filter((bikeId) => !held.has(bikeId));
    }
    return claims;
  }

  /**
   * Keeps what is about to be written or taken away, before it is: whoever claims the bike next then knows of what.
   * @param starts by bike, ms since epoch.
   * @returns the claims that nobody took meanwhile, by bike; with the others nothing may be written.
   */
  announce(
    claims: readonly Claim[],
    starts: ReadonlyMap<string, readonly number[]>,
  ): Promise<Map<string, Claim>> {
    return this.put(
      claims.map((claim) => ({
        ...claim,
        open: [...new Set([...claim.open, ...(starts.get(claim.bikeId) ?? [])])].sort((a, b) => a - b),
      })),
    );
  }

  /**
   * Keeps that others were told of all that was announced, and by what master data all rides are computed now.
   * @param registered by bike, where all of them were; null where some were by other than before.
   * @returns bikes that nobody took meanwhile. One of which nothing was announced has nothing to keep.
   */
  async close(
    claims: readonly Claim[],
    registered: ReadonlyMap<string, string | null>,
  ): Promise<Set<string>> {
    const isToKeep = ({ bikeId, open }: Claim) => open.length > 0 || registered.has(bikeId);
    const held = await this.put(
      claims.filter(isToKeep).map((claim) => {
        const told = registered.get(claim.bikeId);
        return { ...claim, open: [], registered: told === undefined ? claim.registered : told };
      }),
    );
    return new Set([...held.keys(), ...claims.flatMap((one) => (isToKeep(one) ? [] : [one.bikeId]))]);
  }

  /** Writes heads over those that were read, and leaves those that are others by now. */
  private async put(claims: readonly Claim[]): Promise<Map<string, Claim>> {
    const held = new Map<string, Claim>();
    const actions = claims.map((claim) => ({ claim, text: lines(actionOf(claim), headOf(claim)) }));
    for (const part of partsOf(actions, ({ text }) => Buffer.byteLength(text), MAX_BYTES)) {
      const items = await sendLines(
        this.es,
        this.index,
        part.map(({ text }) => text),
      );
      for (const [at, { claim }] of part.entries()) {
        const item = items[at];
        if (item?.kind !== "done") continue;
        held.set(claim.bikeId, { ...claim, seqNo: item.seqNo ?? 0, primaryTerm: item.primaryTerm ?? 0 });
      }
    }
    return held;
  }
}

const actionOf = ({ bikeId, seqNo, primaryTerm }: Claim) =>
  seqNo < 0
    ? { create: { _id: bikeId } }
    : { index: { _id: bikeId, if_seq_no: seqNo, if_primary_term: primaryTerm } };

const headOf = ({ bikeId, claims, registered, open }: Claim): Head => ({
  kind: "head",
  bike_id: bikeId,
  claims,
  ...(registered === null ? {} : { registered }),
  ...(open.length === 0 ? {} : { open: [...open] }),
});
