import { mayClientSend } from "@/lib/clients/may-client";
import type { ApiClient } from "@/lib/domain/actor";
import { AppError } from "@/lib/errors";
import { acceptUpload } from "./accept-upload";
import type { Edge } from "./edge";
import { formatOf } from "./packet-slices";
import { MAX_BODY_BYTES, readBody } from "./read-body";
import { type AskSignature, nobodySigns } from "./signature";
import type { UploadLimits } from "./upload-limits";
import { UploadMemory } from "./upload-memory";
import type { UploadReport } from "./upload-report";
import { UploadTrail } from "./upload-trail";

/**
 * One request of a client to store telemetry, from its headers to the receipt. Who sent it and when it came are the
 * edge's own findings; headers of the same meaning are not looked at.
 * @param askWho finds the client by the request's key; asked again before anything is passed on, because a body may take
 *   longer than a key lives.
 * @param askSignature finds the rider who signs, before the body is read.
 * @throws AppError `unsupported`, `too-large`, `rate-limited`, and what `askWho`, `askSignature`, `readBody` and
 *   `acceptUpload` throw.
 */
export async function receiveUpload(
  edge: Edge,
  limits: UploadLimits,
  askWho: () => Promise<ApiClient>,
  request: Request,
  now: () => number = Date.now,
  askSignature: AskSignature = nobodySigns,
): Promise<UploadReport> {
  const trail = new UploadTrail(edge.telling, request.headers, now());
  try {
    const report = await take(edge, limits, { askWho, askSignature }, request, now, trail);
    trail.accepted(report);
    return report;
  } catch (fault) {
    trail.failed(fault);
    throw fault;
  }
}

async function take(
  edge: Edge,
  limits: UploadLimits,
  {
    askWho,
    askSignature,
  }: { readonly askWho: () => Promise<ApiClient>; readonly askSignature: AskSignature },
  request: Request,
  now: () => number,
  trail: UploadTrail,
): Promise<UploadReport> {
  const client = await askWho();
  trail.sentBy(client.id);
  limits.requests.take(client.id, 1, now());
  const format = formatOf(request.headers.get("content-type"));
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > MAX_BODY_BYTES) {
    throw new AppError("too-large", `body: expected at most ${MAX_BODY_BYTES} bytes, got ${announced}`);
  }
  const { batchId } = trail;
  const chargeBytes = (bytes: number): void => limits.bytes.take(client.id, bytes, now(), batchId);
  chargeBytes(0);
  const signature = await askSignature(client);
  const room = limits.bodies.enter(client.organisationId);
  try {
    const body = await readBody(request.body, request.headers.get("content-encoding"), {
      charge: chargeBytes,
      cover: room.cover,
    });
    return await acceptUpload(edge, limits.turns, {
      body,
      format,
      receivedAtMs: now(),
      batchId,
      sender: {
        clientId: client.id,
        organisationId: client.organisationId,
        maySendFor: (bikeId, source) => mayClientSend(client, bikeId, source),
        charge: (entries) => limits.entries.take(client.id, entries, now(), batchId),
        chargeFaults: (faults) => limits.faults.take(client.id, faults, now(), batchId),
        meet: (bikeId) => {
          if (!client.bikeIds.includes(bikeId)) limits.newBikes.meet(bikeId, client.id, now(), batchId);
        },
        confirm: async () => {
          await askWho();
        },
      },
      signature,
      memory: new UploadMemory(room.hold),
      clientVersion: matching(request.headers.get("x-client-version"), /^[\x20-\x7e]{1,64}$/),
      trace: trail.trace,
      span: trail.span,
    });
  } finally {
    room.leave();
  }
}

const matching = (header: string | null, form: RegExp): string | null =>
  header !== null && form.test(header) ? header : null;
