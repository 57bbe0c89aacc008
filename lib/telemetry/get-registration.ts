import { BIKE_ID_PATTERN } from "@/lib/domain/packet";
import type { Registration } from "@/lib/domain/registration";
import type { Reader } from "./reader";
import { parseStateDocument } from "./state-row";

/**
 * Whose a bike was when, as its state has it; null for one that nobody registered. Tells nobody anything by itself:
 * lib/fleet asks for it to decide what somebody may see.
 * @throws AppError `unavailable`.
 */
export async function getRegistration(reader: Reader, bikeId: string): Promise<Registration | null> {
  if (!BIKE_ID_PATTERN.test(bikeId)) return null;
  const document = await reader.state("bike-registration", bikeId);
  return document === null ? null : (parseStateDocument(document).registration ?? null);
}
