import type { UserActor } from "@/lib/domain/actor";
import { type BikesSuite, openBikesSuite } from "./bikes-suite";

/** Somebody of each job, and two fleets. */
export interface BikesCast {
  readonly suite: BikesSuite;
  readonly oemId: string;
  readonly fleets: readonly [string, string];
  readonly oem: UserActor;
  /** Of another OEM. */
  readonly other: UserActor;
  readonly support: UserActor;
  readonly steward: UserActor;
  readonly privacy: UserActor;
}

/** For suites: a database with the people who work with bikes. @param environment as given by vitest's `inject`. */
export async function openBikesCast(environment: Readonly<Record<string, string>>): Promise<BikesCast> {
  const suite = await openBikesSuite(environment);
  const oemId = await suite.organisation("Veloform", "oem");
  const otherId = await suite.organisation("Kargon", "oem");
  const makerId = await suite.organisation("Maker", "maker");
  return {
    suite,
    oemId,
    fleets: [await suite.organisation("Ried", "fleet"), await suite.organisation("Rheintal", "fleet")],
    oem: await suite.somebody("oem", oemId, "oem"),
    other: await suite.somebody("oem", otherId, "oem"),
    support: await suite.somebody("support", makerId, "maker"),
    steward: await suite.somebody("steward", makerId, "maker"),
    privacy: await suite.somebody("privacy", makerId, "maker"),
  };
}
