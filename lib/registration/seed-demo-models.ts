import type { Database } from "@/lib/db/client";
import { bikeModels, plants } from "@/lib/db/schema-bikes";
import { DEMO_MODELS, DEMO_PLANTS } from "@/lib/domain/demo-bikes";
import { organisationsByName } from "@/lib/users/organisations-by-name";

/**
 * Makes plants and models of the demo OEMs of the local stack, where they are missing. Safe to call at each start.
 * @throws Error when an OEM is not there.
 */
export async function seedDemoModels(db: Database): Promise<void> {
  const oems = await organisationsByName([...new Set(DEMO_PLANTS.map(({ oem }) => oem))], db);
  const idOf = (name: string): string => {
    const id = oems.get(name);
    if (id === undefined) throw new Error(`no organisation is named "${name}"`);
    return id;
  };
  await db
    .insert(plants)
    .values(DEMO_PLANTS.map(({ oem, ...plant }) => ({ oemId: idOf(oem), ...plant })))
    .onConflictDoNothing();
  await db
    .insert(bikeModels)
    .values(DEMO_MODELS.map(({ oem, ...model }) => ({ oemId: idOf(oem), ...model })))
    .onConflictDoNothing();
}
