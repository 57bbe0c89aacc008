import { asAuthor, type MasterData } from "@/lib/audit/as-author";
import type { Author } from "@/lib/audit/author";
import type { RecordCase } from "../record/models";
import { readCases } from "../record/read-parts";
import { maySupport, requireRight } from "../who";

/** Cases of a bike, newest first, whether it is registered or not. @throws AppError `forbidden`, `unavailable`. */
export async function listCases(author: Author, bikeId: string, stores?: MasterData): Promise<RecordCase[]> {
  requireRight(author, maySupport);
  return asAuthor(author, (transaction) => readCases(transaction, bikeId), stores);
}
