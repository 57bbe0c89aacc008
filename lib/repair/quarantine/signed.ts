import type { Database } from "@/lib/db/client";
import { byKey } from "@/lib/domain/by-key";
import { Ridden } from "@/lib/ingest/ridden";
import { attributeReleased } from "@/lib/riders/attribute-released";
import type { ErasedUntil } from "@/lib/riders/signers-of";
import type { Corrected } from "./correct";
import type { Entry } from "./entry";

/** Who signed for an entry, through which client; none where nobody did. */
export const signedIn = ({ signedBy, client }: Pick<Entry, "signedBy" | "client">) =>
  signedBy === null ? [] : [{ riderId: signedBy, clientId: client }];

/** Why the rider who signed keeps a reading from its corrected time, or null where nobody does. */
export function whySignerForbids({ entry, timeMs }: Corrected, erasedUntil: ErasedUntil): string | null {
  const [signed] = signedIn(entry);
  if (!signed) return null;
  const erasedMs = erasedUntil(signed);
  if (erasedMs === undefined) return UNKNOWN;
  if (erasedMs === null || timeMs >= erasedMs) return null;
  return `expected a reading whose rider was not erased, got one of before ${new Date(erasedMs).toISOString()}, until when its rider had all erased`;
}

const UNKNOWN =
  "expected a reading whose rider is known, got one signed by a rider whom nobody knows: it would count for whoever owns the bike";

/** Records that who signed what phones recorded rode at the corrected times; what is recorded already adds nothing. */
export async function attributeCorrected(
  transaction: Database,
  corrected: readonly Corrected[],
  releaseId: string,
): Promise<void> {
  const told = corrected.flatMap(({ entry, timeMs }) =>
    entry.source === "app"
      ? signedIn(entry).map((signed) => ({ ...signed, bikeId: entry.bikeId, timeMs }))
      : [],
  );
  const inOrder = told.toSorted((a, b) => (a.riderId < b.riderId ? -1 : 1));
  for (const own of byKey(inOrder, ({ riderId, clientId }) => `${riderId}/${clientId}`).values()) {
    const [first] = own;
    if (!first) continue;
    const ridden = new Ridden();
    for (const { bikeId, timeMs } of own) ridden.add(bikeId, timeMs);
    await attributeReleased(transaction, { ...first, releaseId }, ridden.stretches());
  }
}
