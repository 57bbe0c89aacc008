import { openDatabase } from "@/lib/db/client";
import type { Names } from "@/lib/domain/names";
import type { Publisher } from "@/lib/kafka/publisher";
import { organisationsByName } from "@/lib/users/organisations-by-name";
import type { Plan } from "../twin/plan";
import { publishBikes } from "./publish-bikes";
import { ORGANISATIONS } from "./registry";

/** Publishes the master data of these bikes; resolves with how many are registered. */
export type Register = (plans: readonly Plan[]) => Promise<number>;

/** Asks the database once whose the bikes are. @throws Error when it cannot be asked. */
export async function openRegistry(
  publisher: Publisher,
  names: Names,
  databaseUrl: string,
): Promise<Register> {
  const { db, close } = openDatabase(databaseUrl);
  const organisations = await organisationsByName(ORGANISATIONS, db).finally(close);
  return (plans) => publishBikes(publisher, names, plans, organisations);
}
