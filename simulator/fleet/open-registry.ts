import { seedDemoRiders } from "@/lib/consent/seed-demo-riders";
import { openDatabase } from "@/lib/db/client";
import { seedDemoBikes } from "@/lib/registration/seed-demo-bikes";
import { seedDemoProductions } from "@/lib/registration/seed-demo-productions";
import type { Plan } from "../twin/plan";
import { producedFor, registeredAs } from "./registry";

/** Registers those of these bikes that are to be and are not yet, and says what all are made of; resolves with how many of them are registered. */
export type Register = (plans: readonly Plan[]) => Promise<number>;

/** Registers in the database of an installation. The answer throws Error when it cannot be asked. */
export const openRegistry =
  (databaseUrl: string): Register =>
  async (plans) => {
    const bikes = plans.flatMap((plan) => registeredAs(plan) ?? []);
    const { db, close } = openDatabase(databaseUrl);
    try {
      await seedDemoBikes(db, bikes);
      await seedDemoRiders(
        db,
        bikes.map(({ bikeId }) => bikeId),
      );
      await seedDemoProductions(db, plans.flatMap(producedFor));
    } finally {
      await close();
    }
    return bikes.length;
  };
