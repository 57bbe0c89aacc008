import { z } from "zod";
import type { Elasticsearch } from "@/lib/es/client";
import { readByIds } from "@/lib/es/read-by-id";
import { lines, sendLines } from "./send-lines";

const Head = z.object({
  kind: z.literal("head"),
  bike_id: z.string(),
  claims: z.number(),
  registered: z.string().optional(),
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

/** One document per bike in the index of rides, which fences whoever replaces its rides. */
export class RideHeads {
  constructor(
    private readonly es: Elasticsearch,
    private readonly index: string,
  ) {}

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
      const items = await sendLines(
        this.es,
        this.index,

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
    const items = await sendLines(
      this.es,
      this.index,

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
}

const headOf = (bikeId: string, claims: number, registered: string | null): z.infer<typeof Head> => ({
  kind: "head",
  bike_id: bikeId,
  claims,
  ...(registered === null ? {} : { registered }),
});
