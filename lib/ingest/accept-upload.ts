import { AppError } from "@/lib/errors";
import type { Edge } from "./edge";
import { examineUpload } from "./examine-upload";
import type { Upload } from "./upload";
import type { UploadReport } from "./upload-report";
import type { UploadTurns } from "./upload-turns";

/**
 * Takes an upload: each packet is decoded, allowed or refused, cut by age, and handed to Kafka. Resolves only when every
 * accepted packet is acknowledged, so the report is a receipt. Who rode is recorded first: readings that came without
 * it would count for whoever owns the bike. What a phone recorded names who signed, whether it has a usable time or not.
 * @throws AppError `invalid` or `forbidden` when no packet was accepted (details carry the report), `too-large` for more
 *   than 20,000 packets or 100,000 readings, `unavailable` when no turn came in time or the broker did not acknowledge,
 *   and what the upload's `sender`, `signature` and `memory` throw; sending the same again is always safe.
 */
export async function acceptUpload(edge: Edge, turns: UploadTurns, upload: Upload): Promise<UploadReport> {
  const { body, sender } = upload;
  upload.memory.keep(body.length);
  const findings = await turns.take(sender.organisationId, body.length, () =>
    examineUpload(upload, edge.serviceEpochMs),
  );
  const { report } = findings;
  if (report.accepted.packets === 0) {
    const code = findings.isAllNotAllowed ? "forbidden" : "invalid";
    throw new AppError(code, "no packet of the upload was accepted", { data: { ...report } });
  }
  await sender.confirm();
  const ofPhone = findings.outgoing.some(({ source }) => source === "app");
  const riderId = ofPhone
    ? await upload.signature?.attribute(findings.ridden.stretches(), upload.batchId)
    : undefined;
  await edge.publish(findings.outgoing, { ...upload, riderId: riderId ?? null });
  return report;
}
