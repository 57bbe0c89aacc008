import { z } from "zod";
import { type Author, requireMaker } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { type Database, database } from "@/lib/db/client";
import { findIssuer } from "./find-issuer";
import type { RiderIssuer } from "./rider-issuer";

export const GetIssuerInput = z.object({ organisationId: z.uuid() });

/** Who signs the tokens of an organisation's riders; null for nobody. @throws AppError `forbidden`, `invalid`. */
export async function getIssuer(
  author: Author,
  input: z.input<typeof GetIssuerInput>,
  db: Database = database(),
): Promise<RiderIssuer | null> {
  requireMaker(author, "admin");
  return findIssuer(parseInput(GetIssuerInput, input).organisationId, db);
}
