import type { MasterData } from "@/lib/audit/as-author";
import { decideCorrection } from "@/lib/bikes/corrections/decide-correction";
import { proposeCorrection } from "@/lib/bikes/corrections/propose-correction";
import { BikeId } from "@/lib/domain/packet";
import { steward } from "./legacy-suite";

/** For suites: somebody proposes a correction, and it is approved. */
export async function correctBike(
  stores: MasterData,
  bikeId: string,
  field: "imei" | "frame_number",
  proposed: string,
): Promise<void> {
  const support = { ...steward, roles: ["support"] } as const;
  const evidence = "a photo of the label";
  const { id } = await proposeCorrection(
    support,
    { bikeId: BikeId.parse(bikeId), field, proposed, evidence },
    stores,
  );
  await decideCorrection(steward, { id, decision: "approve", reason: "seen on the photo" }, stores);
}
