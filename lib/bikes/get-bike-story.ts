import { asAuthor, type MasterData, tenantOf } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { getBikeRecord } from "./get-bike-record";
import { atFirst } from "./story/at-first";
import { joinAudit } from "./story/join-audit";
import type { StoryEntry } from "./story/models";
import { newestFirst } from "./story/newest-first";
import { readAudit, readOpenings } from "./story/read-audit";
import { readBeginning } from "./story/read-beginning";
import { readChanges } from "./story/read-changes";
import { readDecided } from "./story/read-decided";
import { readFormerHolders } from "./story/read-former-holders";
import { readPast } from "./story/read-past";
import { tellChanges } from "./story/tell-changes";
import { tellDecided } from "./story/tell-decided";
import { tellRecord } from "./story/tell-record";
import { maySeeOpenings } from "./who";

/**
 * What happened to a registered bike, newest first, as far as its author may know. Null for a bike that is not
 * registered, or not theirs to see. Who looked at where it was is told to support, privacy officers and administrators.
 * @throws AppError `forbidden`, `unavailable`.
 */
export async function getBikeStory(
  author: Author,
  bikeId: string,
  stores?: MasterData,
): Promise<readonly StoryEntry[] | null> {
  const record = await getBikeRecord(author, bikeId, stores);
  if (!record) return null;
  return asAuthor(
    author,
    async (transaction) => {
      const audited = tenantOf(author) === null ? await readAudit(transaction, bikeId) : [];
      const changes = await readChanges(transaction, bikeId);
      const beginning = await readBeginning(transaction, bikeId, isOfFleet(author));
      const entries = [
        ...tellRecord(record, atFirst(record, changes, beginning)),
        ...(await readPast(transaction, bikeId)),
      ];
      return newestFirst([
        ...tellChanges(changes, record.corrections, audited),
        ...(await readFormerHolders(transaction, record, changes)),
        ...tellDecided(await readDecided(transaction, bikeId), audited),
        ...joinAudit(entries, audited),
        ...(maySeeOpenings(author) ? await readOpenings(transaction, bikeId) : []),
      ]);
    },
    stores,
  );
}

const isOfFleet = (author: Author): boolean => author.kind === "user" && author.organisation.kind === "fleet";
