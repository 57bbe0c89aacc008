import type { UserActor } from "@/lib/domain/actor";
import { listOrganisations } from "@/lib/users/list-organisations";

/** Names of the organisations that are open, for a choice. */
export async function organisationNames(actor: UserActor, access?: "open"): Promise<string[]> {
  const { organisations } = await listOrganisations(actor, { access, limit: 1_000 });
  return organisations.map(({ name }) => name);
}
