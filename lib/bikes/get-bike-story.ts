import { asAuthor, type MasterData, tenantOf } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import { getBikeRecord } from "./get-bike-record";
import { joinAudit } from "./story/join-audit";
import type { StoryEntry } from "./story/models";
import { newestFirst } from "./story/newest-first";
import { readAudit, readOpenings } from "./story/read-audit";
import { readPast } from "./story/read-past";
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
      const entries = [...tellRecord(record), ...(await readPast(transaction, bikeId))];
      if (tenantOf(author) !== null) return newestFirst(entries);
      const audited = await readAudit(transaction, bikeId);
      const openings = maySeeOpenings(author) ? await readOpenings(transaction, bikeId) : [];
      return newestFirst([...joinAudit(entries, audited), ...openings]);
    },
    stores,
  );
}
