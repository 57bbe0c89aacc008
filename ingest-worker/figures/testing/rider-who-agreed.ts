import { makeKeys } from "@/lib/consent/projection/grant-keys";
import { riderPseudonym } from "@/lib/consent/projection/pseudonyms";
import type { Purpose } from "@/lib/domain/consent";
import type { ProjectionSuite } from "../../projection/testing/projection-suite";

const LONG_AGO = Date.parse("2026-01-01T00:00:00Z");

/** Somebody who agreed long ago, as the projection calls them, and may take it back. */
export async function riderWhoAgreed(suite: ProjectionSuite, name: string, purpose: Purpose) {
  const riderId = await suite.rider(name);
  const position = await suite.consent(riderId, purpose, "granted", LONG_AGO);
  const grant = { bikeId: "WI-000001", position, riderId, purpose };
  const key = (await makeKeys(suite.db, [grant], suite.wrapping)).get(position);
  if (!key) throw new Error("no key was made");
  const withdraw = () => suite.consent(riderId, purpose, "withdrawn");
  return { pseudonym: riderPseudonym(key, riderId), withdraw };
}
