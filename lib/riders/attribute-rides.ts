import { sql } from "drizzle-orm";
import { z } from "zod";
import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import { breaks } from "@/lib/db/faults";
import type { ApiClient } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors";
import type { SignedRider } from "./signed-rider";
import { tooManySigned } from "./too-many-signed";

/** When a rider was with a bike; ms since epoch. */
export interface Stretch {
  readonly bikeId: string;
  readonly fromMs: number;
  readonly toMs: number;
}

const Answer = z.object({ rider_id: z.string(), added: z.number() });

export interface Attributed {
  readonly riderId: string;
  /** Stretches that are new or longer than before; none for what was recorded already. */
  readonly added: number;
}

/**
 * Records who rode: the rider, who becomes known by it, with these bikes while these stretches. What is at most 5 min apart
 * of one rider and bike is one stretch, whichever upload told it and in whatever order.
 * @param client through which the rider sends; only bikes that it may send for.
 * @throws AppError `forbidden` (client, bike or issuer does not fit any more), `too-large` (more stretches of a bike, or bikes, than
 *   a rider may have), `unavailable`.
 */
export async function attributeRides(
  rider: SignedRider,
  client: ApiClient,
  stretches: readonly Stretch[],
  uploadId: string,
  stores?: MasterData,
): Promise<Attributed> {
  const sent = stretches.map(({ bikeId, fromMs, toMs }) => ({ bike_id: bikeId, from: fromMs, to: toMs }));
  try {
    return await asAuthor(
      { kind: "api-client", client },
      async (transaction) => {
        const [row] = await transaction.execute(sql`
          select attribute_rides(${client.id}::uuid, ${rider.organisationId}::uuid, ${rider.reference}, ${uploadId},
            ${JSON.stringify(sent)}::text::jsonb) as answer`);
        const { rider_id, added } = Answer.parse(row?.answer);
        return { riderId: rider_id, added };
      },
      stores,
    );
  } catch (fault) {
    if (!breaks(fault, "attribution_by_its_client")) throw tooManySigned(fault) ?? fault;
    throw new AppError(
      "forbidden",
      "Expected the key of a client that may send for these bikes, and a rider of its organisation.",
      { cause: fault },
    );
  }
}
