import { z } from "zod";
import { type Author, requireMaker } from "@/lib/audit/author";
import { parseInput } from "@/lib/audit/parse-input";
import { record } from "@/lib/audit/record";
import { type Database, database } from "@/lib/db/client";
import { apiClients } from "@/lib/db/schema";
import { SCOPES, type Scope } from "@/lib/domain/actor";
import { SOURCES } from "@/lib/domain/packet";
import { AppError } from "@/lib/errors";
import { findOrganisation } from "@/lib/users/find-organisation";
import { type BikeBinding, parseBikeBinding } from "./bike-binding";
import { createKey, hashOfKey } from "./key";

/** What they open is of no bike. */
const BIKELESS: ReadonlySet<Scope> = new Set(["produce", "consent"]);

export const CreateClientInput = z
  .object({
    name: z.string().trim().min(1, "expected a name").max(80, "expected at most 80 characters"),
    organisation: z.string().trim().min(1, "expected the name of an organisation"),
    scopes: z.array(z.enum(SCOPES)).min(1, "expected at least one"),
    sources: z.array(z.enum(SOURCES)).default([]),
    /** `LI-000123` or `LI-*`; none for a client that has to do with components or consent only. */
    bikes: z.array(z.string()).max(1_000),
  })
  .refine(({ scopes, bikes }) => bikes.length > 0 || scopes.every((scope) => BIKELESS.has(scope)), {
    path: ["bikes"],
    error: "expected at least one",
  });
export type CreateClientInput = z.input<typeof CreateClientInput>;

/**
 * Makes an API client and its key, which is returned here and never again. Bindings decide whose readings an
 * organisation sends and sees, so that only the maker's administrators make them.
 * @throws AppError `forbidden`, `invalid` (a binding that is no id or beginning of one), `not-found` (organisation).
 */
export async function createClient(
  author: Author,
  input: CreateClientInput,
  db: Database = database(),
): Promise<{ id: string; key: string }> {
  requireMaker(author, "admin");
  const { name, organisation, scopes, sources, bikes } = parseInput(CreateClientInput, input);
  const bindings = bikes.map(bindingOf);
  const key = createKey();
  const id = await db.transaction(async (transaction) => {
    const organisationId = await findOrganisation(transaction, organisation);
    const [made] = await transaction
      .insert(apiClients)
      .values({
        organisationId,
        name,
        keyHash: hashOfKey(key),
        scopes,
        sources,
        bikeIds: bindings.flatMap((binding) => ("id" in binding ? [binding.id] : [])),
        bikePrefixes: bindings.flatMap((binding) => ("prefix" in binding ? [binding.prefix] : [])),
      })
      .returning({ id: apiClients.id });
    if (!made) throw new AppError("internal", "The client was not stored.");
    await record(transaction, {
      author,
      verb: "create-client",
      subject: `api-client:${made.id}`,
      details: { organisation, name, scopes, sources, bikes },
    });
    return made.id;
  });
  return { id, key };
}

function bindingOf(text: string): BikeBinding {
  const binding = parseBikeBinding(text);
  if (!binding) throw new AppError("invalid", `bikes: expected an id or LI-*, got "${text}".`);
  return binding;
}
